"""What cannot be is told at its field with what to change; everything typed is kept."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.calendars.typed import (
    Typed,
    boxes,
    days,
    decided,
    error_at,
    rest_day,
    rows,
    text_of,
    working_day,
)
from worktime.calendars import DayKind
from worktime.changes import CalendarChange, DayChange
from worktime.models import Calendar, CalendarVersion
from worktime.services import change_calendar, create_calendar

PATH = "/qt/lich/VN/sua/"
TODAY = timezone.localdate()
SATURDAY = 5
TWO_YEARS_AGO = TODAY.replace(year=TODAY.year - 2, day=1)


def holiday(**changes: object) -> Typed:
    return days(holidays=[{"start": TODAY + timedelta(days=9), "name": "Nghỉ bão", **changes}])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        (holiday() | {"decision_number": "  "}, "decision_number", "Nhập số quyết định"),
        (holiday() | boxes("decision_date", None), "decision_date", "Nhập ngày ban hành"),
        (
            holiday() | boxes("decision_date", TODAY + timedelta(days=400)),
            "decision_date",
            "hoặc trước đó",
        ),
        (holiday(start="25/11/"), "holidays-0-start", "Nhập năm bắt đầu nghỉ"),
        (holiday(start="31/2/2027"), "holidays-0-start", "không có trong lịch"),
        (holiday(start=None), "holidays-0-start", "Nhập ngày bắt đầu nghỉ"),
        (holiday(name=""), "holidays-0-name", "Nhập tên ngày nghỉ"),
        (holiday(end=TODAY), "holidays-0-end", "hoặc sau đó"),
        (holiday(end=TODAY + timedelta(days=300)), "holidays-0-end", "dài nhất 31 ngày"),
        (holiday(start=TWO_YEARS_AGO), "holidays-0-start", "đã khóa sổ"),
        (
            days(swaps=[{"day_off": TODAY + timedelta(days=9)}]),
            "swaps-0-make_up",
            "Nhập ngày làm bù",
        ),
        (
            days(swaps=[{"day_off": TODAY, "make_up": TODAY}]),
            "swaps-0-make_up",
            "phải khác ngày được nghỉ",
        ),
        (
            days(sessions=[{"day": TODAY + timedelta(days=9), "hours": "11h-7h30"}]),
            "sessions-0-hours",
            "Giờ đóng phải sau giờ mở",
        ),
        (
            days(sessions=[{"day": TODAY + timedelta(days=9), "hours": "cả buổi sáng"}]),
            "sessions-0-hours",
            "Ghi giờ mở và giờ đóng",
        ),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field(
    browser: Client, typed: Typed, field: str, says: str
) -> None:
    answer = browser.post(PATH, typed)
    assert answer.status_code == 422
    assert says in error_at(answer, field)
    html = answer.content.decode()
    for value in filter(str.strip, typed.values()):
        assert f'value="{value}"' in html
    assert CalendarVersion.objects.filter(number=2).count() == 0


def test_a_make_up_day_on_an_own_holiday_is_told_at_the_row_that_names_it(
    browser: Client, country: Calendar
) -> None:
    culture = TODAY.replace(year=TODAY.year + 1, month=11, day=24)
    typed = days(swaps=[{"day_off": working_day(5), "make_up": culture}])
    answer = browser.post(PATH, typed)
    assert answer.status_code == 422
    assert "Ngày Văn hóa Việt Nam" in error_at(answer, "swaps-0-make_up")


def test_a_make_up_day_on_a_holiday_of_the_country_is_told_to_the_office(browser: Client) -> None:
    culture = TODAY.replace(year=TODAY.year + 1, month=11, day=24)
    typed = days(swaps=[{"day_off": working_day(5), "make_up": culture}])
    answer = browser.post("/qt/lich/XA/sua/", typed)
    assert answer.status_code == 422
    assert "Hãy chọn ngày làm bù khác" in error_at(answer, "swaps-0-make_up")


@pytest.mark.parametrize("path", [PATH, "/qt/lich/XA/sua/"])
def test_a_make_up_day_on_an_ordinary_working_day_is_refused(browser: Client, path: str) -> None:
    typed = days(swaps=[{"day_off": working_day(5), "make_up": working_day(6)}])
    answer = browser.post(path, typed)
    assert answer.status_code == 422
    assert "Hãy chọn một ngày nghỉ hằng tuần" in error_at(answer, "swaps-0-make_up")


@pytest.mark.parametrize("path", [PATH, "/qt/lich/XA/sua/"])
def test_a_weekly_rest_day_is_not_swapped_for_another(browser: Client, path: str) -> None:
    day_off = rest_day(working_day(5))
    answer = browser.post(path, days(swaps=[{"day_off": day_off, "make_up": rest_day(day_off)}]))
    assert answer.status_code == 422
    assert f"{day_off:%d/%m/%Y} vốn là ngày nghỉ hằng tuần" in error_at(answer, "swaps-0-day_off")


def test_a_saturday_on_which_one_office_works_can_be_swapped_by_all_above_it(
    browser: Client, office: Calendar
) -> None:
    saturday = rest_day(working_day(5))
    while saturday.weekday() != SATURDAY:
        saturday = rest_day(saturday)
    sunday = rest_day(saturday)
    while sunday.weekday() == SATURDAY:
        sunday = rest_day(sunday)
    swap = days(swaps=[{"day_off": saturday, "make_up": sunday}])
    assert browser.post(PATH, swap).status_code == 422
    create_calendar(code="T7", name="Làm Thứ Bảy", parent=office, by=None, at=timezone.now())
    week = {f"morning_{day}": "7:30–11:30" for day in range(6)}
    hours = decided() | rows("gio", week) | {"buoc": "ap-dung", "ban": "1"}
    assert browser.post("/qt/lich/T7/gio/", hours).status_code == 302
    for path in (PATH, "/qt/lich/XA/sua/", "/qt/lich/T7/sua/"):
        assert browser.post(path, swap).status_code == 200


def test_a_holiday_may_fall_on_a_weekly_rest_day(browser: Client) -> None:
    answer = browser.post(PATH, holiday(start=rest_day(working_day(5))))
    assert answer.status_code == 200


# --- names of days that are holidays already -------------------------------------------------


@pytest.fixture
def named(country: Calendar) -> date:
    """A working day that the country has made a holiday, «Nghỉ bão», without a forecast."""
    day = working_day(5)
    change = CalendarChange("1/QĐ", TODAY, days=(DayChange(day, DayKind.OFF, "Nghỉ bão"),))
    change_calendar(country, change, by=None, at=timezone.now())
    return day


@pytest.mark.parametrize("path", [PATH, "/qt/lich/XA/sua/", "/qt/lich/VN/sua/?nam=2040"])
def test_a_holiday_is_not_renamed_by_a_row_typed_over_it(
    browser: Client, named: date, path: str
) -> None:
    rows_over = (
        ("holidays-0-start", days(holidays=[{"start": named, "name": "Lễ hội"}])),
        ("swaps-0-day_off", days(swaps=[{"day_off": named, "make_up": rest_day(named)}])),
    )
    for field, typed in rows_over:
        answer = browser.post(path, typed)
        assert answer.status_code == 422
        assert f"{named:%d/%m/%Y} đã là ngày nghỉ «Nghỉ bão»" in error_at(answer, field)


def test_a_holiday_may_be_typed_again_by_its_name(browser: Client, named: date) -> None:
    typed = days(holidays=[{"start": named, "name": "nghỉ  bão"}])
    assert browser.post(PATH, typed).status_code == 200


def test_a_holiday_that_is_ticked_to_go_may_come_back_by_another_name(
    browser: Client, named: date
) -> None:
    typed = days(holidays=[{"start": named, "name": "Lễ hội"}], days=named.isoformat())
    assert browser.post(f"{PATH}?nam={named.year}", typed).status_code == 200


def test_a_forecast_holiday_takes_the_name_of_the_decision(browser: Client) -> None:
    new_year = TODAY.replace(year=TODAY.year + 1, month=1, day=1)
    typed = days(holidays=[{"start": new_year, "name": "Tết Dương lịch và nghỉ bù"}])
    assert browser.post(PATH, typed).status_code == 200


def test_a_date_named_twice_is_told_at_the_later_row(browser: Client) -> None:
    day = working_day(5)
    typed = days(
        holidays=[{"start": day, "name": "Nghỉ bão"}],
        swaps=[{"day_off": day, "make_up": rest_day(day)}],
    )
    answer = browser.post(PATH, typed)
    assert answer.status_code == 422
    assert "đã có ở dòng khác" in error_at(answer, "swaps-0-day_off")


def test_a_form_without_any_change_is_refused(browser: Client) -> None:
    answer = browser.post(PATH, days())
    assert answer.status_code == 422
    assert "Chưa có gì thay đổi" in text_of(answer)


@pytest.mark.parametrize(
    ("stretches", "field", "says"),
    [
        ([{"morning_0": "7:00–12:00", "afternoon_0": "11:30–17:00"}], "gio-0-afternoon_0", "12:00"),
        ([{"morning_0": "7:00"}], "gio-0-morning_0", "Ghi giờ mở và giờ đóng"),
        ([{"morning_0": "25:00–26:00"}], "gio-0-morning_0", "Giờ từ 0 đến 23"),
        ([{}], "gio-0-morning_0", "Ghi giờ làm việc của ít nhất một ngày"),
        (
            [{"morning_0": "7:00–11:30"}, {"morning_0": "7:30–11:00", "valid_from": TODAY}],
            "gio-1-valid_from",
            "chồng nhau",
        ),
        (
            [{"morning_0": "7:00–11:30", "valid_from": TODAY, "valid_to": TWO_YEARS_AGO}],
            "gio-0-valid_to",
            "hoặc sau đó",
        ),
    ],
)
def test_hours_that_cannot_be_are_told_at_their_box(
    browser: Client, stretches: list[dict[str, object]], field: str, says: str
) -> None:
    answer = browser.post("/qt/lich/XA/gio/", decided() | rows("gio", *stretches))
    assert answer.status_code == 422
    assert says in error_at(answer, field)


@pytest.mark.parametrize("cutoff", ["", "mười lăm giờ", "25h"])
def test_a_cut_off_that_is_no_time_is_told_at_its_field(browser: Client, cutoff: str) -> None:
    typed = decided(cutoff_time=cutoff, cutoff_for_all="co", pause_policy="elapsed")
    answer = browser.post("/qt/lich/XA/quy-tac/", typed)
    assert answer.status_code == 422
    assert error_at(answer, "cutoff_time")


def test_a_form_whose_rows_were_tampered_with_changes_nothing(browser: Client) -> None:
    for total in ("", "-1", "abc", "99999999"):
        answer = browser.post(PATH, days() | {"holidays-TOTAL_FORMS": total})
        assert answer.status_code == 422
