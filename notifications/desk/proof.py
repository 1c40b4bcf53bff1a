"""Proof of delivery: every call of a gateway, every report and every hand's work, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from notifications.desk.routes import MAIL_SERVER, route_names
from notifications.models import Message, MessageEvent
from notifications.models.message import Channel
from portal.lib.dates import short_day

# Who answers a call, where it is not the network of a phone.
_CARRIERS = {Channel.EMAIL: MAIL_SERVER, Channel.ZALO: "Zalo"}


@dataclass(frozen=True)
class ProofLine:
    at: str  # to the second: reports are compared with those of the gateway
    what: str
    route: str
    detail: str


def proof_of(
    messages: Iterable[Message], routes: Mapping[str, str] | None = None
) -> dict[int, list[ProofLine]]:
    """By the id of the message, oldest first."""
    lines: dict[int, list[ProofLine]] = defaultdict(list)
    channels = {message.pk: Channel(message.channel) for message in messages}
    routes = route_names() if routes is None else routes
    events = MessageEvent.objects.filter(message__in=channels).select_related("by")
    for event in events.order_by("at", "pk"):
        if event.message_id is not None:
            lines[event.message_id].append(_line(event, channels[event.message_id], routes))
    return lines


def _line(event: MessageEvent, channel: Channel, routes: Mapping[str, str]) -> ProofLine:
    local = timezone.localtime(event.at)
    detail = ", ".join(filter(None, (str(event.by or ""), event.detail)))
    return ProofLine(
        f"{local:%H:%M:%S} {short_day(event.at)}",
        _what(event, channel),
        routes.get(event.route, event.route),
        detail,
    )


def _what(event: MessageEvent, channel: Channel) -> str:
    """A mail that waits for its paper has called nobody yet."""
    if channel is Channel.EMAIL and event.what == MessageEvent.What.AWAY:
        return "Chưa gửi được"
    words = event.get_what_display()
    carrier = _CARRIERS.get(channel)
    if carrier is None:
        return words
    said = words.replace("nhà mạng", carrier).replace("Nhà mạng", carrier)
    return said[0].upper() + said[1:]
