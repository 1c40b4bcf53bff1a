"""The years a book can be of."""

from datetime import date

YEARS_BACK = 10


def years_until(today: date) -> range:
    """This year first."""
    return range(today.year, today.year - YEARS_BACK, -1)
