"""Making a waiting book: stream its rows into a file, tell how far it is."""

from pathlib import Path

from dossiers.books.kinds import KINDS
from dossiers.models import BookJob
from portal.lib.making import Clock, Step, claim, make


def make_book(job_id: int, *, clock: Clock) -> None:
    """Makes the book unless somebody else holds it or it is done."""
    job = claim(BookJob.objects.select_related("unit__root"), job_id, clock())
    if job is not None:
        make(job, _write, clock=clock)


def _write(job: BookJob, path: Path, step: Step) -> str:
    kind, done = KINDS[job.kind], 0
    total = kind.stock(job.unit_id, job.year).count()
    step(done, total)
    writer = kind.writer(path, kind.layout(job.unit, job.year))
    for piece in kind.rows(job.unit_id, job.year):
        writer.add(piece)
        done += len(piece)
        step(done, total)
    writer.close()
    return kind.ending
