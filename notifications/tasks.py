"""The outbox as tasks. Each may run twice, or in two places at once; a message leaves once."""

from celery import shared_task
from django.utils import timezone

from notifications.outbox import sweeping
from notifications.outbox.bell import SEND
from notifications.outbox.sending import send_waiting


@shared_task(name=SEND)
def announce_waiting() -> int:
    """The bell, and the timer that makes up for bells that were lost."""
    return send_waiting()


@shared_task(name="notifications.close_unproven")
def close_unproven() -> int:
    return sweeping.close_unproven(at=timezone.now())


@shared_task(name="notifications.blank_one_time_codes")
def blank_one_time_codes() -> int:
    return sweeping.blank_one_time_codes(at=timezone.now())
