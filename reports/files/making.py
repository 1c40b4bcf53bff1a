"""Making a file that waits: one of a person at a time, the next ones stand in line."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from portal.lib.files import read_stored
from portal.lib.making import Clock, Step, claim, make
from reports.files import drawing, lists
from reports.files.formats import WRITERS
from reports.files.snapshots import sheet_of
from reports.models import ReportFile, ReportSnapshot

LIST = "danh-sach"  # in the place of a report: the dossiers of a selection
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
        make(job, _write_list if job.report == LIST else _write_report, clock=clock)


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
    selection, done = lists.selection_of(job), 0
    rows = selection.dossiers(job.asked_at)
    total = lists.number_of(rows)
    step(done, total)
    writer = WRITERS[job.format](path, lists.layout_of(selection, job.asked_at))
    for piece in lists.pieces_of(selection, rows, job.asked_at):
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
