"""Working hours of a calendar: stretches of validity, each with its week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q

from portal.calendars.words import hours_words, validity
from worktime.calendars import WEEKDAYS
from worktime.models import Calendar, WorkingHours

Interval = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One week of hours, between two dates inclusive; None is no limit."""

    valid_from: date | None
    valid_to: date | None
    week: tuple[tuple[Interval, ...], ...]

    @property
    def words(self) -> str:
        return validity(self.valid_from, self.valid_to)

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(name, hours_words(day)) for name, day in zip(WEEKDAYS, self.week, strict=True)]


@dataclass(frozen=True, slots=True)
class Hours:
    """Those of the nearest calendar that has any. `source`: empty for its own."""

    stretches: list[Stretch]
    source: str


def hour_rows(lineage: Sequence[Calendar]) -> list[WorkingHours]:
    """Those in force of all, and the former ones of the nearest; one query."""
    wanted = Q(calendar=lineage[0]) | Q(calendar__in=lineage, until=None)
    return list(WorkingHours.objects.filter(wanted))


def hours_of(lineage: Sequence[Calendar], rows: Sequence[WorkingHours]) -> Hours:
    for calendar in lineage:
        own = [row for row in rows if row.calendar_id == calendar.pk and row.until is None]
        if own:
            return Hours(_stretches(own), "" if calendar is lineage[0] else calendar.name)
    return Hours([], "")


def _stretches(rows: Sequence[WorkingHours]) -> list[Stretch]:
    limits = {(row.valid_from, row.valid_to) for row in rows}
    ordered = sorted(limits, key=lambda limit: (limit[0] or date.min, limit[1] or date.max))
    return [Stretch(start, end, _week(rows, start, end)) for start, end in ordered]


def _week(
    rows: Sequence[WorkingHours], start: date | None, end: date | None
) -> tuple[tuple[Interval, ...], ...]:
    inside = [row for row in rows if (row.valid_from, row.valid_to) == (start, end)]
    return tuple(
        tuple(sorted((row.opens_at, row.closes_at) for row in inside if row.weekday == weekday))
        for weekday in range(len(WEEKDAYS))
    )
