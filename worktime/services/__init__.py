"""Reading an office's calendar, in force or as it was, and the only writers of its rows."""

from worktime.services.changing import change_calendar, create_calendar, proposed, rest_days
from worktime.services.reading import (
    calendar_at,
    calendar_for,
    day_names,
    days_in_force,
    working_time,
)
from worktime.services.seeding import seed_calendars

__all__ = [
    "calendar_at",
    "calendar_for",
    "change_calendar",
    "create_calendar",
    "day_names",
    "days_in_force",
    "proposed",
    "rest_days",
    "seed_calendars",
    "working_time",
]
