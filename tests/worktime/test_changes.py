"""Changes of calendars: versions that stay as they were, previews, and what is refused."""

from datetime import date, time

import pytest
from django.db.models import ProtectedError
from pytest_django import DjangoAssertNumQueries

from portal.lib.errors import Refused
from tests.worktime.decisions import DECIDED, decide, decision, off
from tests.worktime.offices import WEEKDAYS, at
from worktime.arithmetic import DayKind, Opening, PausePolicy
from worktime.changes import CalendarChange, DayChange, PolicyChange
from worktime.layers import DayName
from worktime.models import Calendar, CalendarDay, CalendarVersion, WorkingHours
from worktime.services import (
    calendar_at,
    calendar_for,
    change_calendar,
    create_calendar,
    day_names,
    proposed,
    rest_days,
)

pytestmark = pytest.mark.django_db

MONDAY, SATURDAY, SUNDAY = date(2026, 10, 5), date(2026, 10, 10), date(2026, 10, 11)
TODAY = date(2026, 10, 1)
SATURDAY_WORKS = DayChange(SATURDAY, DayKind.WORK, "Làm bù cho 12/10")


@pytest.fixture
def hamlet(office: Calendar) -> Calendar:
    return create_calendar(code="BA1", name="Điểm số 1", parent=office, by=None, at=DECIDED)


def test_every_version_can_be_read_as_it_was(country: Calendar, office: Calendar) -> None:
    first = calendar_for(office.pk).version_id
    decide(country, off(MONDAY, "Nghỉ bão số 10"))
    second = calendar_for(office.pk).version_id
    decide(country, off(MONDAY, "Nghỉ bão"), SATURDAY_WORKS)
    third = calendar_for(office.pk).version_id
    decide(country, DayChange(MONDAY, None))
    decide(office, hours=[Opening(0, time(8), time(10))], policy=PolicyChange(cutoff_time=time(9)))

    assert [calendar_at(v).is_working(MONDAY) for v in (first, second, third)] == [
        True,
        False,
        False,
    ]
    assert [calendar_at(v).is_working(SATURDAY) for v in (first, second, third)] == [
        False,
        False,
        True,
    ]
    assert calendar_at(third).closing(date(2026, 10, 6)) == at("06/10/2026 17:00")
    assert calendar_at(third).cutoff == time(15)
    assert calendar_for(office.pk).closing(MONDAY) == at("05/10/2026 10:00")
    assert day_names(second)[MONDAY] == DayName(
        "Nghỉ bão số 10", "12/QĐ-UBND ngày 30/09/2026", DayKind.OFF
    )
    assert day_names(third)[MONDAY].name == "Nghỉ bão"


def test_no_row_is_ever_changed_or_lost(office: Calendar) -> None:
    decide(office, off(MONDAY, "Nghỉ bão số 10"))
    decide(office, off(MONDAY, "Nghỉ bão"))
    decide(office, DayChange(MONDAY, None))
    rows = CalendarDay.objects.filter(calendar=office).order_by("since")
    assert list(rows.values_list("name", "since", "until")) == [
        ("Nghỉ bão số 10", 3, 4),
        ("Nghỉ bão", 4, 5),
    ]
    decide(office, hours=[Opening(0, time(8), time(10))])
    assert WorkingHours.objects.filter(calendar=office, until=6).count() == len(WEEKDAYS)


def test_rows_that_others_counted_by_refuse_to_be_changed_or_deleted(office: Calendar) -> None:
    decide(office, off(MONDAY))
    for rows in (office.versions.all(), office.days.all(), office.hours.all()):
        with pytest.raises(TypeError, match="never deleted"):
            rows.delete()
        with pytest.raises(TypeError, match="never changed"):
            rows.update(calendar=office)
    with pytest.raises(ProtectedError):
        office.delete()


def test_a_change_makes_a_version_of_the_calendar_and_of_its_heirs(
    country: Calendar, office: Calendar, hamlet: Calendar
) -> None:
    before = [country.versions.count(), office.versions.count(), hamlet.versions.count()]
    versions = decide(office, off(MONDAY))
    assert [version.calendar for version in versions] == [office, hamlet]
    assert versions[1].parent_version == versions[0]
    after = [country.versions.count(), office.versions.count(), hamlet.versions.count()]
    assert after == [before[0], before[1] + 1, before[2] + 1]
    assert calendar_for(hamlet.pk).version_id == versions[1].pk
    assert [(v.decision_number, v.decision_date, v.made_at) for v in versions] == [
        ("12/QĐ-UBND", date(2026, 9, 30), DECIDED)
    ] * 2
    versions = decide(country, off(SUNDAY))
    assert [version.calendar for version in versions] == [country, office, hamlet]
    assert versions[2].parent_version == versions[1]


