"""When a message has failed: the next way to the same person, or somebody has to call."""

from datetime import datetime
from typing import Any

from django.db import transaction

from notifications.addresses import phone_fault
from notifications.failures import Failure
from notifications.kinds import KINDS
from notifications.models import Message, NoticeChoice
from notifications.models.message import FAILED, TO_SEND, Channel, State
from notifications.outbox.bell import ring_outbox
from notifications.quiet import after_quiet_hours
from notifications.wording import render, text_hash

# Of these one is still on its way, has arrived, or is somebody's work already.
_UNDER_WAY = {*TO_SEND, State.HANDED_OVER, State.DELIVERED, State.GIVEN_UP, State.CALLED}
_SAME = (
    "root_unit_id", "event", "kind", "channel", "user_id", "recipient", "title", "text", "facts",
    "link", "paper", "subject_code", "guard", "priority", "parts", "text_hash",
)  # fmt: skip


def hand_on(rows: list[Message], *, at: datetime) -> None:
    """`rows`: the messages of an event, locked, the one that failed first."""
    failed = rows[0]
    instead = None if any(row.channel == Channel.SMS for row in rows) else sms_instead(failed, at)
    if instead is not None:
        Message.objects.bulk_create([instead], ignore_conflicts=True)
        transaction.on_commit(ring_outbox)
    elif to_call := whom_to_call(rows):
        to_call.state = State.GIVEN_UP
        to_call.save(update_fields=["state"])


def whom_to_call(rows: list[Message]) -> Message | None:
    """The failed message that becomes the duty to call: what had to be said reached nobody, and
    there is a phone."""
    if not KINDS[rows[0].kind].must or any(row.state in _UNDER_WAY for row in rows):
        return None
    lost = [row for row in rows if row.state in FAILED and phone_of(row)]
    return min(lost, key=lambda row: row.channel != Channel.SMS, default=None)


def phone_of(message: Message) -> str:
    """That staff may call; the person's own where the message went elsewhere."""
    if message.failure == Failure.WRONG_NUMBER.code:
        return ""
    if message.channel != Channel.EMAIL:
        return message.recipient
    return message.user.phone if message.user else ""


def sms_instead(message: Message, at: datetime) -> Message | None:
    """What Zalo could not bring. None where the kind has no SMS, or the phone takes none."""
    if message.channel != Channel.ZALO or phone_fault(message.recipient):
        return None
    choice = NoticeChoice.objects.filter(user=message.user_id).first()
    words = render(
        message.kind, Channel.SMS, choice.language if choice else "vi", message.root_unit_id,
        message.facts,
    )  # fmt: skip
    if words is None or words.fault:
        return None
    return twin(
        message, at=at, channel=Channel.SMS, key=f"{message.event}:{Channel.SMS}", facts={},
        title="", text=words.text, parts=words.parts, text_hash=text_hash(words.text),
    )  # fmt: skip


def twin(message: Message, *, at: datetime, **changes: Any) -> Message:
    """A new message about the same to the same person, not stored yet."""
    facts = {name: getattr(message, name) for name in _SAME} | changes
    channel = Channel(facts["channel"])
    return Message(
        **facts, created_at=at, not_before=after_quiet_hours(at, KINDS[message.kind], channel)
    )
