"""The calendars every installation starts with, against the official holidays (domain 5.5).

The suite seeds them once, before the first test.
"""

from datetime import date, timedelta

import pytest

from tests.worktime.decisions import decide
from tests.worktime.offices import at
from worktime.arithmetic import DayKind, Term, due_at
from worktime.changes import DayChange
from worktime.models import COUNTRY, DEFAULT_OFFICE, Calendar, CalendarDay
from worktime.services import calendar_for, seed_calendars

pytestmark = pytest.mark.django_db
OFF = DayKind.OFF


def days_off(year: int) -> list[str]:
    """Weekdays without work."""
    calendar = calendar_for(None)
    first = date(year, 1, 1)
    days = [first + timedelta(days=offset) for offset in range(365)]
    return [f"{d:%d/%m}" for d in days if d.weekday() < 5 and not calendar.is_working(d)]


def made_up(year: int) -> list[str]:
    calendar = calendar_for(None)
    days = [date(year, 1, 1) + timedelta(days=offset) for offset in range(365)]
    return [f"{d:%d/%m}" for d in days if d.weekday() >= 5 and calendar.is_working(d)]


@pytest.mark.parametrize(
    ("year", "off", "work"),
    [
        (2023, "02/01 20/01 23/01 24/01 25/01 26/01 01/05 02/05 03/05 01/09 04/09", ""),
        (2024, "01/01 08/02 09/02 12/02 13/02 14/02 18/04 29/04 30/04 01/05 02/09 03/09", "04/05"),
        (
            2025,
            "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09",
            "26/04",
        ),
        (
            2026,
            "01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11",
            "10/01 22/08",
        ),
    ],
)
def test_the_seeded_years_are_the_official_ones(year: int, off: str, work: str) -> None:
    assert days_off(year) == off.split()
    assert made_up(year) == work.split()


def test_the_years_to_come_hold_what_the_law_already_fixes() -> None:
    off = {year: days_off(year) for year in range(2027, 2031)}
    assert {"01/01", "16/04", "30/04", "03/05", "02/09", "24/11"} <= set(off[2027])
    assert "26/11" in off[2029]  # 24/11 is a Saturday
    assert "25/11" in off[2030]  # 24/11 is a Sunday
    forecast = CalendarDay.objects.filter(date__year=2028, note__startswith="Dự kiến")
    assert forecast.count() >= 12


def test_every_seeded_day_names_its_decision_or_law() -> None:
    assert not CalendarDay.objects.filter(decision="").exists()
    swapped = CalendarDay.objects.get(date=date(2026, 1, 2))
    assert (swapped.kind, swapped.decision) == (
        "off",
        "Quyết định hoán đổi ngày làm việc 25/12/2025",
    )


def test_the_default_office_keeps_office_hours() -> None:
    office = seed_calendars()
    assert (office.code, office.parent and office.parent.code) == (DEFAULT_OFFICE, COUNTRY)
    calendar = calendar_for(office.pk)
    assert calendar.normalize(at("05/10/2026 06:00")) == at("05/10/2026 07:00")
    assert calendar.normalize(at("05/10/2026 11:31")) == at("05/10/2026 13:30")
    due = due_at(calendar, at("13/02/2026 10:00"), Term.parse("3 WORKING_DAY"))
    assert due == at("25/02/2026 17:00")


def test_seeding_again_changes_nothing_and_keeps_what_administrators_edited() -> None:
    country = Calendar.objects.get(code=COUNTRY)
    decide(country, DayChange(date(2027, 9, 3), None), DayChange(date(2027, 9, 1), OFF, "Nghỉ"))
    before = list(CalendarDay.objects.values_list()), list(Calendar.objects.values_list())
    seed_calendars()
    assert (list(CalendarDay.objects.values_list()), list(Calendar.objects.values_list())) == before
