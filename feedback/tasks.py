"""Timers of reports. Each may run twice, late or beside another: its effect happens once."""

from celery import shared_task
from django.utils import timezone

from feedback.ladder.climbing import climb
from feedback.retention import erase_reporters, purge_drafts
from feedback.services.closing import close_answered


@shared_task(name="feedback.climb_ladders")
def climb_ladders() -> int:
    """Warns of dates that come near or have passed, in the hours of each office."""
    return climb(timezone.now())


@shared_task(name="feedback.close_answered")
def close_what_was_answered() -> int:
    return close_answered(at=timezone.now())


@shared_task(name="feedback.erase_reporters")
def erase_old_reporters() -> int:
    return erase_reporters(at=timezone.now())


@shared_task(name="feedback.purge_drafts")
def purge_dead_drafts() -> int:
    return purge_drafts(at=timezone.now())
