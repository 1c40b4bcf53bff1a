"""Keeping the summary rows up to date, and counting them all again.

Everything is recounted, nothing is counted up: a refresh may run twice, late, or beside another.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from time import monotonic

from django.db import connection, transaction
from django.db.models import Min

from dossiers.models import Dossier
from portal.lib.dates import local_day
from reports import periods
from reports.counting import buckets, spells
from reports.models import Counted, PeriodFigures

# What was written at a moment may be seen hours later, when its long transaction ends.
OVERLAP = timedelta(hours=6)
Step = Callable[[], object]


def refresh(at: datetime) -> None:
    """Takes up what happened since the last time; the first time everything.

    Up to a whole second, as the addresses of lists name it.
    """
    at = at.replace(microsecond=0)
    if Counted.objects.exists():
        _catch_up(at)
    else:
        rebuild(at)


def rebuild(at: datetime) -> None:
    """Everything again, as of `at`."""
    for step in steps(at):
        step()


def steps(at: datetime) -> list[Step]:
    """What a rebuild does, piece by piece, each its own transaction.

    Nobody waits for all of it, and the figures can be read meanwhile. What a refresh does in
    between is not lost: after the last step the next one begins from `at`.
    """
    at = at.replace(microsecond=0)
    started, known = monotonic(), half_months(at)
    return [
        *(_step(spells.recount_stretch, first, at) for first in spells.stretches()),
        *(_step(buckets.recount, bucket, at) for bucket in known),
        _step(_finish, known, at, started),
    ]


def half_months(at: datetime) -> list[date]:
    """Every one from the first reception to `at`."""
    first = Dossier.objects.aggregate(first=Min("received_on"))["first"]
    return list(periods.buckets(first, local_day(at))) if first else []


@contextmanager
def alone() -> Generator[None]:
    """A transaction beside which nobody else counts; readers are not disturbed."""
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite lets one write at a time anyway
            with connection.cursor() as cursor:
                table = Counted._meta.db_table
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield


def _step(act: Callable[..., object], *details: object) -> Step:
    def step() -> None:
        with alone():
            act(*details)

    return step


def _catch_up(at: datetime) -> None:
    started = monotonic()
    with alone():
        counted = Counted.objects.get()
        if at <= counted.until:
            return
        since = counted.until - OVERLAP
        spells.recount(spells.moved(since, at), at)
        for bucket in periods.buckets(local_day(since), local_day(at)):
            buckets.recount(bucket, at)
        _note(at, started)


def _finish(known: list[date], at: datetime, started: float) -> None:
    PeriodFigures.objects.exclude(bucket__in=known).delete()
    _note(at, started)


def _note(at: datetime, started: float) -> None:
    took = round((monotonic() - started) * 1000)
    Counted.objects.update_or_create(pk=1, defaults={"until": at, "took_ms": took})
