"""What time alone decides: messages without proof, texts of one-time codes."""

from datetime import datetime, timedelta

from django.db import transaction

from notifications.failures import Failure
from notifications.kinds import AT_ONCE, ONE_TIME_CODES
from notifications.models import Gateway, Message
from notifications.models.message import State
from notifications.outbox.moving import locked, move

UNPROVEN = timedelta(hours=72)
LOOKED_BACK = timedelta(days=30)  # nobody looks for proof of what is older
CODES_KEPT = timedelta(hours=24)
BATCH = 500


def close_unproven(*, at: datetime) -> int:
    """Handed over three days ago to a gateway that reports, and no word since."""
    routes = Gateway.objects.filter(reports=True).values_list("code", flat=True)
    silent = Message.objects.filter(
        state=State.HANDED_OVER.value,
        sent_at__range=(at - LOOKED_BACK, at - UNPROVEN),
        route__in=list(routes),
    )
    return sum(_close(message, at) for message in silent.order_by("sent_at")[:BATCH])


def _close(message: Message, at: datetime) -> bool:
    with transaction.atomic():
        rows = locked(message)
        still = rows[0].state == State.HANDED_OVER
        return still and move(
            rows, State.TECHNICAL, at=at, always={}, failure=Failure.NO_REPORT.code
        )


def blank_one_time_codes(*, at: datetime) -> int:
    """Their words have done their work; that they were sent stays."""
    urgent = Message.objects.filter(priority=AT_ONCE, created_at__lt=at - CODES_KEPT)
    return urgent.filter(kind__in=ONE_TIME_CODES).exclude(text="").update(text="")
