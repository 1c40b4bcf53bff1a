"""An ordinary commune office as plain data, and moments written as a clerk writes them."""

from collections.abc import Mapping
from datetime import date, datetime, time

from worktime.arithmetic import DayKind, Opening, SpecialDay, WorkCalendar
from worktime.calendars import VIETNAM
from worktime.vietnam import official_days

WEEKDAYS = [
    Opening(weekday, opens, closes)
    for weekday in range(5)
    for opens, closes in [(time(7), time(11, 30)), (time(13, 30), time(17))]
]
OFFICIAL = {day.date: SpecialDay(day.kind) for day in official_days(range(2023, 2031))}
SUNDAY_SESSION = {date(2026, 11, 22): SpecialDay(DayKind.SESSION, time(7, 30), time(11, 30))}


def office(more: Mapping[date, SpecialDay] = {}, **rules: object) -> WorkCalendar:
    return WorkCalendar(WEEKDAYS, {**OFFICIAL, **more}, **rules)  # type: ignore[arg-type]


def at(text: str) -> datetime:
    """`05/10/2026 09:30`; without an hour 09:00."""
    text = text if ":" in text else f"{text} 09:00"
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)
