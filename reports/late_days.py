"""How late a dossier is, as reports have it: in working days, by the day of the promise."""

from datetime import date, datetime

from accounts.offices import offices
from portal.lib.dates import local_day


def late_days(due_at: datetime, in_charge_id: int, at: date | datetime) -> int:
    """Working days from the day of the promise to the day, by the office that answers for it."""
    calendar = offices()[in_charge_id].calendar
    return calendar.working_days_between(local_day(due_at), local_day(at))


def late_words(days: int) -> str:
    """`Trễ 2 ngày`; over a weekend no working day has been lost yet."""
    return f"Trễ {days}\u00a0ngày" if days > 0 else "Trễ hạn"
