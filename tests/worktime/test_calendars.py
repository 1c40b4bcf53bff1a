"""Calendars as rows: inheritance, versions, refusals."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from portal.lib.errors import Refused
from tests.worktime.offices import WEEKDAYS, at
from worktime.arithmetic import DayKind, Opening, PausePolicy, Term, due_at
from worktime.models import Calendar, CalendarDay, WorkingHours
from worktime.services import calendar_for, remove_day, set_day, set_hours

pytestmark = pytest.mark.django_db

MONDAY, SATURDAY, SUNDAY = date(2026, 10, 5), date(2026, 10, 10), date(2026, 10, 11)


@pytest.fixture
def country() -> Calendar:
    return Calendar.objects.create(code="QG", name="Cả nước")


@pytest.fixture
def office(country: Calendar) -> Calendar:
    calendar = Calendar.objects.create(code="BA", name="Xã Bình An", parent=country)
    set_hours(calendar, WEEKDAYS)
    return calendar


def holiday(calendar: Calendar, day: date, name: str = "Ngày nghỉ") -> CalendarDay:
    return set_day(calendar, day=day, kind=DayKind.OFF, name=name, decision="Quyết định 1")


def test_a_change_of_the_country_is_seen_by_its_offices_at_once(
    country: Calendar, office: Calendar
) -> None:
    assert calendar_for(office.pk).is_working(MONDAY)
    holiday(country, MONDAY)
    assert not calendar_for(office.pk).is_working(MONDAY)
    remove_day(country, day=MONDAY)
    assert calendar_for(office.pk).is_working(MONDAY)


def test_every_change_moves_the_version_of_the_calendar_and_of_its_heirs(
    country: Calendar, office: Calendar
) -> None:
    hamlet = Calendar.objects.create(code="BA1", name="Điểm Bình An 1", parent=office)
    family = [country, office, hamlet]
    before = [calendar.version for calendar in family]
    holiday(office, MONDAY)
    for calendar in family:
        calendar.refresh_from_db()
    assert [calendar.version for calendar in family] == [before[0], before[1] + 1, before[2] + 1]
    assert calendar_for(hamlet.pk).version == hamlet.version


def test_a_change_rolled_back_is_forgotten(office: Calendar) -> None:
    with transaction.atomic():
        holiday(office, MONDAY)
        assert not calendar_for(office.pk).is_working(MONDAY)
        transaction.set_rollback(True)
    assert calendar_for(office.pk).is_working(MONDAY)
    holiday(office, SUNDAY)
    assert calendar_for(office.pk).is_working(MONDAY)


def test_an_unchanged_calendar_costs_one_query(
    office: Calendar, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = calendar_for(office.pk)
    with django_assert_num_queries(1):
        assert calendar_for(office.pk) is first


def test_the_nearest_calendar_decides_about_a_date(country: Calendar, office: Calendar) -> None:
    holiday(country, MONDAY)
    set_day(office, day=MONDAY, kind=DayKind.WORK, name="Trực giải quyết hồ sơ tồn")
    assert calendar_for(office.pk).is_working(MONDAY)


def test_hours_come_from_the_nearest_calendar_that_has_any(office: Calendar) -> None:
    hamlet = Calendar.objects.create(code="BA1", name="Điểm Bình An 1", parent=office)
    assert calendar_for(hamlet.pk).closing(MONDAY) == at("05/10/2026 17:00")
    set_hours(hamlet, [Opening(0, time(8), time(10))])
    assert calendar_for(hamlet.pk).closing(MONDAY) == at("05/10/2026 10:00")
    assert not calendar_for(hamlet.pk).is_open(date(2026, 10, 6))
    assert calendar_for(office.pk).closing(MONDAY) == at("05/10/2026 17:00")


def test_hours_change_on_the_day_the_office_says(office: Calendar) -> None:
    set_hours(
        office,
        [
            Opening(0, time(7), time(17), valid_to=date(2026, 10, 5)),
            Opening(0, time(7, 30), time(16, 30), valid_from=date(2026, 10, 6)),
        ],
    )
    assert calendar_for(office.pk).closing(date(2026, 10, 5)) == at("05/10/2026 17:00")
    assert calendar_for(office.pk).closing(date(2026, 10, 12)) == at("12/10/2026 16:30")


def test_a_session_receives_in_its_hours_and_is_not_counted(office: Calendar) -> None:
    morning = (time(7, 30), time(11))
    set_day(office, day=SUNDAY, kind=DayKind.SESSION, name="Chủ nhật gần Dân", hours=morning)
    calendar = calendar_for(office.pk)
    assert calendar.is_open(SUNDAY)
    assert not calendar.is_working(SUNDAY)
    assert calendar.closing(SUNDAY) == at("11/10/2026 11:00")
    assert due_at(calendar, at("11/10/2026 08:00"), Term.parse("1 WORKING_DAY")) == at(
        "12/10/2026 17:00"
    )


def test_a_make_up_day_has_the_hours_of_an_ordinary_day(office: Calendar) -> None:
    set_day(office, day=SATURDAY, kind=DayKind.WORK, name="Làm bù cho 12/10")
    calendar = calendar_for(office.pk)
    assert calendar.is_working(SATURDAY)
    assert calendar.working_minutes_between(at("10/10/2026 00:00"), at("11/10/2026 00:00")) == 480


def test_the_rules_of_the_office_go_with_its_calendar(country: Calendar) -> None:
    office = Calendar.objects.create(
        code="P1",
        name="Phường Một",
        parent=country,
        cutoff_time=time(16),
        pause_policy=PausePolicy.ELAPSED.value,
    )
    set_hours(office, WEEKDAYS)
    calendar = calendar_for(office.pk)
    assert calendar.pause_policy is PausePolicy.ELAPSED
    assert due_at(calendar, at("05/10/2026 15:30"), Term.parse("SAME_DAY")) == at(
        "05/10/2026 17:00"
    )


def test_a_day_is_corrected_in_place_but_never_turned_into_its_opposite(office: Calendar) -> None:
    holiday(office, MONDAY, "Nghỉ")
    holiday(office, MONDAY, "Nghỉ bão số 10")
    assert [row.name for row in office.days.all()] == ["Nghỉ bão số 10"]
    with pytest.raises(Refused, match="Nghỉ bão số 10") as refusal:
        set_day(office, day=MONDAY, kind=DayKind.WORK, name="Làm bù")
    assert refusal.value.code == "other-kind"
    assert not calendar_for(office.pk).is_working(MONDAY)


@pytest.mark.parametrize(
    ("kind", "name", "hours", "field"),
    [
        (DayKind.OFF, "  ", None, "name"),
        (DayKind.OFF, "Quốc khánh", (time(7), time(11)), "hours"),
        (DayKind.SESSION, "Chủ nhật gần Dân", (time(11), time(7)), "hours"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_and_nothing_is_saved(
    office: Calendar, kind: DayKind, name: str, hours: tuple[time, time] | None, field: str
) -> None:
    version = office.version
    with pytest.raises(Refused) as refusal:
        set_day(office, day=SUNDAY, kind=kind, name=name, hours=hours)
    assert refusal.value.field == field
    office.refresh_from_db()
    assert (office.version, office.days.count()) == (version, 0)


def test_a_day_that_is_not_there_cannot_be_removed(office: Calendar) -> None:
    with pytest.raises(Refused, match="05/10/2026"):
        remove_day(office, day=MONDAY)


@pytest.mark.parametrize(
    "openings",
    [
        [],
        [Opening(0, time(7), time(11)), Opening(0, time(10), time(17))],
        [Opening(0, time(11), time(7))],
        [Opening(0, time(7), time(7))],
    ],
)
def test_hours_that_overlap_or_run_backwards_are_refused_and_the_old_ones_stay(
    office: Calendar, openings: list[Opening]
) -> None:
    with pytest.raises(Refused) as refusal:
        set_hours(office, openings)
    assert refusal.value.field == "hours"
    assert office.hours.count() == len(WEEKDAYS)


def test_a_calendar_without_hours_says_what_to_do(country: Calendar) -> None:
    with pytest.raises(Refused, match="chưa có giờ làm việc"):
        calendar_for(country.pk)
    with pytest.raises(Refused, match="chưa có lịch làm việc"):
        calendar_for(0)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "holiday"},
        {"name": ""},
        {"opens_at": time(7), "closes_at": time(11)},
        {"kind": "work", "opens_at": time(7)},
        {"kind": "work", "opens_at": time(11), "closes_at": time(7)},
        {"date": SUNDAY},
    ],
)
def test_the_database_refuses_days_that_are_not_days(
    office: Calendar, values: dict[str, object]
) -> None:
    holiday(office, SUNDAY)
    row = {"calendar": office, "date": MONDAY, "kind": "off", "name": "Nghỉ", **values}
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(**row)


@pytest.mark.parametrize(
    "values",
    [
        {"weekday": 7},
        {"closes_at": time(7)},
        {"valid_from": MONDAY, "valid_to": date(2026, 10, 4)},
        {"weekday": 0},
    ],
)
def test_the_database_refuses_hours_that_are_not_hours(
    office: Calendar, values: dict[str, object]
) -> None:
    row = {"calendar": office, "weekday": 5, "opens_at": time(7), "closes_at": time(11), **values}
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingHours.objects.create(**row)


def test_the_database_refuses_calendars_that_break_the_tree_or_the_rules(
    office: Calendar,
) -> None:
    rows = Calendar.objects.filter(pk=office.pk)
    for change in ({"parent": office}, {"pause_policy": "never"}, {"version": 0}, {"code": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
