"""Figures of any period, read from the summary rows and, for odd days, from the dossiers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from itertools import accumulate
from operator import attrgetter
from typing import Self

from django.db.models import Count, Q

from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from portal.lib.dates import local_day
from reports.counting.dialect import read
from reports.counting.sources import Part, of_days, of_rows, summed
from reports.models import Counted, LateSpell, PeriodFigures
from reports.periods import DAY, Period, bucket_after, bucket_of
from reports.scope import Scope


@dataclass(frozen=True)
class Figures:
    """The sums of `PeriodFigures` over a period; `open_end` and `late_end` at its end.

    In the order of `sources.COLUMNS`.
    """

    received_direct: int = 0
    received_online: int = 0
    received_post: int = 0
    received_full: int = 0
    online_full: int = 0
    received_partial: int = 0
    online_partial: int = 0
    digitised: int = 0
    digitised_known: int = 0
    with_fee: int = 0
    closed_early: int = 0
    closed_on_time: int = 0
    closed_late: int = 0
    withdrawn: int = 0
    stopped: int = 0
    rejected: int = 0
    e_results: int = 0
    days_taken: int = 0
    days_known: int = 0
    late_began: int = 0
    late_ended: int = 0
    open_end: int = 0
    late_end: int = 0

    @property
    def received(self) -> int:
        return self.received_direct + self.received_online + self.received_post

    @property
    def closed(self) -> int:
        return self.closed_early + self.closed_on_time + self.closed_late

    @property
    def closed_in_time(self) -> int:
        return self.closed_early + self.closed_on_time

    @property
    def offered_online(self) -> int:
        """Of procedures then offered online, in full or in part."""
        return self.received_full + self.received_partial

    @property
    def came_online(self) -> int:
        """Of these, online."""
        return self.online_full + self.online_partial

    @property
    def carried_in(self) -> int:
        """Open when the period began: column 6 of II.06a."""
        return self.open_end + self.closed - self.received

    @property
    def open_in_time(self) -> int:
        return self.open_end - self.late_end

    @classmethod
    def added(cls, several: Iterable["Figures"]) -> Self:
        return cls(*map(sum, zip(*map(_columns, several), strict=True)))


_columns = attrgetter(*(column.name for column in fields(Figures)))


def counted_until() -> datetime | None:
    """Up to when everything is counted; None before the first time."""
    return Counted.objects.values_list("until", flat=True).first()


def totals(
    scope: Scope,
    period: Period,
    until: datetime,
    *,
    by: Sequence[str] = (),
    field: int | None = None,
    procedure: int | None = None,
) -> dict[tuple[int, ...], Figures]:
    """Figures of the period by the named columns (`root_unit_id`, `in_charge_id`, `procedure_id`,
    `field_id`); one query. Without any, the one key is `()`, and it is always there.

    `until` is what `counted_until()` said; days after it have nothing yet.
    """
    within = _within(scope, field, procedure)
    rows = read(*summed(_parts(period, until, within), by))
    return {row[: len(by)]: Figures(*row[len(by) :]) for row in rows}


def by_part(
    scope: Scope, period: Period, until: datetime, *, field: int | None = None
) -> dict[int, Figures]:
    """By units of `scope.parts`, of those that have something; one query. `until`: as `totals`."""
    found: dict[int, list[Figures]] = defaultdict(list)
    rows = totals(scope, period, until, by=("root_unit_id", "in_charge_id"), field=field)
    for key, figures in rows.items():
        found[scope.part_of(*key)].append(figures)
    return {unit_id: Figures.added(several) for unit_id, several in found.items()}


def _within(scope: Scope, field: int | None, procedure: int | None) -> Q:
    within = scope.condition
    if not scope.is_whole:  # big tables are found by their root
        within &= Q(root_unit_id=scope.office.root_id)
    if field is not None:
        within &= Q(field_id=field)
    return within if procedure is None else within & Q(procedure_id=procedure)


def _parts(period: Period, until: datetime, within: Q) -> Iterator[Part]:
    """Rows of whole half months; dossiers for days of half ones. Today's half month is whole: what
    is still to come of it is empty."""
    today = local_day(until)
    first, last = period.first, min(period.last, today)
    newest = bucket_of(last)
    is_whole = last == today or last == bucket_after(newest) - DAY
    counted = newest if is_whole else bucket_of(newest - DAY)
    begins = first if first == bucket_of(first) else bucket_after(bucket_of(first))
    yield of_rows(PeriodFigures.objects.filter(within), begins, counted)
    inside = newest < first  # of one half month
    if first < begins:
        end = min(last, begins - DAY)
        yield from of_days(first, end, until, within, levels=inside and not is_whole)
    if is_whole:
        return
    if inside:
        yield from of_days(newest, first - DAY, until, within, flows=False)
    else:
        yield from of_days(newest, last, until, within)


def late_by_day(
    scope: Scope,
    first: date,
    last: date,
    *,
    field: int | None = None,
    procedure: int | None = None,
) -> list[tuple[date, int]]:
    """How many were late at the end of each day, by the ledger as it stood then. One query.

    Of days that are not counted yet it knows no more than of the last one counted.
    """
    within = _within(scope, field, procedure)
    spells = LateSpell.objects.filter(within, began_on__lte=last)
    spells = spells.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=first))
    changes: Counter[date] = Counter()
    for began, ended, count in spells.values_list("began_on", "ended_on").annotate(Count("pk")):
        changes[max(began, first)] += count
        if ended is not None:
            changes[ended] -= count
    days = [first + timedelta(days=past) for past in range((last - first).days + 1)]
    return list(zip(days, accumulate(changes[day] for day in days), strict=True))


def received_and_closed_by_week(
    scope: Scope,
    first: date,
    last: date,
    until: datetime,
    *,
    field: int | None = None,
    procedure: int | None = None,
) -> list[tuple[date, int, int]]:
    """Of each week that has a day in the period: its Monday, how many were received and closed.

    Whole days, up to the one of `until`. Two queries.
    """
    last = min(last, local_day(until))
    dossiers = Dossier.objects.filter(_within(scope, field, procedure))
    received = _by_week(dossiers, "received_on", first, last)
    closed = _by_week(dossiers.exclude(timeliness=""), "closed_on", first, last)
    mondays = range(_monday(first).toordinal(), last.toordinal() + 1, 7)
    weeks = map(date.fromordinal, mondays)
    return [(monday, received[monday], closed[monday]) for monday in weeks]


def _by_week(dossiers: DossierQuerySet, column: str, first: date, last: date) -> Counter[date]:
    days = dossiers.filter(**{f"{column}__gte": first, f"{column}__lte": last})
    found: Counter[date] = Counter()
    for day, count in days.values_list(column).annotate(Count("pk")):
        found[_monday(day)] += count
    return found


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
