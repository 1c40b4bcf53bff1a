"""Sending one message: claim the row, hand it to the channel, write down what happened."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from notifications.channels import CHANNELS, PermanentFailure, TransientFailure
from notifications.models import Message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def deliver(message_id: int, *, at: datetime) -> None:
    """Sends the message unless somebody else holds it or it has left already."""
    if not _claim(message_id, at):
        return
    message = Message.objects.get(pk=message_id)
    try:
        CHANNELS[settings.MESSAGE_CHANNEL](message)
    except TransientFailure as failure:
        _put_back(message, at, str(failure))
    except PermanentFailure as failure:
        _finish(message, Message.State.FAILED, error=str(failure))
        logger.warning("message %s failed for good: %s", message.pk, failure)
    else:
        _finish(message, Message.State.SENT, sent_at=at)


def _claim(message_id: int, at: datetime) -> bool:
    """One conditional update: only one worker wins, and only until the lease runs out."""
    rows = Message.objects.waiting(at).filter(pk=message_id)
    return bool(rows.update(not_before=at + LEASE, attempts=F("attempts") + 1))


def _put_back(message: Message, at: datetime, error: str) -> None:
    if message.attempts > len(RETRY_AFTER):
        _finish(message, Message.State.FAILED, error=error)
        logger.warning("message %s given up after %s attempts", message.pk, message.attempts)
        return
    again = at + RETRY_AFTER[message.attempts - 1]
    Message.objects.filter(pk=message.pk).update(not_before=again, error=error[:200])


def _finish(message: Message, state: Message.State, **fields: object) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, **fields)
