"""Which channels a notice takes, and in which words: decided once, when it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from notifications.addresses import phone_fault
from notifications.failures import Failure
from notifications.kinds import KINDS, Kind
from notifications.models.message import Channel, State
from notifications.models.people import NoticeChoice
from notifications.quiet import after_quiet_hours
from notifications.wording import Rendered, render, spoken, text_hash

if TYPE_CHECKING:
    from notifications.services import Notice


@dataclass(frozen=True)
class Plan:
    """One message to be written."""

    channel: Channel
    address: str
    title: str
    text: str
    priority: int
    not_before: datetime
    state: State = State.WAITING
    failure: str = ""
    parts: int = 0
    text_hash: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def plans(notice: "Notice", choice: NoticeChoice | None) -> Iterator[Plan]:
    """At most one message a channel. Without a phone, what must be said says so in a row."""
    kind = KINDS[notice.kind]
    language = choice.language if choice else "vi"
    if choice and choice.user.email:  # confirmed, unlike what a dossier names
        notice = replace(notice, email=choice.user.email)
    for channel in _channels(kind, notice, choice):
        words = render(kind.code, channel, language, notice.root_unit_id, notice.context)
        if words is not None:
            yield _plan(kind, channel, notice, words, language)


def _channels(kind: Kind, notice: "Notice", choice: NoticeChoice | None) -> Iterator[Channel]:
    """In the order of the matrix. Zalo stands for an SMS, which follows when Zalo fails."""
    by_zalo = Channel.ZALO in kind.channels and bool(notice.to and choice and choice.zalo)
    by_email = Channel.EMAIL in kind.channels and bool(notice.email) and _has_mail_server()
    in_inbox = Channel.INAPP in kind.channels and notice.user_id is not None
    no_sms = choice is not None and not choice.sms and (by_email or in_inbox)
    by_sms = kind.always_sms or not (by_zalo or no_sms)
    if Channel.SMS in kind.channels and by_sms and (notice.to or kind.must):
        yield Channel.SMS
    if by_zalo:
        yield Channel.ZALO
    if by_email and (choice is None or choice.email):
        yield Channel.EMAIL
    if in_inbox:
        yield Channel.INAPP


def _has_mail_server() -> bool:
    """Without one no mail is written: it would wait, and alarm, for nothing."""
    return bool(settings.EMAIL_SERVER) or settings.MESSAGE_CHANNEL == "development"


def _plan(kind: Kind, channel: Channel, notice: "Notice", words: Rendered, language: str) -> Plan:
    address = {Channel.EMAIL: notice.email, Channel.INAPP: ""}.get(channel, notice.to)
    fault = words.fault or (
        phone_fault(address) if channel in {Channel.SMS, Channel.ZALO} else None
    )
    return Plan(
        channel,
        address,
        title=words.title,
        text=words.text,
        priority=kind.priority,
        not_before=after_quiet_hours(notice.at, kind, channel),
        state=_state(channel, fault),
        failure=fault.code if fault else "",
        parts=words.parts,
        text_hash=text_hash(words.text) if channel is Channel.SMS else "",
        facts=spoken(notice.context, language) if channel is Channel.ZALO else {},
    )


def _state(channel: Channel, fault: Failure | None) -> State:
    if fault:
        return State.PERMANENT
    return State.DELIVERED if channel is Channel.INAPP else State.WAITING
