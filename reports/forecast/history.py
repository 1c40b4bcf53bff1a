"""Dossiers of the last months as the forecast learns from them: an even sample of those received,
ended or not, so that neither the quick nor the slow are too many."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F

from accounts.offices import offices
from dossiers.models import Dossier, DossierEvent
from portal.lib.dates import local_day
from reports.forecast.lives import Life, Step, is_over

LOOK_BACK = timedelta(days=180)
MOST = 20_000  # dossiers of a sample
BATCH = 500  # SQLite takes 999 ids at most
_FACTS = (
    "pk", "procedure_id", "in_charge_id", "receiving_unit_id", "received_at", "due_original",
    "due_at", "paused_at", "closed_at", "timeliness",
)  # fmt: skip
_MOVES = ("dossier_id", "at", "from_status", "to_status", "due_at", "assignee_id")


@dataclass(frozen=True)
class Sample:
    """Every `stride`-th dossier received since `since`."""

    lives: Sequence[Life]
    stride: int
    since: date


def read(at: datetime, most: int = MOST) -> Sample:
    since = local_day(at - LOOK_BACK)
    received = Dossier.objects.filter(received_on__gte=since, received_at__lte=at)
    stride = received.count() // most + 1
    dated = received.annotate(slot=F("pk") % stride).filter(slot=0, due_original__isnull=False)
    facts = list(dated.order_by("pk").values_list(*_FACTS))
    return Sample(list(_lives(facts, at)), stride, since)


def _lives(facts: Sequence[tuple[Any, ...]], at: datetime) -> Iterator[Life]:
    for start in range(0, len(facts), BATCH):
        rows = facts[start : start + BATCH]
        events = DossierEvent.objects.filter(dossier_id__in=[row[0] for row in rows])
        moves = events.order_by("dossier_id", "seq").values_list(*_MOVES)
        found = {pk: tuple(_steps(some)) for pk, some in groupby(moves, itemgetter(0))}
        yield from (_life(row, found[row[0]], at) for row in rows if row[0] in found)


def _life(row: tuple[Any, ...], steps: tuple[Step, ...], at: datetime) -> Life:
    _, procedure, in_charge, receiving, received, original, due, paused, closed, timeliness = row
    late: bool | None = timeliness == Dossier.Timeliness.LATE
    if closed is None:
        late = True if due and not paused and is_over(due, at) else None
    calendar = offices()[receiving].calendar
    return Life(procedure, in_charge, calendar, received, original, steps, closed, late)


def _steps(moves: Iterable[tuple[Any, ...]]) -> Iterator[Step]:
    since: datetime | None = None
    for _, at, before, status, due_at, holder in moves:
        since = at if since is None or before != status else since
        yield Step(at, status, since, due_at, holder)
