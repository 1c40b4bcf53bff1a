"""Writing messages. Who calls knows the dossier; this app knows kinds, words and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from notifications.failures import Failure
from notifications.models import Message, NoticeChoice
from notifications.planning import Plan, plans
from notifications.tasks import ring_outbox

BATCH = 1_000
NOBODY = Failure.NO_NUMBER.code


@dataclass(frozen=True)
class Notice:
    """What one person is to be told: the words of `kind` with the facts of `context`.

    `key` names the event: writing the same event twice keeps one message a channel. `to` is a
    phone (E.164), `email` an address, `user_id` the account whose inbox it goes to; those that are
    missing are left out. `paper` names what an e-mail encloses (settings.MESSAGE_PAPERS reads it).
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
        _message(notice, plan)
        for notice in notices
        for plan in plans(notice, choices.get(notice.user_id))
    ]
    if messages:
        Message.objects.bulk_create(messages, batch_size=BATCH, ignore_conflicts=True)
        transaction.on_commit(partial(ring_outbox))


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
    outside = [row for row in rows if row[0] != Message.Channel.INAPP]
    moments = [min(filter(None, row[1:])) for row in outside or rows if any(row[1:])]
    return Told(bool(rows), min(moments, default=None))


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
        paper=notice.paper if plan.channel == Message.Channel.EMAIL else "",
        subject_code=notice.subject_code,
        priority=plan.priority,
        state=plan.state,
        failure=plan.failure,
        parts=plan.parts,
        text_hash=plan.text_hash,
        created_at=notice.at,
        not_before=plan.not_before,
        sent_at=notice.at if plan.state == Message.State.DELIVERED else None,
        delivered_at=notice.at if plan.state == Message.State.DELIVERED else None,
    )
