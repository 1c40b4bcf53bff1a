"""Timers of the dossiers app."""

from celery import shared_task
from django.utils import timezone

from dossiers.services.drafts import purge_drafts


@shared_task(name="dossiers.purge_drafts")
def purge_dead_drafts() -> int:
    return purge_drafts(at=timezone.now())
