"""Files that take a while: a row is asked for, claimed, written by a worker and told how far.

The task may run twice and be killed anywhere: a claim holds only for its lease, every step renews
it, and whoever lost the claim stops without a trace.
"""

import logging
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from portal.lib.errors import Refused
from portal.lib.files import put_by_hash
from portal.lib.queues import QueueQuerySet, ring

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
RETRY_AFTER = timedelta(minutes=1)
TRIES = 3
KEPT = timedelta(days=30)  # files hold names and addresses: they are made anew when needed
GAVE_UP = f"Máy chủ không lập được tệp sau {TRIES} lần. Xin báo người quản trị máy chủ."
Clock = Callable[[], datetime]
Step = Callable[[int, int], None]  # rows written so far, and of how many


class MadeFile(models.Model):
    """What rows of such a queue have. Making a file anew is the same row."""

    class State(models.TextChoices):
        WAITING = "waiting", "Đang lập"
        READY = "ready", "Đã xong"
        FAILED = "failed", "Không lập được"

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="rows written so far")
    total = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    storage_key = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


Job = TypeVar("Job", bound=MadeFile)
Queue = QueueQuerySet[Job]
State = MadeFile.State


class _Lost(Exception):
    """Somebody else has the row by now: this lease had run out, or it was asked for anew."""


def ask_anew(job: MadeFile, **asked: object) -> None:
    """Puts a finished or failed row back to the beginning; its file stays until the next is there.

    `asked`: `asked_by`, `asked_at` and what else the asking says.
    """
    fresh = {"state": State.WAITING, "attempts": 0, "done": 0, "total": 0, "error": ""}
    values = asked | fresh | {"not_before": asked["asked_at"]}
    type(job)._default_manager.filter(pk=job.pk).update(**values)
    job.refresh_from_db()


def claim(queue: "QueueQuerySet[Job]", job_id: int, at: datetime) -> Job | None:
    """The row for the caller alone, unless somebody else holds it or it is done."""
    mine = queue.filter(pk=job_id)
    if not mine.filter(attempts__lt=TRIES).claim(at=at, lease=LEASE):
        return None
    return mine.get()


def make(job: Job, write: Callable[[Job, Path, Step], str], *, clock: Clock) -> None:
    """What `write` puts at the path is the file of a claimed row; it gives the file's ending.

    A failing disk puts the row back for another try, a refusal ends it with its sentence. Anything
    else is raised: the row waits until the lease has run out.
    """

    def step(done: int, total: int) -> None:
        at = clock()
        _update(job, done=done, total=max(done, total), not_before=at + LEASE)

    try:
        with tempfile.TemporaryDirectory(prefix="mcs-file-") as folder:
            path = Path(folder, "file")
            ending = write(job, path, step)
            _keep(job, path, ending, clock())
    except _Lost:
        logger.warning("%s %s: the lease was lost, somebody else makes it", job._meta.label, job.pk)
    except Refused as refused:
        _fail(job, refused.message, clock())
    except OSError as error:
        logger.warning("%s %s: %s", job._meta.label, job.pk, error)
        _put_back(job, clock())


def give_up(queue: "QueueQuerySet[Job]", at: datetime) -> int:
    """Rows that were tried in vain often enough are failed, with a sentence; how many."""
    tired = queue.waiting(at).filter(attempts__gte=TRIES)
    return tired.update(state=State.FAILED, error=GAVE_UP, finished_at=at)


def announce(queue: "QueueQuerySet[Job]", task: Any, *, at: datetime) -> int:
    """Rings again for what waits too long: a lost bell loses no file. How many."""
    give_up(queue.all(), at)
    waiting = list(queue.waiting(at).values_list("pk", flat=True))
    for job_id in waiting:
        ring(task, job_id)
    return len(waiting)


def purge(queue: "QueueQuerySet[Job]", *, at: datetime) -> int:
    """Removes finished rows nobody asked for lately, with their files; how many."""
    removed = 0
    for job in queue.exclude(state=State.WAITING).filter(asked_at__lt=at - KEPT):
        removed += 1
        job.delete()
        _forget(type(job), job.storage_key)
    return removed


def _keep(job: MadeFile, path: Path, ending: str, at: datetime) -> None:
    """The file first, then the row that names it; the file of an earlier making goes last."""
    with path.open("rb") as content:
        kept = put_by_hash(content, ending)
    _update(job, state=State.READY, storage_key=kept.key, size=kept.size, finished_at=at, error="")
    if job.storage_key != kept.key:
        _forget(type(job), job.storage_key)


def _forget(model: type[MadeFile], key: str) -> None:
    """Removes a file that no row names any more: equal content is one file for all of them."""
    if key and not model._default_manager.filter(storage_key=key).exists():
        default_storage.delete(key)


def _put_back(job: MadeFile, at: datetime) -> None:
    """For another try a little later, or for good."""
    if job.attempts >= TRIES:
        _fail(job, GAVE_UP, at)
    else:
        _held(job).update(not_before=at + RETRY_AFTER)


def _fail(job: MadeFile, sentence: str, at: datetime) -> None:
    _held(job).update(state=State.FAILED, error=sentence, finished_at=at)


def _update(job: MadeFile, **fields: object) -> None:
    if not _held(job).update(**fields):
        raise _Lost


def _held(job: MadeFile) -> models.QuerySet[MadeFile]:
    """The row as long as it is this worker's: nobody claimed it later or asked for it anew."""
    return type(job)._default_manager.filter(
        pk=job.pk, state=State.WAITING, attempts=job.attempts, asked_at=job.asked_at
    )
