"""The doorbell and its timer. A task may run twice; the message leaves once."""

from celery import shared_task
from django.utils import timezone

from notifications.models import Message
from notifications.outbox.sending import deliver
from portal.lib.queues import ring

BATCH = 100


def ring_outbox() -> None:
    ring(announce_waiting)


@shared_task(name="notifications.announce_waiting")
def announce_waiting() -> int:
    """Rings again for what is still waiting: a lost bell loses no message."""
    now = timezone.now()
    waiting = Message.objects.to_send(now).order_by("priority", "not_before", "id")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    for message_id in ids:
        deliver(message_id, at=now)
    if len(ids) == BATCH:
        ring(announce_waiting)
    return len(ids)
