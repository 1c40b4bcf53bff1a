"""The doorbell of the books and its timers. A task may run twice; a book is made once."""

from celery import shared_task
from django.utils import timezone

from dossiers.books.making import make_book
from dossiers.models import BookJob
from portal.lib.making import give_up, purge
from portal.lib.queues import ring


@shared_task(name="dossiers.make_book")
def make_waiting_book(job_id: int) -> None:
    make_book(job_id, clock=timezone.now)


@shared_task(name="dossiers.announce_waiting_books")
def announce_waiting_books() -> int:
    """Rings again for what waits too long: a lost bell loses no book. How many."""
    now = timezone.now()
    give_up(BookJob.objects.all(), now)
    waiting = list(BookJob.objects.waiting(now).values_list("pk", flat=True))
    for job_id in waiting:
        ring(make_waiting_book, job_id)
    return len(waiting)


@shared_task(name="dossiers.purge_books")
def purge_old_books() -> int:
    return purge(BookJob.objects.all(), at=timezone.now())
