"""Writing messages. Who calls knows the dossier; this app knows kinds, words and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from notifications.failures import Failure
from notifications.kinds import GUARDED
from notifications.models import Message, MessageEvent, NoticeChoice
from notifications.models.message import UNSETTLED, Channel, State
from notifications.outbox.bell import ring_outbox
from notifications.outbox.duties import twin, whom_to_call
from notifications.outbox.moving import locked, move, prove
from notifications.outbox.verdicts import is_code
from notifications.planning import Plan, plans
from portal.lib.errors import Refused

BATCH = 1_000
NOBODY = Failure.NO_NUMBER.code


@dataclass(frozen=True)
class Notice:
    """What one person is to be told: the words of `kind` with the facts of `context`.

    `key` names the event: writing the same event twice keeps one message a channel. `to` is a
    phone (E.164), `email` an address, `user_id` the account whose inbox it goes to; those that are
    missing are left out. `paper` names what an e-mail encloses (settings.MESSAGE_PAPERS reads it).
    `guard`: a permission without which staff do not see that this was told to anybody.
    """

    kind: str
    to: str
    key: str
    at: datetime
    root_unit_id: int | None
    subject_code: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    email: str = ""
    user_id: int | None = None
    link: str = ""
    paper: str = ""
    guard: str = ""


def send(notice: Notice) -> None:
    """Writes the messages inside the caller's transaction and rings the worker on commit."""
    send_many([notice])


def send_many(notices: Iterable[Notice]) -> None:
    """The same for very many, with one bell for all."""
    notices = list(notices)
    users = {notice.user_id for notice in notices if notice.user_id}
    chosen = NoticeChoice.objects.filter(user__in=users).select_related("user")
    choices = {row.user_id: row for row in chosen}
    messages = [
        message
        for notice in notices
        for message in _messages(notice, choices.get(notice.user_id or 0))
    ]
    if messages:
        Message.objects.bulk_create(messages, batch_size=BATCH, ignore_conflicts=True)
        transaction.on_commit(ring_outbox)


@dataclass(frozen=True)
class Told:
    """Whether an event wrote to anybody, and when the first of its messages left."""

    anybody: bool
    at: datetime | None


def told(event: str) -> Told:
    """What became of an event. The inbox of the portal counts only where nothing else was sent."""
    rows = list(
        Message.objects.filter(event=event)
        .exclude(failure=NOBODY)
        .values_list("channel", "sent_at", "called_at")
    )
    outside = [row for row in rows if row[0] != Channel.INAPP]
    moments = [min(filter(None, row[1:])) for row in outside or rows if any(row[1:])]
    return Told(bool(rows), min(moments, default=None))


def send_again(message: Message, *, by: User, at: datetime) -> Message:
    """The same to the same person by the same channel, as a message of its own."""
    with transaction.atomic():
        rows = _failed(message)
        if is_code(message):
            raise Refused("code", "Mã xác nhận chỉ gửi một lần. Người dân bấm xin mã mới")
        old, base = rows[0], message.key.partition("#")[0]
        number = Message.objects.filter(event=old.event, key__startswith=f"{base}#").count() + 2
        again = twin(old, at=at, key=f"{base}#{number}", again_of=old)
        again.save()
        move(rows, State.REPLACED, at=at, always={})
        prove(old, MessageEvent.What.AGAIN, at=at, by=by)
        transaction.on_commit(ring_outbox)
    return again


def called(message: Message, *, by: User, at: datetime, note: str) -> None:
    """Somebody has told the person by phone."""
    with transaction.atomic():
        rows = _failed(message)
        facts = {"called_at": at, "called_by": by, "call_note": note[:200]}
        move(rows, State.CALLED, at=at, always={}, **facts)
        prove(rows[0], MessageEvent.What.CALLED, at=at, detail=note, by=by)


def forget_recipients(subject_codes: Iterable[str]) -> None:
    """Of guarded messages about these: to whom they went is known no more, the inbox included."""
    about = Message.objects.filter(subject_code__in=list(subject_codes), kind__in=GUARDED)
    about.update(recipient="", user=None, link="", facts={})


def _failed(message: Message) -> list[Message]:
    """Its event's messages, locked, itself first; refused when there is nothing to make good."""
    rows = locked(message)
    if not rows or rows[0].state not in UNSETTLED:
        raise Refused(
            "not_failed", "Tin này đã được xử lý hoặc đã gửi được. Tải lại trang", conflict=True
        )
    return rows


def _messages(notice: Notice, choice: NoticeChoice | None) -> list[Message]:
    """What cannot go by any channel is a duty to call from the first moment."""
    messages = [_message(notice, plan) for plan in plans(notice, choice)]
    outside = [message for message in messages if message.channel != Channel.INAPP]
    if outside and (to_call := whom_to_call(outside)):
        to_call.state = State.GIVEN_UP
    return messages


def _message(notice: Notice, plan: Plan) -> Message:
    return Message(
        event=notice.key,
        key=f"{notice.key}:{plan.channel}",
        root_unit_id=notice.root_unit_id,
        kind=notice.kind,
        channel=plan.channel,
        user_id=notice.user_id,
        recipient=plan.address,
        title=plan.title,
        text=plan.text,
        facts=plan.facts,
        link=notice.link,
        paper=notice.paper if plan.channel == Channel.EMAIL else "",
        subject_code=notice.subject_code,
        guard=notice.guard,
        priority=plan.priority,
        state=plan.state,
        failure=plan.failure,
        parts=plan.parts,
        text_hash=plan.text_hash,
        created_at=notice.at,
        not_before=plan.not_before,
        sent_at=notice.at if plan.state == State.DELIVERED else None,
        delivered_at=notice.at if plan.state == State.DELIVERED else None,
    )
