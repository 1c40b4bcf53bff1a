"""Making a waiting book: claim the row, stream the rows into a file, keep it, tell how far it is.

The task may run twice and be killed anywhere: a claim holds only for its lease, every step renews
it, and whoever lost the claim stops without a trace.
"""

import logging
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage

from dossiers.books.kinds import KINDS
from dossiers.models import BookJob
from portal.lib.files import put_by_hash
from portal.lib.queues import QueueQuerySet

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
RETRY_AFTER = timedelta(minutes=1)
TRIES = 3
KEPT = timedelta(days=30)  # a book holds names and addresses: it is made anew when needed
GAVE_UP = f"Máy chủ không lập được sổ sau {TRIES} lần. Xin báo người quản trị máy chủ."
State = BookJob.State
Clock = Callable[[], datetime]


class _Lost(Exception):
    """Somebody else has the book by now: this lease had run out, or it was asked for anew."""


def make_book(job_id: int, *, clock: Clock) -> None:
    """Makes the book unless somebody else holds it or it is done.

    A failing disk puts the book back for another try. Anything else is raised: the row waits until
    the lease has run out.
    """
    job = _claim(job_id, clock())
    if job is None:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="mcs-book-") as folder:
            path = Path(folder, "book")
            _write(job, path, clock)
            _keep(job, path, clock())
    except _Lost:
        logger.warning("book %s: the lease was lost, somebody else makes it", job.pk)
    except OSError as error:
        logger.warning("book %s: %s", job.pk, error)
        _put_back(job, clock())


def give_up(at: datetime) -> int:
    """Books that were tried in vain often enough are failed, with a sentence; how many."""
    tired = BookJob.objects.waiting(at).filter(attempts__gte=TRIES)
    return tired.update(state=State.FAILED, error=GAVE_UP, finished_at=at)


def purge_books(*, at: datetime) -> int:
    """Removes finished books nobody asked for lately, with their files; how many."""
    old = BookJob.objects.exclude(state=State.WAITING).filter(asked_at__lt=at - KEPT)
    removed = 0
    for job in old:
        removed += 1
        job.delete()
        if job.storage_key:
            default_storage.delete(job.storage_key)
    return removed


def _claim(job_id: int, at: datetime) -> BookJob | None:
    if not BookJob.objects.filter(pk=job_id, attempts__lt=TRIES).claim(at=at, lease=LEASE):
        return None
    return BookJob.objects.select_related("unit__root").get(pk=job_id)


def _write(job: BookJob, path: Path, clock: Clock) -> None:
    kind, done = KINDS[job.kind], 0
    total = kind.stock(job.unit_id, job.year).count()
    _step(job, clock(), done=done, total=total)
    writer = kind.writer(path, kind.layout(job.unit, job.year))
    for piece in kind.rows(job.unit_id, job.year):
        writer.add(piece)
        done += len(piece)
        _step(job, clock(), done=done, total=max(done, total))
    writer.close()


def _step(job: BookJob, at: datetime, *, done: int, total: int) -> None:
    """How far it is; the lease begins anew."""
    _update(job, done=done, total=total, not_before=at + LEASE)


def _keep(job: BookJob, path: Path, at: datetime) -> None:
    """The file first, then the row that names it; the file of an earlier making goes last."""
    with path.open("rb") as content:
        kept = put_by_hash(content, KINDS[job.kind].ending)
    _update(job, state=State.READY, storage_key=kept.key, size=kept.size, finished_at=at, error="")
    if job.storage_key and job.storage_key != kept.key:
        default_storage.delete(job.storage_key)


def _put_back(job: BookJob, at: datetime) -> None:
    """For another try a little later, or for good."""
    if job.attempts >= TRIES:
        _held(job).update(state=State.FAILED, error=GAVE_UP, finished_at=at)
    else:
        _held(job).update(not_before=at + RETRY_AFTER)


def _update(job: BookJob, **fields: object) -> None:
    if not _held(job).update(**fields):
        raise _Lost


def _held(job: BookJob) -> QueueQuerySet[BookJob]:
    """The row as long as it is this worker's: nobody claimed it later or asked for it anew."""
    return BookJob.objects.filter(
        pk=job.pk, state=State.WAITING, attempts=job.attempts, asked_at=job.asked_at
    )
