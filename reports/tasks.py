"""Timers of reports. Each may run twice, late or beside another: its effect happens once."""

from celery import shared_task
from django.utils import timezone

from reports.counting.refreshing import refresh
from reports.forecast.guessing import forecast
from reports.forecast.keeping import learn


@shared_task(name="reports.refresh")
def refresh_figures() -> None:
    refresh(timezone.now())


@shared_task(name="reports.learn")
def learn_paces() -> int:
    """From how many dossiers."""
    return learn(timezone.now()).dossiers


@shared_task(name="reports.forecast")
def forecast_lateness() -> int:
    """For how many open dossiers."""
    return forecast(timezone.now())
