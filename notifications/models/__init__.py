"""Tables of messages: what leaves, by which way, in which words, and what came back."""

from notifications.models.gateways import Gateway, ZaloAccount, ZaloTemplate
from notifications.models.incidents import Incident
from notifications.models.message import Message, MessageEvent
from notifications.models.people import InboundMessage, NoticeChoice, StoppedAddress
from notifications.models.volumes import MessageVolume
from notifications.models.wording import Wording

__all__ = [
    "Gateway",
    "InboundMessage",
    "Incident",
    "Message",
    "MessageEvent",
    "MessageVolume",
    "NoticeChoice",
    "StoppedAddress",
    "Wording",
    "ZaloAccount",
    "ZaloTemplate",
]
