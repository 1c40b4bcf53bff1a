"""The doorbell and its timer. A task may run twice; the message leaves once."""

from celery import shared_task
from django.utils import timezone

from notifications.delivery import deliver
from notifications.models import Message
from portal.lib.queues import ring

BATCH = 100


@shared_task(name="notifications.deliver")
def deliver_message(key: str) -> None:
    message_id = Message.objects.filter(key=key).values_list("pk", flat=True).first()
    if message_id is not None:
        deliver(message_id, at=timezone.now())


@shared_task(name="notifications.announce_waiting")
def announce_waiting() -> int:
    """Rings again for what is still waiting: a lost bell loses no message."""
    now = timezone.now()
    waiting = Message.objects.waiting(now).order_by("not_before", "id")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    for message_id in ids:
        deliver(message_id, at=now)
    if len(ids) == BATCH:
        ring(announce_waiting)
    return len(ids)
