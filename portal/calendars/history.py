"""Versions of a calendar: which decision, who, when, and what changed in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from portal.calendars.words import (
    NamedDate,
    cutoff_words,
    decision_words,
    pause_words,
    run_words,
)
from portal.lib.dates import full_moment
from worktime.calendars import DayKind
from worktime.models import Calendar, CalendarDay, CalendarVersion, WorkingHours

MOST_LINES = 8
MOST_VERSIONS = 12


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    decision: str
    made: str
    by: str
    note: str
    changes: list[str]
    more: int  # changes not listed


def version_rows(calendar: Calendar, hours: Iterable[WorkingHours]) -> list[VersionRow]:
    """The latest versions, the newest first; two queries. `hours`: former ones too."""
    versions = list(_versions().filter(calendar=calendar)[: MOST_VERSIONS + 1])
    own = [row for row in hours if row.calendar_id == calendar.pk]
    changes = _Changes(calendar, versions, own)
    return [_row(version, changes, MOST_LINES) for version in versions[:MOST_VERSIONS]]


def version_with_row(code: str, number: int) -> tuple[CalendarVersion, VersionRow]:
    """One version with all it changed; three queries. Raises Http404."""
    versions = list(_versions().filter(calendar__code=code, number__in=(number, number - 1)))
    if not versions or versions[0].number != number:
        raise Http404
    calendar = versions[0].calendar
    return versions[0], _row(versions[0], _Changes(calendar, versions, calendar.hours.all()), None)


def _versions() -> QuerySet[CalendarVersion]:
    rows = CalendarVersion.objects.select_related("calendar", "made_by", "parent_version__calendar")
    return rows.order_by("-number")


def _row(version: CalendarVersion, changes: "_Changes", most: int | None) -> VersionRow:
    lines = list(changes.of(version))
    return VersionRow(
        number=version.number,
        decision=decision_words(version),
        made=full_moment(version.made_at),
        by=str(version.made_by or "hệ thống"),
        note=version.note,
        changes=lines[:most],
        more=len(lines[most:]) if most else 0,
    )


class _Changes:
    """What some versions changed: the rows that begin or end with them, the rules that differ."""

    def __init__(
        self,
        calendar: Calendar,
        versions: Sequence[CalendarVersion],
        hours: Iterable[WorkingHours],
    ) -> None:
        self.by_number = {version.number: version for version in versions}
        touched = Q(since__in=self.by_number) | Q(until__in=self.by_number)
        self.days = list(calendar.days.filter(touched))
        self.hours = {number for row in hours for number in (row.since, row.until)}

    def of(self, version: CalendarVersion) -> Iterator[str]:
        before = self.by_number.get(version.number - 1)
        yield from _inherited(version, before)
        yield from self._days(version.number)
        if version.number in self.hours:
            yield "Đặt lại giờ làm việc trong tuần."
        if before:
            yield from _rules(version, before)

    def _days(self, number: int) -> Iterator[str]:
        begun = {day.date: day for day in self.days if day.since == number}
        ended = {day.date: day for day in self.days if day.until == number}
        for verb, dates, rows in (
            ("Thêm", begun.keys() - ended.keys(), begun),
            ("Sửa", begun.keys() & ended.keys(), begun),
            ("Bỏ", ended.keys() - begun.keys(), ended),
        ):
            yield from (f"{verb} {line}." for line in run_words(_named(rows[day]) for day in dates))


def _inherited(version: CalendarVersion, before: CalendarVersion | None) -> Iterator[str]:
    above = version.parent_version
    if above and (before is None or before.parent_version_id != above.pk):
        yield f"Theo bản {above.number} của «{above.calendar.name}»."


def _named(row: CalendarDay) -> NamedDate:
    hours = (row.opens_at, row.closes_at) if row.opens_at and row.closes_at else None
    return NamedDate(row.date, DayKind(row.kind), row.name, hours)


def _rules(version: CalendarVersion, before: CalendarVersion) -> Iterator[str]:
    new, old = (
        cutoff_words(row.cutoff_time, for_all=row.cutoff_for_all) for row in (version, before)
    )
    yield from (line for line in new if line not in old)
    if version.pause_policy != before.pause_policy:
        yield pause_words(version.pause_policy)
