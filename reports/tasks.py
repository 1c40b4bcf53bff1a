"""Timers of reports. Each may run twice, late or beside another: its effect happens once."""

from celery import shared_task
from django.utils import timezone

from reports.counting.refreshing import refresh


@shared_task(name="reports.refresh")
def refresh_figures() -> None:
    refresh(timezone.now())
