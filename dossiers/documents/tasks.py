"""The doorbell of papers and its timer. A task may run twice; a paper is kept once."""

import logging

from celery import shared_task
from django.utils import timezone

from dossiers.documents.drawing import make
from dossiers.documents.forms import EVENT_FORMS
from papers.models import IssuedPaper
from papers.services import claim, put_back
from portal.lib.queues import ring

logger = logging.getLogger(__name__)

BATCH = 100


@shared_task(name="dossiers.draw_paper")
def draw_paper(key: str) -> None:
    """Draws and keeps the paper unless somebody else holds it or it is there already."""
    now = timezone.now()
    paper = claim(key, at=now)
    if paper is None:
        return
    try:
        make(paper, at=now)
    except Exception as error:
        logger.exception("paper %s was not drawn", paper.pk)
        put_back(paper, f"{type(error).__name__}: {error}", at=now)


@shared_task(name="dossiers.announce_waiting_papers")
def announce_waiting_papers() -> int:
    """Rings again for what still waits: a lost bell loses no paper. How many.

    Letters that are signed before they are kept (`apology:`) are not drawn by themselves.
    """
    waiting = IssuedPaper.objects.waiting(timezone.now()).filter(form__in=EVENT_FORMS)
    keys = list(waiting.order_by("not_before", "id").values_list("key", flat=True)[:BATCH])
    for key in keys:
        ring(draw_paper, key)
    return len(keys)
