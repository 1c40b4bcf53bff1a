"""Checking what came, and clearing what never came whole."""

from celery import shared_task
from django.utils import timezone

from feedback.media.checking import check
from feedback.media.purging import purge
from feedback.models import Media
from portal.lib.queues import ring


@shared_task(name="feedback.check_media")
def check_media(media_id: int) -> None:
    check(media_id, at=timezone.now())


@shared_task(name="feedback.announce_waiting_media")
def announce_waiting_media() -> int:
    """Rings again for files whose bell was lost or whose worker died; how many."""
    waiting = list(Media.objects.waiting(timezone.now()).values_list("pk", flat=True))
    for media_id in waiting:
        ring(check_media, media_id)
    return len(waiting)


@shared_task(name="feedback.purge_uploads")
def purge_uploads() -> int:
    return purge(at=timezone.now())
