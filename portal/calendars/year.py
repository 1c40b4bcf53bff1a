"""One year of a calendar as twelve small tables. Pure: days and tables in, cells out."""

from calendar import Calendar as Weeks
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from portal.calendars.words import KIND_MARKS, KIND_WORDS
from worktime.calendars import DayKind, WorkCalendar

WEEKDAYS = (
    ("T2", "thứ Hai"),
    ("T3", "thứ Ba"),
    ("T4", "thứ Tư"),
    ("T5", "thứ Năm"),
    ("T6", "thứ Sáu"),
    ("T7", "thứ Bảy"),
    ("CN", "Chủ nhật"),
)
_WEEKS = Weeks()


class Special(NamedTuple):
    """A date that differs from its weekday, and which calendar of the lineage says so."""

    date: date
    kind: DayKind
    name: str
    decision: str
    note: str
    hours: tuple[time, time] | None
    source: str  # empty: the calendar itself

    @property
    def own(self) -> bool:
        return not self.source


@dataclass(frozen=True, slots=True)
class Cell:
    """`look` ends the class name: off, work, session, rest, usual, or none outside the month."""

    day: int
    look: str
    mark: str = ""
    words: str = ""
    own: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: list[list[Cell]]


def months_of(
    year: int, specials: Mapping[date, Special], tables: WorkCalendar | None, *, today: date
) -> list[Month]:
    """`tables` tell the weekly rest; the country's calendar has none."""
    return [
        Month(
            f"Tháng {month}",
            [
                [_cell(day, month, specials.get(day), tables, today) for day in week]
                for week in _WEEKS.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _cell(
    day: date, month: int, special: Special | None, tables: WorkCalendar | None, today: date
) -> Cell:
    if day.month != month:
        return Cell(0, "none")
    if special:
        words = f"{KIND_WORDS[special.kind]}, {special.name}"
        if special.source:
            words += f", theo {special.source}"
        mark = KIND_MARKS[special.kind]
        return Cell(day.day, special.kind.value, mark, words, special.own, day == today)
    if tables and not tables.is_open(day):
        return Cell(day.day, "rest", "–", "nghỉ hằng tuần", today=day == today)
    return Cell(day.day, "usual", today=day == today)
