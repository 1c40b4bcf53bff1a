"""An office's working time as tables of integers: every question is a look-up or a bisection.

Pure: no database, no clock. Moments are aware and read in Vietnam time; the clock counts whole
minutes, as receipts print them.
"""

from array import array
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2045, 12, 31)
AFTER = LAST_DAY + timedelta(days=1)
_FIRST = FIRST_DAY.toordinal()
_DATES = tuple(map(date.fromordinal, range(_FIRST, AFTER.toordinal())))
_TIMES = tuple(time(minute // 60, minute % 60, tzinfo=VIETNAM) for minute in range(24 * 60))
SAME_DAY_CUTOFF = time(15)
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


class DayKind(StrEnum):
    """How a date differs from its weekday."""

    OFF = "off"  # holiday
    WORK = "work"  # make-up day: counts as a working day
    SESSION = "session"  # receives people, is not counted as a working day


class PausePolicy(StrEnum):
    """What is left of the term after a pause (domain 5.3)."""

    REMAINING_WORKING_DAYS = "remaining"  # the unused part, counted again from the resumption
    ELAPSED = "elapsed"  # the old due date moved by as many calendar days as the pause took


@dataclass(frozen=True, slots=True)
class Opening:
    """Working hours of a weekday (Monday is 0), between two dates inclusive."""

    weekday: int
    opens_at: time
    closes_at: time
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date that differs. Without hours of its own it keeps those of an ordinary day."""

    kind: DayKind
    opens_at: time | None = None
    closes_at: time | None = None


class Interval(NamedTuple):
    """Minutes since midnight."""

    opens: int
    closes: int


Hours = tuple[Interval, ...]
Week = tuple[Hours, ...]


def in_vietnam(at: datetime) -> datetime:
    """The same moment in Vietnam time. Raises ValueError on a moment without a time zone."""
    if at.tzinfo is VIETNAM:
        return at
    if at.utcoffset() is None:
        raise ValueError(f"a legal moment needs a time zone: {at!r}")
    return at.astimezone(VIETNAM)


def months_after(day: date, months: int) -> date:
    """The same day number that many months later, else the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class WorkCalendar:
    """The working time of one office between FIRST_DAY and LAST_DAY.

    Raises ValueError for hours that overlap, for no hours at all, and for dates outside.
    """

    def __init__(
        self,
        openings: Iterable[Opening],
        days: Mapping[date, SpecialDay],
        *,
        cutoff: time = SAME_DAY_CUTOFF,
        cutoff_for_all: bool = False,
        pause_policy: PausePolicy = PausePolicy.REMAINING_WORKING_DAYS,
        version: int = 0,
        version_id: int = 0,
    ) -> None:
        self.cutoff = cutoff
        self.cutoff_for_all = cutoff_for_all
        self.pause_policy = pause_policy
        self.version = version
        self.version_id = version_id
        self._sessions = {  # days, here and below: their number from FIRST_DAY on
            day.toordinal() - _FIRST
            for day, special in days.items()
            if special.kind is DayKind.SESSION
        }
        self._hours = list(_hours_of_every_day(list(openings), days))
        self._counted = array("i")  # day -> working days up to and including it
        self._working = array("i")  # n-th working day -> its day
        self._minutes = array("i", [0])  # n -> minutes of the first n working days
        self._count()

    def _count(self) -> None:
        lengths = {hours: sum(i.closes - i.opens for i in hours) for hours in set(self._hours)}
        for index, hours in enumerate(self._hours):
            if hours and index not in self._sessions:
                self._working.append(index)
                self._minutes.append(self._minutes[-1] + lengths[hours])
            self._counted.append(len(self._working))
        if not self._working:
            raise ValueError("a calendar without working hours")

    def _index(self, day: date) -> int:
        index = day.toordinal() - _FIRST
        if 0 <= index < len(_DATES):
            return index
        raise ValueError(f"{day} is outside the calendar ({FIRST_DAY} to {LAST_DAY})")

    def _nth(self, number: int) -> date:
        if 0 <= number < len(self._working):
            return _DATES[self._working[number]]
        raise ValueError(f"the term leaves the calendar ({FIRST_DAY} to {LAST_DAY})")

    def is_open(self, day: date) -> bool:
        """People are received: a working day or a special session."""
        return bool(self._hours[self._index(day)])

    def is_working(self, day: date) -> bool:
        """The day counts in a term of working days."""
        index = self._index(day)
        return bool(self._hours[index]) and index not in self._sessions

    def closing(self, day: date) -> datetime:
        """The end of the office's day. Raises ValueError when it is closed all day."""
        hours = self._hours[self._index(day)]
        if not hours:
            raise ValueError(f"the office is closed on {day}")
        return _moment(day, hours[-1].closes)

    def normalize(self, at: datetime) -> datetime:
        """The first moment not before `at` at which the office receives; closing time is inside."""
        local = in_vietnam(at)
        minute = local.hour * 60 + local.minute
        inside_until = minute + bool(local.second or local.microsecond)
        index = self._index(local.date())
        for opens, closes in self._hours[index]:
            if minute < opens:
                return _moment(local.date(), opens)
            if inside_until <= closes:
                return local
        for later in range(index + 1, len(self._hours)):
            if self._hours[later]:
                return _moment(_DATES[later], self._hours[later][0].opens)
        raise ValueError(f"the office never opens again after {at}")

    def is_after_cutoff(self, at: datetime) -> bool:
        """Past the cut-off of a day that opens before it; a later opening has no cut-off."""
        local = in_vietnam(at)
        hours = self._hours[self._index(local.date())]
        opens_before = bool(hours) and hours[0].opens <= _minute(self.cutoff)
        return local.time() > self.cutoff and opens_before

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        return self._counted[self._index(end)] - self._counted[self._index(start)]

    def add_working_days(self, day: date, amount: int) -> date:
        """The `amount`-th working day after `day`, which itself is not counted.

        0 is the last working day up to `day`; -1 is the one before that, and so on.
        """
        return self._nth(self._counted[self._index(day)] + amount - 1)

    def working_day_from(self, day: date) -> date:
        """The day itself, or the next working day: where a term ends that runs out on `day`."""
        if self.is_working(day):
            return day
        return self._nth(self._counted[self._index(day)])

    def closed_after(self, day: date, longest: int) -> date | None:
        """The first working day from which it stays closed more days than that; None for never."""
        numbers = self._working[self._counted[self._index(day)] :]
        pauses = pairwise([self._index(day), *numbers, len(_DATES)])
        return next((_DATES[last] for last, next_ in pauses if next_ - last > longest), None)

    def add_days(self, day: date, amount: int) -> date:
        """Calendar days, the end pushed to a working day (Bộ luật Dân sự 2015, Điều 147-148)."""
        return self.working_day_from(day + timedelta(days=amount))

    def add_months(self, day: date, amount: int) -> date:
        """Calendar months, the end pushed to a working day."""
        return self.working_day_from(months_after(day, amount))

    def add_working_minutes(self, at: datetime, amount: int) -> datetime:
        """When that many minutes of working days have passed after `at`; 0 only normalizes."""
        if amount == 0:
            return self.normalize(at)
        target = self._worked(at) + amount
        number = bisect_left(self._minutes, target)
        day = self._nth(number - 1)
        left = target - self._minutes[number - 1]
        for opens, closes in self._hours[self._index(day)]:
            if left <= closes - opens:
                return _moment(day, opens + left)
            left -= closes - opens
        raise AssertionError("the minutes of a day are the sum of its intervals")

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Minutes of working days; negative when `end` is earlier. Adjacent parts add up."""
        return self._worked(end) - self._worked(start)

    def _worked(self, at: datetime) -> int:
        """Whole minutes of working days from FIRST_DAY until `at`."""
        local = in_vietnam(at)
        day = local.date()
        counted = self._counted[self._index(day)]
        if not self.is_working(day):
            return self._minutes[counted]
        minute = local.hour * 60 + local.minute
        today = (
            min(minute, closes) - opens
            for opens, closes in self._hours[self._index(day)]
            if opens < minute
        )
        return self._minutes[counted - 1] + sum(today)


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, _TIMES[minute])


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _hours_of_every_day(
    openings: list[Opening], days: Mapping[date, SpecialDay]
) -> Iterator[Hours]:
    """The hours of each date from FIRST_DAY to LAST_DAY; empty when closed."""
    changes = {FIRST_DAY, AFTER}
    changes |= {opening.valid_from for opening in openings if opening.valid_from}
    changes |= {
        min(opening.valid_to, LAST_DAY) + timedelta(days=1)
        for opening in openings
        if opening.valid_to
    }
    specials = {day.toordinal(): special for day, special in days.items()}
    for start, end in pairwise(sorted(changes)):
        week = _week_on(start, openings)
        for ordinal in range(max(start, FIRST_DAY).toordinal(), min(end, AFTER).toordinal()):
            weekday = (ordinal - 1) % 7  # 01/01/0001 was a Monday
            special = specials.get(ordinal)
            yield _special_hours(special, weekday, week) if special else week[weekday]


def _week_on(day: date, openings: list[Opening]) -> Week:
    week: list[list[Interval]] = [[] for _ in range(7)]
    for opening in openings:
        if opening.is_valid_on(day):
            interval = Interval(_minute(opening.opens_at), _minute(opening.closes_at))
            week[opening.weekday].append(interval)
    return tuple(_without_overlap(intervals) for intervals in week)


def _without_overlap(intervals: list[Interval]) -> Hours:
    hours = tuple(sorted(intervals))
    edges = [edge for interval in hours for edge in interval]
    if any(later <= earlier for earlier, later in pairwise(edges)):
        raise ValueError("working hours overlap, touch or end before they begin")
    return hours


def _special_hours(special: SpecialDay, weekday: int, week: Week) -> Hours:
    if special.kind is DayKind.OFF:
        return ()
    if special.opens_at and special.closes_at:
        return (Interval(_minute(special.opens_at), _minute(special.closes_at)),)
    if special.kind is DayKind.SESSION and week[weekday]:
        return week[weekday]
    return next((hours for hours in week if hours), ())
