"""Rows of the outbox as tests need them."""

from itertools import count

from django.utils import timezone

from notifications.kinds import AT_ONCE
from notifications.models import Message
from notifications.outbox.sending import send_waiting
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


def code(**changes: object) -> Message:
    return due(**({"kind": "otp", "priority": AT_ONCE} | changes))


def pass_time(message: Message, **changes: object) -> None:
    """The next try has come."""
    changes.setdefault("not_before", timezone.now())
    Message.objects.filter(pk=message.pk).update(**changes)


def again(message: Message, **changes: object) -> Message:
    pass_time(message, **changes)
    send_waiting()
    message.refresh_from_db()
    return message


def sent(message: Message) -> Message:
    send_waiting()
    message.refresh_from_db()
    return message
