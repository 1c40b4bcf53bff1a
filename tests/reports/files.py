"""Report files in tests: asking for one, making it, reading it back."""

from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import User
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action
from reports.counting.refreshing import rebuild
from reports.files.making import make_report_file
from reports.files.orders import ask, read_wanted
from reports.models import ReportFile
from tests.dossiers.books import received_copies
from tests.dossiers.staff import Town
from tests.factories import at, make_received

IN_HAND = "so=dang-xu-ly"
SEPTEMBER = "ky=tu-chon&tu=2026-09-01&den=2026-09-30"


def asked(
    by: User, report: str, query: str, ending: str = "xlsx", *, at: datetime | None = None
) -> ReportFile:
    """As the button of a page asks."""
    at = at or timezone.now()
    data = {"bao-cao": report, "dang": ending, "chon": query}
    return ask(read_wanted(data, by, at), by=by, at=at)


def made(job: ReportFile, *, at: datetime | None = None) -> ReportFile:
    make_report_file(job.pk, clock=lambda: at or max(timezone.now(), job.not_before))
    job.refresh_from_db()
    return job


def content_of(job: ReportFile) -> bytes:
    assert job.state == ReportFile.State.READY, job.error
    with default_storage.open(job.storage_key) as file:
        return bytes(file.read())


def sheets_of(job: ReportFile) -> list[Worksheet]:
    return list(openpyxl.load_workbook(BytesIO(content_of(job))).worksheets)


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Below the headings, which stay when one scrolls."""
    first = int(str(sheet.freeze_panes).lstrip("A"))
    return list(sheet.iter_rows(min_row=first, values_only=True))


def in_hand(town: Town, more: int = 0) -> Dossier:
    """One dossier, and so many copies of it."""
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    received_copies(dossier, more)
    return dossier


def history(town: Town) -> datetime:
    """One withdrawn and one still open, both received in September; when all is counted."""
    day, people = at("2026-09-08 08:00"), town.people
    for is_solved in (True, False):
        dossier = make_received(town.commune, town.procedure, by=people.receptionist, when=day)
        if is_solved:
            withdrawn = day + timedelta(hours=2)
            apply(dossier, Action.WITHDRAW, by=people.receptionist, at=withdrawn, note="Xin rút")
    counted = at("2026-10-02 08:00")
    rebuild(counted)
    return counted
