"""Timers of the desk. Each may run twice; what it tells is told once."""

from celery import shared_task
from django.utils import timezone

from notifications.desk.alarms import look
from notifications.desk.balances import fetch_balances


@shared_task(name="notifications.watch_messages")
def watch_messages() -> None:
    look(timezone.now())


@shared_task(name="notifications.fetch_balances")
def fetch_gateway_balances() -> None:
    fetch_balances(timezone.now())
