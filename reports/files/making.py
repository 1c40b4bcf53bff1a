"""Making a file that waits: one of a person at a time, the next ones stand in line."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict

from portal.lib.files import read_stored
from portal.lib.making import Clock, Step, claim, make
from reports.citizen_reports.file import CITIZEN_REPORTS
from reports.files import drawing
from reports.files.formats import WRITERS
from reports.files.listed import number_of
from reports.files.lists import DOSSIERS
from reports.files.snapshots import sheet_of
from reports.models import ReportFile, ReportSnapshot

# In the place of a report: what a number counts.
LIST, REPORTS_LIST = "danh-sach", "danh-sach-phan-anh"
LISTS = {LIST: DOSSIERS, REPORTS_LIST: CITIZEN_REPORTS}
State = ReportFile.State


def make_report_file(job_id: int, *, clock: Clock) -> None:
    """Makes the file unless somebody else holds it, it is done, or another of the same person is
    before it."""
    with transaction.atomic():
        line = line_of(job_id).select_for_update()
        job = None
        if next(iter(_in_order(line)), None) == job_id:
            queue = ReportFile.objects.select_related("asked_by__unit", "unit")
            job = claim(queue, job_id, clock())
    if job is not None:
        make(job, _write_list if job.report in LISTS else _write_report, clock=clock)


def line_of(job_id: int) -> QuerySet[ReportFile]:
    """What waits of the person who asked for that file."""
    owner = ReportFile.objects.filter(pk=job_id).values("asked_by")
    return ReportFile.objects.filter(asked_by__in=owner, state=State.WAITING)


def place_in_line(job: ReportFile) -> int:
    """How many files of the same person are made before it."""
    order = _in_order(line_of(job.pk))
    return order.index(job.pk) if job.pk in order else 0


def next_in_line(job_id: int) -> int | None:
    """After that file is done."""
    return next(iter(_in_order(line_of(job_id))), None)


def _in_order(line: QuerySet[ReportFile]) -> list[int]:
    """What has been begun stays first."""
    rows = sorted(line, key=lambda job: (job.attempts == 0, job.asked_at, job.pk))
    return [job.pk for job in rows]


def _write_list(job: ReportFile, path: Path, step: Step) -> str:
    """With the rights its owner has now, as it was when it was asked for."""
    at, kind, done = job.asked_at, LISTS[job.report], 0
    selection = kind.read(QueryDict(job.query).dict(), job.asked_by, at)
    rows = kind.rows(selection, at)
    total = number_of(rows)
    step(done, total)
    writer = WRITERS[job.format](path, kind.layout(selection, at))
    for piece in kind.pieces(selection, rows, at):
        writer.add(piece)
        done += len(piece)
        step(done, total)
    writer.close()
    return job.format


def _write_report(job: ReportFile, path: Path, step: Step) -> str:
    sheet, snapshot = sheet_of(job, job.asked_at)
    ReportFile.objects.filter(pk=job.pk).update(snapshot=snapshot)
    if (earlier := _earlier_file(snapshot, job.format)) is not None:
        path.write_bytes(earlier)
        return job.format
    done, total, made_at = 0, len(sheet.rows), snapshot.made_at if snapshot else job.asked_at
    layout = drawing.layout_of(sheet, frozen_at=snapshot.made_at if snapshot else None)
    writer = WRITERS[job.format](path, layout, made_at=made_at)
    for piece in drawing.pieces_of(sheet):
        writer.add(piece)
        done += len(piece)
        step(done, total)
    writer.close()
    return job.format


def _earlier_file(snapshot: ReportSnapshot | None, ending: str) -> bytes | None:
    """What was drawn from the snapshot before is given out again, byte for byte."""
    if snapshot is None:
        return None
    drawn = ReportFile.objects.filter(snapshot=snapshot, format=ending).exclude(storage_key="")
    keys = drawn.values_list("storage_key", flat=True).distinct()
    return next((read_stored(key) for key in keys if default_storage.exists(key)), None)
