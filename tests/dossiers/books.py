"""Books in tests: asking for one, making it, reading it back."""

from datetime import datetime
from io import BytesIO

import openpyxl
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import Unit, User
from accounts.offices import offices
from dossiers.books.making import make_book
from dossiers.books.orders import ask_for_book
from dossiers.models import BookJob, Dossier

FIRST_ROW = 10  # of what is written down, as spreadsheets count
LETTERS = "ABCDEFGHIJKLMNO"


def asked(unit: Unit, by: User, kind: str = BookJob.Kind.XLSX, year: int = 2026) -> BookJob:
    return ask_for_book(offices()[unit.pk], year, kind, by=by, at=timezone.now())


def made(job: BookJob, *, at: datetime | None = None) -> BookJob:
    make_book(job.pk, clock=lambda: at or timezone.now())
    job.refresh_from_db()
    return job


def content_of(job: BookJob) -> bytes:
    assert job.state == BookJob.State.READY, job.error
    with default_storage.open(job.storage_key) as file:
        return bytes(file.read())


def sheet_of(job: BookJob) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(content_of(job))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def row_of(sheet: Worksheet, number: int = 1) -> list[object]:
    """The cells of the row with that number, dates as days."""
    first = int(str(sheet.freeze_panes).lstrip("A"))
    cells = sheet[first + number - 1]
    return [
        cell.value.date() if isinstance(cell.value, datetime) else cell.value or ""
        for cell in cells
    ]


def received_copies(dossier: Dossier, number: int) -> None:
    """More dossiers of the same day, with codes that run on."""
    rows = []
    for i in range(number):
        copy = Dossier.objects.get(pk=dossier.pk)
        copy.pk, copy.code = None, f"{dossier.code[:-4]}{i + 1000:04d}" if dossier.code else None
        copy.submission_code, copy.tracking_key, copy.submit_key = f"N-{i}", f"t{i}", f"s{i}"
        rows.append(copy)
    Dossier.objects.bulk_create(rows)
