"""The one calculator of legal dates: start rules, terms, pauses, shares of stages (domain 5).

Pure: everything is a value, nothing reads a clock or a database. A date is always recomputed
from the facts: receipt, term, pauses, calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from worktime.calendars import (
    DayKind,
    Opening,
    PausePolicy,
    SpecialDay,
    WorkCalendar,
    in_vietnam,
    months_after,
)
from worktime.terms import Leg, Term, Unit

__all__ = [
    "ACCEPTANCE_MINUTES",
    "DayKind",
    "Leg",
    "Opening",
    "Pause",
    "PausePolicy",
    "SpecialDay",
    "Term",
    "Unit",
    "WorkCalendar",
    "acceptance_limit",
    "due_at",
    "due_with_pauses",
]

_COUNTED_IN_DAYS = {Unit.WORKING_DAY, Unit.DAY, Unit.MONTH}
ACCEPTANCE_MINUTES = 8 * 60  # working time to accept or refuse an online submission (domain 5.2)


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count: from the notice to the citizen until the answer. Open: no end."""

    starts_at: datetime
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.ends_at and in_vietnam(self.ends_at) < in_vietnam(self.starts_at):
            raise ValueError("a pause ends before it starts")


@dataclass(frozen=True, slots=True)
class _Left:
    """What is still to be counted of a leg; hours are counted in minutes, None is "same day"."""

    amount: int
    unit: Unit | None


def acceptance_limit(calendar: WorkCalendar, submitted_at: datetime) -> datetime:
    """Until when the counter must accept or refuse an online submission."""
    return calendar.add_working_minutes(submitted_at, ACCEPTANCE_MINUTES)


def due_at(calendar: WorkCalendar, received_at: datetime, term: Term) -> datetime | None:
    """The legal moment; None for a term without one. The day of receipt is not counted.

    A receipt outside working hours counts from the next opening. A same-day term received
    after the cut-off (15:00) is due on the next working day. Each leg ends on a working day.
    """
    if term.is_none:
        return None
    return _end(calendar, _start(calendar, received_at), _whole(term))


def due_with_pauses(
    calendar: WorkCalendar,
    received_at: datetime,
    term: Term,
    pauses: Sequence[Pause],
    policy: PausePolicy | None = None,
) -> datetime | None:
    """The legal moment with the time of the pauses taken out; None while one is still open.

    The policy is the calendar's unless given; hours and same-day terms have no days to move,
    so what remains of them is counted under either. A pause that starts at or after the due
    moment does not move it: late stays late. Pauses that overlap or touch are one.
    """
    if term.is_none:
        return None
    start, legs = _start(calendar, received_at), _whole(term)
    joined = _joined(pauses, start)
    by_elapsed_days = (policy or calendar.pause_policy) is PausePolicy.ELAPSED
    if by_elapsed_days and legs[-1].unit in _COUNTED_IN_DAYS:
        return _due_by_elapsed(calendar, start, legs, joined)
    return _due_by_remaining(calendar, start, legs, joined)


def _start(calendar: WorkCalendar, received_at: datetime) -> datetime:
    """The moment of receipt that counts; offices may move what comes after the cut-off."""
    start = calendar.normalize(received_at)
    if calendar.cutoff_for_all and start.time() > calendar.cutoff:
        return calendar.normalize(calendar.closing(start.date()) + timedelta(minutes=1))
    return start


def _whole(term: Term) -> list[_Left]:
    if term.same_day:
        return [_Left(1, None)]
    return [
        _Left(leg.amount * 60 if leg.unit is Unit.HOUR else leg.amount, leg.unit)
        for leg in term.legs
    ]


def _end(calendar: WorkCalendar, start: datetime, legs: Iterable[_Left]) -> datetime:
    for leg in legs:
        start = _end_of_leg(calendar, start, leg)
    return start


def _end_of_leg(calendar: WorkCalendar, start: datetime, leg: _Left) -> datetime:
    day = start.date()
    if not leg.amount:  # its last day was used up before a pause
        return calendar.closing(day)
    if leg.unit is Unit.HOUR:
        return calendar.add_working_minutes(start, leg.amount)
    if leg.unit is Unit.WORKING_DAY:
        return calendar.closing(calendar.add_working_days(day, leg.amount))
    if leg.unit is Unit.DAY:
        return calendar.closing(calendar.add_days(day, leg.amount))
    if leg.unit is Unit.MONTH:
        return calendar.closing(calendar.add_months(day, leg.amount))
    in_time = start.time() <= calendar.cutoff
    return calendar.closing(day if in_time else calendar.add_working_days(day, 1))


def _joined(pauses: Sequence[Pause], start: datetime) -> list[Pause]:
    """In order, without what lies before the start, touching ones joined, empty ones dropped."""
    joined: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.starts_at):
        begins = max(in_vietnam(pause.starts_at), start)
        ends = in_vietnam(pause.ends_at) if pause.ends_at else None
        if ends and ends <= begins:
            continue
        last = joined[-1] if joined else None
        if last and (last.ends_at is None or begins <= last.ends_at):
            ends = max(ends, last.ends_at) if ends and last.ends_at else None
            joined[-1] = Pause(last.starts_at, ends)
        else:
            joined.append(Pause(begins, ends))
    return joined


def _due_by_elapsed(
    calendar: WorkCalendar, start: datetime, legs: Sequence[_Left], pauses: Sequence[Pause]
) -> datetime | None:
    """The due date moved by as many calendar days as the pauses took."""
    due = _end(calendar, start, legs)
    planned = due.date()
    for pause in pauses:
        if due <= pause.starts_at:
            break
        if pause.ends_at is None:
            return None
        planned += pause.ends_at.date() - pause.starts_at.date()
        due = calendar.closing(calendar.working_day_from(planned))
    return due


def _due_by_remaining(
    calendar: WorkCalendar, start: datetime, legs: Sequence[_Left], pauses: Sequence[Pause]
) -> datetime | None:
    """What was unused at the pause, counted like a new receipt from the resumption on."""
    due = _end(calendar, start, legs)
    for pause in pauses:
        if due <= pause.starts_at:
            break
        if pause.ends_at is None:
            return None
        legs = _unused(calendar, start, legs, pause.starts_at)
        start = _start(calendar, pause.ends_at)
        # Answered in a session, a same-day term could end before its old date.
        due = max(due, _end(calendar, start, legs))
    return due


def _unused(
    calendar: WorkCalendar, start: datetime, legs: Sequence[_Left], at: datetime
) -> list[_Left]:
    """The legs left over at `at`, a moment before their end; of the last one at least 1."""
    first, *later = legs
    if later and (end := _end_of_leg(calendar, start, first)) <= at:
        return _unused(calendar, end, later, at)
    left = _unused_of_leg(calendar, start, first, at)
    return [_Left(max(left.amount, 0 if later else 1), left.unit), *later]


def _unused_of_leg(calendar: WorkCalendar, start: datetime, leg: _Left, at: datetime) -> _Left:
    """Months become the calendar days that are left of them."""
    day, today = start.date(), max(start, at).date()
    if leg.unit is Unit.HOUR:
        worked = calendar.working_minutes_between(start, max(start, at))
        return _Left(leg.amount - worked, Unit.HOUR)
    if leg.unit is Unit.WORKING_DAY:
        return _Left(leg.amount - calendar.working_days_between(day, today), leg.unit)
    if leg.unit is Unit.DAY:
        return _Left(leg.amount - (today - day).days, Unit.DAY)
    if leg.unit is Unit.MONTH:
        return _Left((months_after(day, leg.amount) - today).days, Unit.DAY)
    return leg
