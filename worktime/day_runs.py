"""Neighbouring days of one sort, joined: counted, skipped by name, or open without counting."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from worktime.calendars import WEEKDAYS, DayKind, WorkCalendar
from worktime.layers import DayName

REST_LAW = "Bộ luật Lao động 2019, Điều 111"
_ONE_DAY = timedelta(days=1)


class RunKind(StrEnum):
    COUNTED = "counted"
    SKIPPED = "skipped"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class DayRun:
    """`count` is what the days of the run add to the term; None for days that add nothing."""

    kind: RunKind
    day: date
    until: date
    count: int | None
    name: str
    basis: str


class NamedDays:
    """The days of a calendar with the names of those that differ from their weekday."""

    def __init__(self, calendar: WorkCalendar, names: Mapping[date, DayName]) -> None:
        self._calendar = calendar
        self._names = names

    def runs(
        self, first: date, last: date, counts: Callable[[date], int] = lambda day: 1
    ) -> Iterator[DayRun]:
        """From `first` to `last` inclusive; nothing when `last` is earlier."""
        days = [first + _ONE_DAY * n for n in range((last - first).days + 1)]
        for (kind, name, basis), found in groupby(days, self._sort):
            run = list(found)
            yield DayRun(
                kind,
                run[0],
                run[-1],
                sum(map(counts, run)) if kind is RunKind.COUNTED else None,
                name or (_weekdays(run) if kind is RunKind.SKIPPED else ""),
                basis,
            )

    def _sort(self, day: date) -> tuple[RunKind, str, str]:
        """Weekly rest has no name of its own, so that its days are joined."""
        named = self._names.get(day)
        if self._calendar.is_working(day):
            made_up = named if named and named.kind is DayKind.WORK else None
            return (RunKind.COUNTED, *(made_up[:2] if made_up else ("", "")))
        if self._calendar.is_open(day):
            return (RunKind.SESSION, *(named[:2] if named else ("", "")))
        if named and named.kind is DayKind.OFF:
            return (RunKind.SKIPPED, *named[:2])
        return RunKind.SKIPPED, "", REST_LAW


def _weekdays(days: list[date]) -> str:
    return ", ".join(dict.fromkeys(WEEKDAYS[day.weekday()] for day in days))
