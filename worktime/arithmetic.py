"""The one calculator of legal dates: start rules, terms, extensions, pauses (domain 5).

Pure: everything is a value, nothing reads a clock or a database. A date is always recomputed
from the facts: receipt, term, extensions, pauses, calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

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
    "Part",
    "Pause",
    "PausePolicy",
    "Portion",
    "SpecialDay",
    "Term",
    "Unit",
    "WorkCalendar",
    "acceptance_limit",
    "counted_from",
    "counted_parts",
    "due_at",
    "due_with_pauses",
    "end_of_portion",
    "joined",
    "keep_better",
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


class Portion(NamedTuple):
    """What is still to be counted of a leg; hours are counted in minutes, None is "same day"."""

    amount: int
    unit: Unit | None
    is_extension: bool = False


class Part(NamedTuple):
    """A stretch of the clock: from `start` the portions count until the pause, or to the end.

    `due` is the end that was in sight at the start. Without portions the date was only moved to
    `moved_to`, and from there off the rest days (the policy of elapsed days).
    """

    start: datetime
    portions: Sequence[Portion]
    due: datetime
    moved_to: date | None = None
    pause: Pause | None = None


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
    return _end(calendar, counted_from(calendar, received_at), _whole(term))


def due_with_pauses(
    calendar: WorkCalendar,
    received_at: datetime,
    term: Term,
    pauses: Sequence[Pause],
    policy: PausePolicy | None = None,
    extensions: Sequence[Leg] = (),
) -> datetime | None:
    """The legal moment with the time of the pauses taken out; None while one is still open.

    Extensions are legs after those of the term: they count from the end of the term, whenever
    they were granted. The policy is the calendar's unless given; hours and same-day terms have
    no days to move, so what remains of them is counted under either. A pause that starts at or
    after the due moment does not move it: late stays late. Pauses that overlap or touch are one.
    """
    parts = counted_parts(calendar, received_at, term, pauses, policy, extensions)
    return parts[-1].due if parts and parts[-1].pause is None else None


def counted_parts(
    calendar: WorkCalendar,
    received_at: datetime,
    term: Term,
    pauses: Sequence[Pause],
    policy: PausePolicy | None = None,
    extensions: Sequence[Leg] = (),
) -> list[Part]:
    """The stretches in which time counted, in order; the last one ends at the due moment.

    A last one with a pause is interrupted still. Empty for a term without a due date.
    """
    if term.is_none:
        return []
    start, portions = counted_from(calendar, received_at), _whole(term, extensions)
    interrupted_by = joined(pauses, start) if pauses else []
    by_elapsed_days = (policy or calendar.pause_policy) is PausePolicy.ELAPSED
    if by_elapsed_days and portions[-1].unit in _COUNTED_IN_DAYS:
        return _parts_by_elapsed(calendar, start, portions, interrupted_by)
    return _parts_by_remaining(calendar, start, portions, interrupted_by)


def counted_from(calendar: WorkCalendar, received_at: datetime) -> datetime:
    """The moment from which the time counts: the first working one at or after the receipt.

    The receipt of an online submission is its acceptance, by post it is the arrival stamp. Offices
    may move what comes after the cut-off. Asking again from the answer gives the answer.
    """
    start = calendar.normalize(received_at)
    if calendar.cutoff_for_all and calendar.is_after_cutoff(start):
        return calendar.normalize(calendar.closing(start.date()) + timedelta(minutes=1))
    return start


def keep_better(calendar: WorkCalendar, promised: datetime, statutory: datetime) -> datetime:
    """The date a citizen keeps when the calendar changed after the promise (reliability F27).

    The promise, if the office is open that day; else the next working day's closing. Never
    later than the statutory moment.
    """
    day = in_vietnam(promised).date()
    if not calendar.is_open(day):
        promised = calendar.closing(calendar.working_day_from(day))
    return min(promised, statutory)


def _whole(term: Term, extensions: Sequence[Leg] = ()) -> list[Portion]:
    portions = [Portion(1, None)] if term.same_day else [_portion(leg) for leg in term.legs]
    return portions + [_portion(leg, is_extension=True) for leg in extensions]


def _portion(leg: Leg, *, is_extension: bool = False) -> Portion:
    amount = leg.amount * 60 if leg.unit is Unit.HOUR else leg.amount
    return Portion(amount, leg.unit, is_extension)


def _end(calendar: WorkCalendar, start: datetime, portions: Iterable[Portion]) -> datetime:
    for portion in portions:
        start = end_of_portion(calendar, start, portion)
    return start


def end_of_portion(calendar: WorkCalendar, start: datetime, portion: Portion) -> datetime:
    """When it has been counted from `start` on; days and months end with the office's day."""
    day = start.date()
    if not portion.amount:  # its last day was used up before a pause
        return calendar.closing(day)
    if portion.unit is Unit.HOUR:
        return calendar.add_working_minutes(start, portion.amount)
    if portion.unit is Unit.WORKING_DAY:
        return calendar.closing(calendar.add_working_days(day, portion.amount))
    if portion.unit is Unit.DAY:
        return calendar.closing(calendar.add_days(day, portion.amount))
    if portion.unit is Unit.MONTH:
        return calendar.closing(calendar.add_months(day, portion.amount))
    in_time = start.time() <= calendar.cutoff
    return calendar.closing(day if in_time else calendar.add_working_days(day, 1))


