"""The doorbell of the books and its timers. A task may run twice; a book is made once."""

from celery import shared_task
from django.utils import timezone

from dossiers.books.making import make_book
from dossiers.models import BookJob
from portal.lib.making import announce, purge


@shared_task(name="dossiers.make_book")
def make_waiting_book(job_id: int) -> None:
    make_book(job_id, clock=timezone.now)


@shared_task(name="dossiers.announce_waiting_books")
def announce_waiting_books() -> int:
    return announce(BookJob.objects.all(), make_waiting_book, at=timezone.now())


@shared_task(name="dossiers.purge_books")
def purge_old_books() -> int:
    return purge(BookJob.objects.all(), at=timezone.now())
