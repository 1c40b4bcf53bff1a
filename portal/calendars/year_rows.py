"""What a year's days look like as rows of the form: to enter a decision over the forecast."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from portal.calendars.day_rows import SESSION
from portal.calendars.runs import runs
from portal.calendars.year import Special
from worktime.calendars import DayKind

Row = dict[str, Any]
Specials = Mapping[date, Special]
_WORKED_FOR = re.compile(r"^Làm bù cho (\d{1,2})/(\d{1,2})\b")
SUNDAY = 6


def whole_year(specials: Specials) -> dict[str, list[Row]]:
    """The calendar's own holidays and swaps of a year."""
    own = {day: special for day, special in sorted(specials.items()) if special.own}
    swaps = [row for day in own.values() if (row := _swap(day, own))]
    swapped = {row["day_off"] for row in swaps}
    plain = [day for day in own.values() if day.kind is DayKind.OFF and day.date not in swapped]
    return {"holidays": _joined(plain), "swaps": swaps}


def first_sundays(year: int, specials: Specials, *, after: date) -> list[Row]:
    """One session a month still to come, where the date is not something else already."""
    firsts = (date(year, month, 1) for month in range(1, 13))
    sundays = (first + timedelta(days=(SUNDAY - first.weekday()) % 7) for first in firsts)
    return [{"day": day, "name": SESSION} for day in sundays if day > after and day not in specials]


def _joined(days: list[Special]) -> list[Row]:
    """Neighbours of one name as one row; a single day has no end."""
    return [
        {
            "start": run[0].date,
            "end": run[-1].date if len(run) > 1 else None,
            "name": run[0].name,
        }
        for run in runs(days, lambda day: day.name)
    ]


def _swap(day: Special, own: Specials) -> Row | None:
    found = _WORKED_FOR.match(day.name) if day.kind is DayKind.WORK else None
    if not found:
        return None
    try:
        day_off = own.get(date(day.date.year, int(found[2]), int(found[1])))
    except ValueError:
        return None
    if day_off is None or day_off.kind is not DayKind.OFF:
        return None
    return {"day_off": day_off.date, "make_up": day.date, "name": day_off.name}
