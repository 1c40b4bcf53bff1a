"""Writing messages. Who calls knows the dossier; this app knows kinds, words and people."""

from datetime import datetime
from typing import Any

from django.db import transaction

from notifications.models import Message
from notifications.tasks import ring
from notifications.texts import TEXTS


def notify(
    kind: str,
    *,
    to: str,
    key: str,
    at: datetime,
    root_unit_id: int | None,
    subject_code: str = "",
    **context: Any,
) -> None:
    """Writes one message inside the caller's transaction and rings the worker on commit.

    `key` is unique: writing the same event twice keeps one message. No phone, no message.
    """
    if not to:
        return
    message = Message(
        key=key,
        root_unit_id=root_unit_id,
        kind=kind,
        recipient=to,
        text=TEXTS[kind].format(**context),
        subject_code=subject_code,
        created_at=at,
        not_before=at,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    transaction.on_commit(lambda: ring(key))


def message_of(key: str) -> Message | None:
    """The message written under that key; None when there was nobody to write to."""
    return Message.objects.filter(key=key).first()