def joined(pauses: Sequence[Pause], start: datetime) -> list[Pause]:
    """In order, without what lies before the start, touching ones joined, empty ones dropped."""
    found: list[Pause] = []
    for begins, ends in sorted(map(_in_vietnam, pauses), key=itemgetter(0)):
        begins = max(begins, start)
        if ends and ends <= begins:
            continue
        last = found[-1] if found else None
        if last and (last.ends_at is None or begins <= last.ends_at):
            ends = max(ends, last.ends_at) if ends and last.ends_at else None
            found[-1] = Pause(last.starts_at, ends)
        else:
            found.append(Pause(begins, ends))
    return found


def _in_vietnam(pause: Pause) -> tuple[datetime, datetime | None]:
    return in_vietnam(pause.starts_at), pause.ends_at and in_vietnam(pause.ends_at)


def _parts_by_elapsed(
    calendar: WorkCalendar, start: datetime, portions: Sequence[Portion], pauses: Sequence[Pause]
) -> list[Part]:
    """The due date moved by as many calendar days as the pauses took."""
    parts: list[Part] = []
    due = _end(calendar, start, portions)
    planned, moved_to = due.date(), None
    for pause in pauses:
        if due <= pause.starts_at:
            break
        parts.append(Part(start, portions, due, moved_to, pause))
        if pause.ends_at is None:
            return parts
        planned += pause.ends_at.date() - pause.starts_at.date()
        start, portions, moved_to = pause.ends_at, (), planned
        due = calendar.closing(calendar.working_day_from(planned))
    return [*parts, Part(start, portions, due, moved_to)]


def _parts_by_remaining(
    calendar: WorkCalendar, start: datetime, portions: Sequence[Portion], pauses: Sequence[Pause]
) -> list[Part]:
    """What was unused at the pause, counted like a new receipt from the resumption on."""
    parts: list[Part] = []
    due = _end(calendar, start, portions)
    for pause in pauses:
        if due <= pause.starts_at:
            break
        parts.append(Part(start, portions, due, None, pause))
        if pause.ends_at is None:
            return parts
        portions = _unused(calendar, start, portions, pause.starts_at)
        start = counted_from(calendar, pause.ends_at)
        # Answered in a session, a same-day term could end before its old date.
        due = max(due, _end(calendar, start, portions))
    return [*parts, Part(start, portions, due)]


def _unused(
    calendar: WorkCalendar, start: datetime, portions: Sequence[Portion], at: datetime
) -> list[Portion]:
    """The portions left over at `at`, a moment before their end; of the last one at least 1."""
    first, *later = portions
    if later and (end := end_of_portion(calendar, start, first)) <= at:
        return _unused(calendar, end, later, at)
    amount, unit = _unused_of_portion(calendar, start, first, at)
    return [Portion(max(amount, 0 if later else 1), unit, first.is_extension), *later]


def _unused_of_portion(
    calendar: WorkCalendar, start: datetime, portion: Portion, at: datetime
) -> tuple[int, Unit | None]:
    """Months become the calendar days that are left of them."""
    day, today = start.date(), max(start, at).date()
    amount, unit, _ = portion
    if unit is Unit.HOUR:
        amount -= calendar.working_minutes_between(start, max(start, at))
    elif unit is Unit.WORKING_DAY:
        amount -= calendar.working_days_between(day, today)
    elif unit is Unit.DAY:
        amount -= (today - day).days
    elif unit is Unit.MONTH:
        amount, unit = (months_after(day, amount) - today).days, Unit.DAY
    return amount, unit
