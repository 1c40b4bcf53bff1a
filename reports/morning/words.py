"""Periods and days as sentences of the page have them."""

from datetime import date

from portal.lib.dates import WEEKDAYS, short_day
from reports.periods import CHOICES, Period


def period_words(period: Period) -> str:
    """`tháng này`, `quý trước`, `từ 15/08/2026 đến 14/11/2026`, inside a sentence."""
    words = period.words if period.slug == "tu-chon" else CHOICES[period.slug]
    return words[0].lower() + words[1:]


def day_words(day: date) -> str:
    """`Thứ Hai 23/11/2026`."""
    weekday = WEEKDAYS[day.weekday()]
    return f"{weekday[0].upper()}{weekday[1:]} {short_day(day)}"


def day_month(day: date) -> str:
    """`23/11`."""
    return f"{day:%d/%m}"
