"""Calendars as rows: inheritance, decisions, and what the database itself refuses."""

from datetime import date, time

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from portal.lib.errors import Refused
from tests.worktime.decisions import DECIDED, decide, off
from tests.worktime.offices import at
from worktime.arithmetic import DayKind, Opening, PausePolicy, Term, due_at
from worktime.changes import DayChange, PolicyChange
from worktime.models import Calendar, CalendarDay, CalendarVersion, WorkingHours
from worktime.services import calendar_for, create_calendar

pytestmark = pytest.mark.django_db

MONDAY, SATURDAY, SUNDAY = date(2026, 10, 5), date(2026, 10, 10), date(2026, 10, 11)


def hamlet_of(office: Calendar) -> Calendar:
    return create_calendar(
        code="BA1", name="Điểm Bình An 1", parent=office, by=None, at=timezone.now()
    )


def test_a_change_of_the_country_is_seen_by_its_offices_at_once(
    country: Calendar, office: Calendar
) -> None:
    assert calendar_for(office.pk).is_working(MONDAY)
    decide(country, off(MONDAY))
    assert not calendar_for(office.pk).is_working(MONDAY)
    decide(country, DayChange(MONDAY, None))
    assert calendar_for(office.pk).is_working(MONDAY)


def test_a_change_rolled_back_is_forgotten(office: Calendar) -> None:
    with transaction.atomic():
        decide(office, off(MONDAY))
        assert not calendar_for(office.pk).is_working(MONDAY)
        transaction.set_rollback(True)
    assert calendar_for(office.pk).is_working(MONDAY)
    decide(office, off(SUNDAY))
    assert calendar_for(office.pk).is_working(MONDAY)


def test_an_unchanged_calendar_costs_one_query(
    office: Calendar, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = calendar_for(office.pk)
    with django_assert_num_queries(1):
        assert calendar_for(office.pk) is first


def test_the_nearest_calendar_decides_about_a_date(country: Calendar, office: Calendar) -> None:
    decide(country, off(MONDAY))
    morning = (time(7), time(11))
    decide(office, DayChange(MONDAY, DayKind.SESSION, "Trực ngày lễ", morning))
    assert calendar_for(office.pk).closing(MONDAY) == at("05/10/2026 11:00")
    assert not calendar_for(office.pk).is_working(MONDAY)


def test_hours_come_from_the_nearest_calendar_that_has_any(office: Calendar) -> None:
    hamlet = hamlet_of(office)
    assert calendar_for(hamlet.pk).closing(MONDAY) == at("05/10/2026 17:00")
    decide(hamlet, hours=[Opening(0, time(8), time(10))])
    assert calendar_for(hamlet.pk).closing(MONDAY) == at("05/10/2026 10:00")
    assert not calendar_for(hamlet.pk).is_open(date(2026, 10, 6))
    assert calendar_for(office.pk).closing(MONDAY) == at("05/10/2026 17:00")
    decide(hamlet, hours=[])
    assert calendar_for(hamlet.pk).closing(MONDAY) == at("05/10/2026 17:00")


def test_hours_change_on_the_day_the_office_says(office: Calendar) -> None:
    decide(
        office,
        hours=[
            Opening(0, time(7), time(17), valid_to=date(2026, 10, 5)),
            Opening(0, time(7, 30), time(16, 30), valid_from=date(2026, 10, 6)),
        ],
    )
    assert calendar_for(office.pk).closing(date(2026, 10, 5)) == at("05/10/2026 17:00")
    assert calendar_for(office.pk).closing(date(2026, 10, 12)) == at("12/10/2026 16:30")


def test_a_session_receives_in_its_hours_and_is_not_counted(office: Calendar) -> None:
    morning = (time(7, 30), time(11))
    decide(office, DayChange(SUNDAY, DayKind.SESSION, "Chủ nhật gần Dân", morning))
    calendar = calendar_for(office.pk)
    assert calendar.is_open(SUNDAY)
    assert not calendar.is_working(SUNDAY)
    assert calendar.closing(SUNDAY) == at("11/10/2026 11:00")
    assert due_at(calendar, at("11/10/2026 08:00"), Term.parse("1 WORKING_DAY")) == at(
        "12/10/2026 17:00"
    )


def test_a_make_up_day_has_the_hours_of_an_ordinary_day(office: Calendar) -> None:
    decide(office, DayChange(SATURDAY, DayKind.WORK, "Làm bù cho 12/10"))
    calendar = calendar_for(office.pk)
    assert calendar.is_working(SATURDAY)
    assert calendar.working_minutes_between(at("10/10/2026 00:00"), at("11/10/2026 00:00")) == 480


def test_the_rules_of_the_office_are_changed_one_by_one(office: Calendar) -> None:
    decide(office, policy=PolicyChange(cutoff_time=time(16)))
    decide(office, policy=PolicyChange(pause_policy=PausePolicy.ELAPSED))
    calendar = calendar_for(office.pk)
    assert (calendar.cutoff, calendar.pause_policy) == (time(16), PausePolicy.ELAPSED)
    assert due_at(calendar, at("05/10/2026 15:30"), Term.parse("SAME_DAY")) == at(
        "05/10/2026 17:00"
    )


def test_a_new_calendar_takes_everything_from_its_parent_at_once(office: Calendar) -> None:
    decide(office, off(MONDAY))
    assert not calendar_for(hamlet_of(office).pk).is_working(MONDAY)
    with pytest.raises(Refused, match="BA1") as refusal:
        hamlet_of(office)
    assert refusal.value.field == "code"


def test_a_calendar_without_hours_says_what_to_do(country: Calendar) -> None:
    with pytest.raises(Refused, match="chưa có giờ làm việc"):
        calendar_for(country.pk)
    with pytest.raises(Refused, match="chưa có lịch làm việc"):
        calendar_for(0)


def refused_by_the_database(rows: type[models.Model], values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows._default_manager.create(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "holiday"},
        {"name": ""},
        {"opens_at": time(7), "closes_at": time(11)},
        {"kind": "work", "opens_at": time(7)},
        {"kind": "work", "opens_at": time(11), "closes_at": time(7)},
        {"date": SUNDAY},
        {"since": 2, "until": 2},
    ],
)
def test_the_database_refuses_days_that_are_not_days(
    office: Calendar, values: dict[str, object]
) -> None:
    decide(office, off(SUNDAY))
    row = {"calendar": office, "date": MONDAY, "kind": "off", "name": "Nghỉ", **values}
    refused_by_the_database(CalendarDay, row)


@pytest.mark.parametrize(
    "values",
    [
        {"weekday": 7},
        {"closes_at": time(7)},
        {"valid_from": MONDAY, "valid_to": date(2026, 10, 4)},
        {"weekday": 0},
        {"since": 2, "until": 1},
    ],
)
def test_the_database_refuses_hours_that_are_not_hours(
    office: Calendar, values: dict[str, object]
) -> None:
    row = {"calendar": office, "weekday": 5, "opens_at": time(7), "closes_at": time(11), **values}
    refused_by_the_database(WorkingHours, row)


@pytest.mark.parametrize("values", [{"pause_policy": "never"}, {"number": 0}, {"number": 2}])
def test_the_database_refuses_versions_that_are_not_versions(
    office: Calendar, values: dict[str, object]
) -> None:
    row = {"calendar": office, "number": 99, "made_at": DECIDED, **values}
    refused_by_the_database(CalendarVersion, row)


def test_the_database_refuses_calendars_that_break_the_tree(office: Calendar) -> None:
    rows = Calendar.objects.filter(pk=office.pk)
    for change in ({"parent": office}, {"code": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
