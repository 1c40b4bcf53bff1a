"""The rungs of a date, counted in the working time of the office. Pure.

Two and one working days before, four working hours before, when the date is missed, and at each
further working day. A working day before Thursday 17:00 is Wednesday 17:00, of which people hear
when the office opens on Thursday: then one working day is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from dossiers.staff.due_badges import whole_days
from worktime.arithmetic import WorkCalendar
from worktime.calendars import VIETNAM, in_vietnam

DAYS_BEFORE = (2, 1)  # working days
HOURS_BEFORE = 4  # working hours
OVER = "over"


@dataclass(frozen=True, slots=True)
class Term:
    """A date with the moment since when it has been known to whoever holds the dossier."""

    since: datetime
    due_at: datetime


def passed(term: Term, calendar: WorkCalendar, at: datetime) -> list[str]:
    """Names of the rungs that `at` has passed, the lowest first: `d-2`, `h-4`, `over`, `over+1`.

    A warning whose moment lay before the date was known is none: it would only say what the person
    has just been told.
    """
    ahead = [name for name, moment in _warnings(term.due_at, calendar) if term.since < moment <= at]
    if term.due_at >= at:
        return ahead
    days = whole_days(term.due_at, calendar, at)
    return [*ahead, OVER, *(f"{OVER}+{number}" for number in range(1, days + 1))]


def is_over(rung: str) -> bool:
    return rung.startswith(OVER)


def horizon(calendar: WorkCalendar, at: datetime) -> datetime:
    """No date from this moment on has passed its first rung."""
    last = calendar.add_working_days(in_vietnam(at).date(), max(DAYS_BEFORE) + 1)
    return datetime.combine(last, time(), tzinfo=VIETNAM)


def at_work(calendar: WorkCalendar, at: datetime) -> bool:
    """People of the office are at their desks: a working day, between opening and closing."""
    local = in_vietnam(at)
    return calendar.is_working(local.date()) and calendar.normalize(local) == local


def _warnings(due_at: datetime, calendar: WorkCalendar) -> Iterator[tuple[str, datetime]]:
    due = _within_working_days(in_vietnam(due_at), calendar)
    for days in DAYS_BEFORE:
        day = calendar.add_working_days(due.date(), -days)
        yield f"d-{days}", datetime.combine(day, due.timetz())
    yield f"h-{HOURS_BEFORE}", calendar.add_working_minutes(due, -HOURS_BEFORE * 60)


def _within_working_days(due: datetime, calendar: WorkCalendar) -> datetime:
    """A date on a day that is not counted (a Sunday session) is the end of the day before it."""
    if calendar.is_working(due.date()):
        return due
    return calendar.closing(calendar.add_working_days(due.date(), 0))
