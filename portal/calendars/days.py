"""The days of one year that differ, as the page of a calendar lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.calendars.words import KIND_MARKS, KIND_WORDS, span
from portal.calendars.year import Special
from portal.lib.dates import long_day
from worktime.calendars import DayKind
from worktime.models import Calendar, CalendarDay


@dataclass(frozen=True, slots=True)
class DayRow:
    day: str
    look: str
    mark: str
    kind: str
    name: str
    hours: str
    decision: str
    note: str
    source: str


def specials_of(lineage: Sequence[Calendar], year: int) -> dict[date, Special]:
    """Each date as the nearest calendar of the lineage has it; one query."""
    far_first = {calendar.pk: rank for rank, calendar in enumerate(reversed(lineage))}
    names = {calendar.pk: calendar.name for calendar in lineage[1:]}
    rows = CalendarDay.objects.filter(until=None, calendar__in=far_first, date__year=year)
    return {
        row.date: Special(
            row.date,
            DayKind(row.kind),
            row.name,
            row.decision,
            row.note,
            (row.opens_at, row.closes_at) if row.opens_at and row.closes_at else None,
            names.get(row.calendar_id, ""),
        )
        for row in sorted(rows, key=lambda row: far_first[row.calendar_id])
    }


def day_rows(specials: Mapping[date, Special]) -> list[DayRow]:
    return [
        DayRow(
            day=long_day(special.date),
            look=special.kind.value,
            mark=KIND_MARKS[special.kind],
            kind=KIND_WORDS[special.kind],
            name=special.name,
            hours=span(*special.hours) if special.hours else "",
            decision=special.decision,
            note=special.note,
            source=special.source,
        )
        for _, special in sorted(specials.items())
    ]
