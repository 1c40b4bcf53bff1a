"""Messages as tasks. Each may run twice, or in two places at once; what it does is done once."""

from celery import shared_task
from django.utils import timezone

from notifications.channels import routes
from notifications.desk import alarms, balances
from notifications.outbox import sweeping
from notifications.outbox.bell import SEND
from notifications.outbox.sending import send_waiting
from notifications.zalo import tokens


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


@shared_task(name="notifications.watch_messages")
def watch_messages() -> None:
    alarms.look(timezone.now())


@shared_task(name="notifications.watch_gateways")
def watch_gateways() -> None:
    routes.watch(at=timezone.now())


@shared_task(name="notifications.fetch_balances")
def fetch_balances() -> None:
    balances.fetch_balances(timezone.now())


@shared_task(name="notifications.refresh_zalo")
def refresh_zalo() -> int:
    """A message never waits for a new token; how many were brought."""
    now = timezone.now()
    return sum(tokens.refresh(account_id, at=now) for account_id in tokens.due(now))