def test_heirs_keep_rules_of_their_own(office: Calendar, hamlet: Calendar) -> None:
    decide(hamlet, policy=PolicyChange(pause_policy=PausePolicy.ELAPSED, cutoff_for_all=True))
    decide(office, policy=PolicyChange(cutoff_time=time(16)))
    calendar = calendar_for(hamlet.pk)
    assert (calendar.pause_policy, calendar.cutoff_for_all) == (PausePolicy.ELAPSED, True)
    assert (calendar.cutoff, calendar_for(office.pk).cutoff) == (time(15), time(16))


def test_an_earlier_version_is_read_once(
    office: Calendar, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = calendar_for(office.pk).version_id
    decide(office, off(MONDAY))
    first = calendar_at(version)
    with django_assert_num_queries(0):
        assert calendar_at(version) is first


def test_a_preview_shows_the_tables_of_all_heirs_and_saves_nothing(
    country: Calendar, office: Calendar, hamlet: Calendar
) -> None:
    versions = CalendarVersion.objects.count()
    found = proposed(country, decision(off(MONDAY), SATURDAY_WORKS), today=TODAY)
    assert set(found) == {office.pk, hamlet.pk}  # the country itself has no hours
    for tables in found.values():
        assert (tables.is_working(MONDAY), tables.is_working(SATURDAY)) == (False, True)
    assert CalendarVersion.objects.count() == versions
    assert calendar_for(office.pk).is_working(MONDAY)


def until(last: date) -> Opening:
    return Opening(0, time(7), time(11), None, last)


def since(first: date) -> Opening:
    return Opening(0, time(7), time(11), first)


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        (decision(off(MONDAY), number="  "), "decision_number", "số quyết định"),
        (CalendarChange("1", date(2026, 10, 2), days=(off(MONDAY),)), "decision_date", "hôm nay"),
        (decision(), "days", "Chưa có gì thay đổi"),
        (decision(policy=PolicyChange()), "days", "Chưa có gì thay đổi"),
        (decision(off(date(2025, 12, 31))), "date", "năm 2025 đã khóa sổ"),
        (decision(DayChange(date(2025, 12, 31), None)), "date", "từ 01/01/2026"),
        (decision(off(date(2050, 1, 1))), "date", "từ 2015 đến 2045"),
        (decision(off(MONDAY), off(MONDAY)), "date", "05/10/2026 được ghi hai lần"),
        (decision(DayChange(MONDAY, None)), "date", "05/10/2026 không có trong lịch này"),
        (decision(off(MONDAY, "  ")), "name", "Hãy ghi tên ngày"),
        (decision(DayChange(MONDAY, DayKind.OFF, "Nghỉ", (time(7), time(9)))), "hours", "bỏ trống"),
        (
            decision(DayChange(SUNDAY, DayKind.SESSION, "Chủ nhật", (time(11), time(7)))),
            "hours",
            "sau giờ mở cửa",
        ),
        (decision(hours=[]), "hours", "bị trống"),
        (
            decision(hours=[Opening(0, time(7), time(11)), Opening(0, time(10), time(17))]),
            "hours",
            "chồng nhau",
        ),
        (decision(hours=[Opening(0, time(11), time(7))]), "hours", "trước khi mở"),
        (decision(hours=[Opening(0, time(7), time(7))]), "hours", "trước khi mở"),
        (decision(hours=[until(date(2026, 9, 30))]), "hours", "sau ngày 01/10/2026"),
        (decision(hours=[until(date(2026, 12, 31))]), "hours", "sau ngày 28/12/2026"),
        (decision(hours=[until(date(2030, 1, 1)), since(date(2031, 1, 1))]), "hours", "31/12/2029"),
        (decision(hours=[since(date(2040, 1, 1))]), "hours", "sau ngày 01/10/2026"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_and_nothing_is_saved(
    office: Calendar, change: CalendarChange, field: str, says: str
) -> None:
    version = calendar_for(office.pk).version_id
    for attempt in (
        lambda: proposed(office, change, today=TODAY),
        lambda: change_calendar(office, change, by=None, at=DECIDED),
    ):
        with pytest.raises(Refused, match=says) as refusal:
            attempt()
        assert refusal.value.field == field
    assert calendar_for(office.pk).version_id == version
    assert not office.days.exists()


def test_one_wrong_day_keeps_the_others_from_being_saved(office: Calendar) -> None:
    with pytest.raises(Refused):
        decide(office, off(MONDAY), off(date(2025, 1, 2)))
    assert calendar_for(office.pk).is_working(MONDAY)


def test_no_make_up_day_is_put_on_a_holiday_own_or_inherited(
    country: Calendar, office: Calendar
) -> None:
    decide(country, off(SATURDAY, "Quốc khánh"))
    with pytest.raises(Refused, match="10/10/2026 là ngày nghỉ «Quốc khánh»") as refusal:
        decide(office, SATURDAY_WORKS)
    assert (refusal.value.code, refusal.value.field) == ("work-on-holiday", "date")
    with pytest.raises(Refused, match="đang là ngày nghỉ «Quốc khánh»") as refusal:
        decide(country, SATURDAY_WORKS)
    assert (refusal.value.code, refusal.value.field) == ("other-kind", "kind")


def test_no_holiday_is_put_on_a_make_up_day_of_an_heir(country: Calendar, office: Calendar) -> None:
    decide(office, SATURDAY_WORKS)
    with pytest.raises(Refused, match="lịch «Xã Bình An»") as refusal:
        decide(country, off(SATURDAY, "Nghỉ bão"))
    assert refusal.value.code == "work-on-holiday"
    assert calendar_for(office.pk).is_working(SATURDAY)
    decide(country, off(MONDAY))  # other days of the same heir are free


def test_no_make_up_day_is_put_on_a_day_that_is_worked_anyway(
    country: Calendar, office: Calendar
) -> None:
    thursday = date(2026, 10, 8)
    for calendar in (office, country):
        with pytest.raises(Refused, match="08/10/2026 vốn là ngày làm việc") as refusal:
            decide(calendar, DayChange(thursday, DayKind.WORK, "Làm bù"))
        assert (refusal.value.code, refusal.value.field) == ("worked-anyway", "date")
    assert not office.days.exists()


def test_a_make_up_day_needs_only_one_office_that_rests_on_it(
    country: Calendar, office: Calendar, hamlet: Calendar
) -> None:
    decide(hamlet, hours=[*WEEKDAYS, Opening(5, time(7), time(11), MONDAY)])
    with pytest.raises(Refused, match="10/10/2026 vốn là ngày làm việc"):
        decide(hamlet, SATURDAY_WORKS)
    decide(country, SATURDAY_WORKS)
    assert calendar_for(office.pk).is_working(SATURDAY)


def test_hours_that_begin_later_leave_a_make_up_day_possible_before(office: Calendar) -> None:
    decide(office, hours=[*WEEKDAYS, Opening(5, time(7), time(11), SUNDAY)])
    decide(office, SATURDAY_WORKS)
    assert calendar_for(office.pk).closing(SATURDAY) == at("10/10/2026 17:00")


def test_a_country_without_offices_decides_its_make_up_days(country: Calendar) -> None:
    decide(country, SATURDAY_WORKS)
    assert country.days.get().kind == DayKind.WORK


def test_a_rest_day_is_one_on_which_no_office_of_the_calendar_works(
    country: Calendar, office: Calendar, hamlet: Calendar
) -> None:
    asked = [MONDAY, SATURDAY, SUNDAY]
    assert rest_days(country, asked) == rest_days(office, asked) == {SATURDAY, SUNDAY}
    decide(country, off(MONDAY), off(SUNDAY))
    assert rest_days(country, asked) == {SATURDAY, SUNDAY}  # a holiday is no weekly rest
    decide(hamlet, hours=[*WEEKDAYS, Opening(5, time(7), time(11))])
    assert rest_days(country, asked) == {SUNDAY}
    next_saturday = date(2026, 10, 17)
    decide(country, DayChange(next_saturday, DayKind.WORK, "Làm bù"))
    assert rest_days(office, [next_saturday]) == set()


def test_without_any_hours_nothing_is_a_rest_day(country: Calendar) -> None:
    assert rest_days(country, [SUNDAY]) == set()


def test_a_year_is_closed_and_opened_by_its_row(office: Calendar) -> None:
    last_december, today = date(2025, 12, 31), date(2026, 10, 6)
    Calendar.objects.filter(pk=office.pk).update(closed_through=2024)
    decide(office, off(last_december))
    Calendar.objects.filter(pk=office.pk).update(closed_through=2026)
    with pytest.raises(Refused, match="năm 2026 đã khóa sổ"):
        decide(office, off(today))


def test_hours_of_all_heirs_must_stay_whole(office: Calendar, hamlet: Calendar) -> None:
    decide(hamlet, hours=[Opening(5, time(8), time(10))])
    with pytest.raises(Refused):
        decide(office, hours=[Opening(5, time(8), time(10)), Opening(5, time(9), time(11))])
    assert calendar_for(hamlet.pk).closing(SATURDAY) == at("10/10/2026 10:00")


def test_hours_may_end_where_others_begin_and_last_for_ever(office: Calendar) -> None:
    decide(office, hours=[until(date(2026, 12, 31)), since(date(2027, 1, 1))])
    decide(office, hours=[until(date(9999, 12, 31))])
    assert calendar_for(office.pk).is_working(date(2045, 12, 25))
