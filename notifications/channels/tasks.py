"""The timer that looks how fast the messages of each SMS gateway arrive."""

from celery import shared_task
from django.utils import timezone

from notifications.channels import routes


@shared_task(name="notifications.watch_gateways")
def watch_gateways() -> None:
    routes.watch(at=timezone.now())
