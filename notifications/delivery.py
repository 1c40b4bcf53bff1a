"""Sending one message: claim the row, hand it to the channel, write down what happened."""

import logging
from datetime import datetime, timedelta

from django.conf import settings

from notifications.channels import CHANNELS, PermanentFailure, TransientFailure
from notifications.models import Message
from portal.lib.queues import next_try

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
    if not Message.objects.filter(pk=message_id).claim(at=at, lease=LEASE):
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


def _put_back(message: Message, at: datetime, error: str) -> None:
    again = next_try(message.attempts, RETRY_AFTER, at=at)
    if again is None:
        _finish(message, Message.State.FAILED, error=error)
        logger.warning("message %s given up after %s attempts", message.pk, message.attempts)
        return
    Message.objects.filter(pk=message.pk).update(not_before=again, error=error[:200])


def _finish(message: Message, state: Message.State, **fields: object) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, **fields)
