"""Asking for a book."""

from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from accounts.offices import OfficeFacts
from accounts.services import log_access
from dossiers.books.kinds import KINDS
from dossiers.books.tasks import make_waiting_book
from dossiers.models import BookJob
from portal.lib.errors import Refused
from portal.lib.making import ask_anew
from portal.lib.queues import ring

State = BookJob.State


@transaction.atomic
def ask_for_book(office: OfficeFacts, year: int, kind: str, *, by: User, at: datetime) -> BookJob:
    """The book of the office and year; one that is being made already is that one.

    Asking for a finished or failed one makes it anew. The asking is logged.
    """
    if not KINDS[kind].stock(office.id, year).exists():
        nothing = f"{office.short_name} {KINDS[kind].nothing} trong năm {year}"
        raise Refused("book_empty", f"{nothing}. Chọn năm hoặc đơn vị khác", field="year")
    asked = {"asked_by": by, "asked_at": at, "root_unit_id": office.root_id}
    job, new = BookJob.objects.select_for_update().get_or_create(
        unit_id=office.id, year=year, kind=kind, defaults={**asked, "not_before": at}
    )
    if not new and job.state == State.WAITING:
        return job
    ask_anew(job, **asked)
    log_access(by, "book.make", f"{office.code}/{year}.{kind}", at=at)
    transaction.on_commit(partial(ring, make_waiting_book, job.pk))
    return job
