"""P4, P5, P6 and P13: what leaders and timers ask of all dossiers, in time and next to the naive.

A naive query is what one would write first: no index helps it, and reports count the dossiers.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from dossiers.models import Dossier
from dossiers.staff.search import search
from portal.bench import goals
from portal.bench.goals import Goal, Measured, Sample, within
from portal.bench.pages import PROVINCE, cost, pages
from reports.counting import figures
from reports.periods import Period, named
from reports.scope import Scope

Cells = dict[tuple[int, ...], tuple[int, ...]]
BY = ("root_unit_id", "field_id")


def run(*, rounds: int) -> list[Measured]:
    at = timezone.now()
    return [*_mornings(at, rounds), *_reports(at, rounds), *_scans(at, rounds), *_names(rounds)]


def _mornings(at: datetime, rounds: int) -> Iterator[Measured]:
    by_name = {page.name: page for page in pages(at)}
    whole = cost(by_name[PROVINCE], rounds=rounds)
    clerk = User.objects.get(username="bench-1")
    yield _allowed(0.025, "province's morning, database", whole.database_ms, goals.MORNING_DATABASE)
    yield _allowed(0.050, "province's morning, server", whole.server_ms, goals.MORNING_SERVER)
    late = Dossier.objects.late_on(timezone.localdate(at)).order_by()
    groups = late.values_list("in_charge_id").annotate(number=Count("*"))
    own = late.filter(in_charge_id=clerk.unit_id)
    unit = _timed("late ones of one office", own.count, rounds)
    yield within(0.002, unit.name, unit.samples, goals.UNIT_DATABASE)
    with _without_indexes():
        naive = _timed("late by office, no index", lambda: list(groups.all()), 2)
    yield naive
    best = _timed("late by office", lambda: list(groups.all()), rounds)
    yield _against(best, naive, goals.MORNING_NAIVE)


def _reports(at: datetime, rounds: int) -> Iterator[Measured]:
    scope, today = Scope.of(User.objects.get(username="bench-province")), timezone.localdate(at)
    until = figures.counted_until()
    if until is None:
        raise LookupError("nothing is counted: run `manage.py rebuild_statistics`")
    quarter, year = named("quy-truoc", today), named("nam-truoc", today)
    naive_cells, took = _clock(lambda: _naive(quarter))
    naive = Measured("figures of a quarter, by counting dossiers", [Sample(1 / took)])
    yield naive
    ours = _timed("figures of a quarter", lambda: _counted(scope, quarter, until), rounds)
    wrong = _different(_counted(scope, quarter, until), naive_cells)
    ours.samples[0] = Sample(ours.samples[0].per_second, ours.samples[0].p50, errors=wrong)
    yield _against(ours, naive, goals.QUARTER_NAIVE)
    yield within(0.25, "figures of a quarter, in time", ours.samples, goals.QUARTER)
    whole_year = _timed("figures of a year", lambda: _counted(scope, year, until), rounds)
    yield within(0.6, whole_year.name, whole_year.samples, goals.YEAR)


def _counted(scope: Scope, period: Period, until: datetime) -> Cells:
    found = figures.totals(scope, period, until, by=BY)
    return {
        key: (one.received_online, one.received - one.received_online, one.closed_early,
              one.closed_on_time, one.closed_late, one.open_end, one.late_end)
        for key, one in found.items()
    }  # fmt: skip


def _naive(period: Period) -> Cells:
    """The columns of II.06a from the dossiers alone, for a period that is over.

    Late at its end: the promise over and nothing closed by then; pauses as they are now would be
    wrong, so the day is asked of the ledger's spells.
    """
    received = Q(received_on__range=(period.first, period.last))
    closed = Q(closed_on__range=(period.first, period.last))
    open_then = Q(received_on__lte=period.last) & (
        Q(closed_on__isnull=True) | Q(closed_on__gt=period.last)
    )
    late_then = Q(late_spells__began_on__lte=period.last) & (
        Q(late_spells__ended_on__isnull=True) | Q(late_spells__ended_on__gt=period.last)
    )
    rows = Dossier.objects.filter(received_on__isnull=False).order_by().values_list(*BY)
    counts = {
        "online": received & Q(channel=2),
        "otherwise": received & ~Q(channel=2),
        **{kept: closed & Q(timeliness=kept) for kept in Dossier.Timeliness.values},
        "open": open_then,
    }
    found = rows.annotate(**{f"n_{name}": Count("pk", filter=of) for name, of in counts.items()})
    late = {(root, field): n for root, field, n in rows.filter(late_then).annotate(Count("pk"))}
    return {(row[0], row[1]): (*row[2:], late.get((row[0], row[1]), 0)) for row in found}


def _different(ours: Cells, naive: Cells) -> int:
    """Cells that differ; a missing row is a row of zeros."""
    nothing = (0,) * 7
    return sum(
        mine != theirs
        for key in ours.keys() | naive.keys()
        for mine, theirs in zip(ours.get(key, nothing), naive.get(key, nothing), strict=True)
    )


def _scans(at: datetime, rounds: int) -> Iterator[Measured]:
    overdue = Dossier.objects.overdue(at).order_by("due_at").values_list("pk", flat=True)
    new = overdue.filter(due_at__gt=at - timedelta(minutes=1))
    idle = _timed("overdue scan, nothing new", lambda: list(new.all()), rounds)
    yield within(0.002, idle.name, idle.samples, goals.OVERDUE_IDLE)
    found = _timed("overdue scan, 1,000 found", lambda: list(overdue[:1000]), rounds)
    yield within(0.005, found.name, found.samples, goals.OVERDUE_FOUND)


def _names(rounds: int) -> Iterator[Measured]:
    """The commonest family name is the worst case."""
    clerk = User.objects.select_related("unit__root").get(username="bench-1")
    mine = Dossier.objects.open().filter(unit=clerk.unit, name_fold__startswith="nguyen thi hoa")
    unit = _timed("name among a unit's open ones", lambda: list(mine.all()[:50]), rounds)
    yield within(0.005, unit.name, unit.samples, goals.NAME_OF_UNIT)
    everything = _timed(
        "name in all of a commune's years", lambda: list(search(clerk, "Nguyễn Thị Hoa")[1]), rounds
    )
    yield within(0.300, everything.name, everything.samples, goals.NAME_OF_YEAR)


def _timed(name: str, work: Callable[[], object], rounds: int) -> Measured:
    """The first time warms up and is dropped."""
    times = [_clock(work)[1] for _ in range(rounds + 1)][1:]
    return Measured(name, [Sample(1 / took, took * 1e3) for took in times])


def _clock(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - started


def _against(ours: Measured, naive: Measured, goal: Goal) -> Measured:
    """Next to one pass of the naive way, which takes too long to repeat."""
    slow = Measured(naive.name, [naive.samples[-1]] * len(ours.samples))
    return Measured(ours.name, ours.samples, slow, goal)


def _allowed(seconds: float, name: str, took_ms: float, goal: Goal) -> Measured:
    return within(seconds, name, [Sample(1e3 / took_ms, took_ms)], goal)


@contextmanager
def _without_indexes() -> Iterator[None]:
    """PostgreSQL only; on SQLite the naive query is the same as ours."""
    names = ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan")
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SET {name} = off")
        yield
        for name in names:
            cursor.execute(f"RESET {name}")
