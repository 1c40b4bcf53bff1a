"""Writing messages. Who calls knows the dossier; this app knows kinds, words and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from notifications.models import Message
from notifications.tasks import announce_waiting, deliver_message
from notifications.texts import TEXTS
from portal.lib.queues import ring

BATCH = 1_000


@dataclass(frozen=True)
class Notice:
    """What one person is to be told: the words of `kind` with the facts of `context`.

    `key` is unique: writing the same event twice keeps one message.
    """

    kind: str
    to: str
    key: str
    at: datetime
    root_unit_id: int | None
    subject_code: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


def send(notice: Notice) -> None:
    """Writes the message inside the caller's transaction and rings the worker on commit.

    No phone, no message.
    """
    if notice.to:
        _write([notice])
        transaction.on_commit(partial(ring, deliver_message, notice.key))


def send_many(notices: Iterable[Notice]) -> None:
    """The same for very many, with one bell for all."""
    _write([notice for notice in notices if notice.to])
    transaction.on_commit(partial(ring, announce_waiting))


def _write(notices: Iterable[Notice]) -> None:
    messages = [
        Message(
            key=notice.key,
            root_unit_id=notice.root_unit_id,
            kind=notice.kind,
            recipient=notice.to,
            text=TEXTS[notice.kind].format(**notice.context),
            subject_code=notice.subject_code,
            created_at=notice.at,
            not_before=notice.at,
        )
        for notice in notices
    ]
    Message.objects.bulk_create(messages, batch_size=BATCH, ignore_conflicts=True)


def message_of(key: str) -> Message | None:
    """The message written under that key; None when there was nobody to write to."""
    return Message.objects.filter(key=key).first()
