"""What the page of one calendar shows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest

from portal.calendars.days import day_rows, specials_of
from portal.calendars.history import version_rows
from portal.calendars.hours import hour_rows, hours_of
from portal.calendars.overview import warning_of
from portal.calendars.tree import Tree
from portal.calendars.words import cutoff_words, decision_words, pause_words
from portal.calendars.year import WEEKDAYS, Special, months_of
from worktime.calendars import FIRST_DAY, LAST_DAY
from worktime.models import Calendar
from worktime.services import working_time
from worktime.vietnam import FORECAST


def asked_year(request: HttpRequest, today: date) -> int:
    """`?nam=2027`; nonsense is this year."""
    known = {str(year): year for year in range(FIRST_DAY.year, LAST_DAY.year + 1)}
    return known.get(request.GET.get("nam", ""), today.year)


def calendar_context(code: str, year: int, today: date) -> dict[str, Any]:
    """Six queries, and those of tables that this process has not read yet."""
    tree = Tree.read()
    calendar, version = tree.find(code)
    lineage = tree.lineage(calendar)
    specials, rows = specials_of(lineage, year), hour_rows(lineage)
    hours = hours_of(lineage, rows)
    tables = working_time(calendar) if hours.stretches else None
    return {
        "calendar": calendar,
        "version": version,
        "decision": decision_words(version),
        "parents": lineage[1:],
        "heirs": tree.heirs(calendar),
        "offices": tree.offices_under(calendar),
        "year": year,
        "year_before": year - 1 if year > FIRST_DAY.year else None,
        "year_after": year + 1 if year < LAST_DAY.year else None,
        "warning": _warning(calendar, specials.values(), year, today),
        "weekdays": WEEKDAYS,
        "months": months_of(year, specials, tables, today=today),
        "days": day_rows(specials),
        "hours": hours,
        "rules": [
            *cutoff_words(version.cutoff_time, for_all=version.cutoff_for_all),
            pause_words(version.pause_policy),
        ],
        "history": version_rows(calendar, rows),
    }


def _warning(calendar: Calendar, specials: Iterable[Special], year: int, today: date) -> str:
    """Of a year that is not over: whether its decision is still to be entered."""
    if year not in {today.year, today.year + 1}:
        return ""
    own = [day for day in specials if day.own and day.date >= today]
    return warning_of(
        year,
        days=len(own),
        guessed=sum(day.note == FORECAST for day in own),
        is_country=calendar.parent_id is None and year > today.year,
    )
