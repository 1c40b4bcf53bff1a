"""Days, stretches of them and hours in words, as the pages of the clock write them."""

from datetime import date

from portal.lib.dates import WEEKDAYS, short_day


def day_words(day: date) -> str:
    """`thứ Hai 23/11`."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}"


def span(day: date, until: date | None) -> str:
    """`24/11/2026`, `14–15/11/2026`, `28/11–01/12/2026`, `31/12/2026–01/01/2027`."""
    if until is None or until == day:
        return short_day(day)
    if day.year != until.year:
        return f"{short_day(day)}–{short_day(until)}"
    start = f"{day:%d}" if day.month == until.month else f"{day:%d/%m}"
    return f"{start}–{short_day(until)}"


def hours_words(minutes: int) -> str:
    """`3 giờ 30 phút làm việc`, for terms of hours."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} giờ" if hours else "", f"{rest} phút" if rest else ""]
    return " ".join([*filter(None, parts), "làm việc"])
