"""Changes of calendars as a test writes them: decided in October 2026 unless it matters."""

from collections.abc import Sequence
from datetime import date, datetime

from tests.worktime.offices import at
from worktime.arithmetic import DayKind, Opening
from worktime.changes import CalendarChange, DayChange, PolicyChange
from worktime.models import Calendar, CalendarVersion
from worktime.services import change_calendar

DECIDED = at("01/10/2026")


def decision(
    *days: DayChange,
    hours: Sequence[Opening] | None = None,
    policy: PolicyChange | None = None,
    number: str = "12/QĐ-UBND",
) -> CalendarChange:
    openings = None if hours is None else tuple(hours)
    return CalendarChange(number, date(2026, 9, 30), "", days, openings, policy)


def decide(
    calendar: Calendar,
    *days: DayChange,
    hours: Sequence[Opening] | None = None,
    policy: PolicyChange | None = None,
    when: datetime = DECIDED,
) -> list[CalendarVersion]:
    change = decision(*days, hours=hours, policy=policy)
    return change_calendar(calendar, change, by=None, at=when)


def off(day: date, name: str = "Ngày nghỉ") -> DayChange:
    return DayChange(day, DayKind.OFF, name)
