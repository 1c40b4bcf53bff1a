"""Rows of the outbox as tests need them."""

from itertools import count

from django.utils import timezone

from notifications.models import Message
from tests.factories import MONDAY

_numbers = count(1)


def waiting(number: int, **changes: object) -> list[Message]:
    """So many messages that wait to be sent since Monday morning."""
    facts: dict[str, object] = {
        "kind": "received",
        "root_unit_id": 1,
        "recipient": "+84905123318",
        "text": "[Mot cua Binh An] Ho so da duoc tiep nhan",
        "created_at": MONDAY,
        "not_before": MONDAY,
        "parts": 1,
    } | changes
    rows = []
    for _ in range(number):
        event = f"test:{next(_numbers)}"
        rows.append(Message(**({"event": event, "key": f"{event}:sms"} | facts)))
    return Message.objects.bulk_create(rows)


def due(**changes: object) -> Message:
    """Written this moment, so that its four hours have just begun."""
    now = timezone.now()
    (message,) = waiting(1, **({"created_at": now, "not_before": now} | changes))
    return message
