"""How many dossiers come on which working day: years that grow, months and weekdays that differ."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from worktime.arithmetic import WorkCalendar

GROWTH = 0.06  # a year
MONTHS = (0.9, 0.65, 1.15, 1.05, 1.0, 1.05, 1.1, 1.15, 1.05, 1.0, 1.0, 0.9)  # Tết, school, year end
WEEKDAYS = (1.25, 1.05, 1.0, 0.95, 0.8, 0.5, 0.5)
ONLINE_THEN, ONLINE_NOW, ONLINE_RISES = 0.12, 0.58, 5 * 365  # days
AHEAD = 150  # calendar days in which what is received today may still go on


def working_days(calendar: WorkCalendar, today: date, count: int) -> list[date]:
    """The last `count` ones up to today, one before them, and those of the next months."""
    first = calendar.add_working_days(today, -count)
    days = [first + timedelta(days=n) for n in range((today - first).days + AHEAD)]
    return [day for day in days if calendar.is_working(day)]


def spread(total: int, days: Sequence[date], *, today_share: float) -> list[int]:
    """How many of `total` come on each of these days; the last one has come only so far."""
    dice = random.Random(total)  # noqa: S311 - invented days, not secrets
    weights = [_weight(day, days[-1], dice) for day in days]
    weights[-1] *= today_share
    sums = list(accumulate(weights))
    ends = [round(total * weight / sums[-1]) for weight in sums]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def online_share(day: date, today: date) -> float:
    """Of all that comes; it has risen for five years."""
    risen = min((today - day).days / ONLINE_RISES, 1)
    return ONLINE_NOW - (ONLINE_NOW - ONLINE_THEN) * risen


def at_or_before(days: Sequence[date], day: date) -> int:
    """The place of the last one not after `day`."""
    return bisect_right(days, day) - 1


def _weight(day: date, last: date, dice: random.Random) -> float:
    years = (last - day).days / 365
    season = MONTHS[day.month - 1] * WEEKDAYS[day.weekday()]
    return season * (1 - GROWTH) ** years * dice.uniform(0.85, 1.15)
