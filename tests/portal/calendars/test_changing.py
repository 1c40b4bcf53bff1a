"""Changing a calendar: the form, the preview that saves nothing, applying all or nothing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.offices import offices
from accounts.permissions import Role
from dossiers.models import Dossier
from portal.lib.dates import long_day
from tests import plans
from tests.factories import Commune, make_procedure, make_received, make_staff
from tests.portal.calendars.typed import (
    boxes_of,
    days,
    decided,
    hidden_of,
    rest_day,
    rows,
    text_of,
    working_day,
)
from worktime.arithmetic import DayKind
from worktime.models import Calendar, CalendarVersion
from worktime.services import calendar_for, create_calendar

COUNTRY_DAYS = "/qt/lich/VN/sua/"


@pytest.fixture
def dossier(commune: Commune) -> Dossier:
    """Received now, due in ten working days."""
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    procedure = make_procedure(term="10 WORKING_DAY")
    return make_received(commune, procedure, by=clerk, when=timezone.now())


def beside(dossier: Dossier, days: int) -> date:
    """The working day that many after (before: negative) the one it was promised for."""
    assert dossier.due_at
    return calendar_for(None).add_working_days(timezone.localdate(dossier.due_at), days)


def storm(day: date) -> dict[str, str]:
    return days(holidays=[{"start": day, "name": "Nghỉ bão"}])


def apply_to(browser: Client, path: str, typed: dict[str, str]) -> str:
    """Preview, then apply; the address of the result."""
    preview = browser.post(path, typed)
    assert preview.status_code == 200, text_of(preview)
    answer = browser.post(path, hidden_of(preview) | {"buoc": "ap-dung"})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


# --- preview ---------------------------------------------------------------------------------


def test_the_preview_says_what_moves_and_saves_nothing(
    browser: Client, dossier: Dossier, country: Calendar
) -> None:
    day = beside(dossier, -3)
    page = text_of(browser.post(COUNTRY_DAYS, storm(day)))
    assert "Xem trước: chưa lưu gì" in page
    assert f"{day:%d/%m/%Y}: nghỉ «Nghỉ bão»" in page
    assert "1 hồ sơ được tính lại hạn" in page
    assert "1 hạn theo quy định muộn hơn" in page
    assert dossier.code in page
    assert "giữ lời hẹn" in page
    assert f"→ {beside(dossier, 1):%d/%m/%Y}" in page
    assert country.versions.count() == 1
    assert calendar_for(None).is_working(day)


def test_a_promise_on_the_new_holiday_moves_and_one_citizen_is_told(
    browser: Client, dossier: Dossier
) -> None:
    page = text_of(browser.post(COUNTRY_DAYS, storm(beside(dossier, 0))))
    assert "1 người nộp được báo ngày hẹn mới" in page
    assert "0 giữ nguyên ngày hẹn trả" in page


def test_a_change_that_moves_nothing_says_so(browser: Client, dossier: Dossier) -> None:
    page = text_of(browser.post(COUNTRY_DAYS, storm(working_day(200))))
    assert "Không có hồ sơ nào đổi hạn" in page


def test_the_preview_carries_everything_typed_and_gives_it_back_to_be_mended(
    browser: Client,
) -> None:
    typed = storm(working_day(5)) | {"note": 'Bão số 9 <"dữ">'}
    carried = hidden_of(browser.post(COUNTRY_DAYS, typed))
    assert {name: carried[name] for name in typed} == typed
    answer = browser.post(COUNTRY_DAYS, carried | {"buoc": "sua"})
    assert answer.status_code == 200
    assert 'value="Nghỉ bão"' in answer.content.decode()
    assert "Có 1 chỗ cần sửa" not in text_of(answer)


def test_only_dossiers_that_this_person_may_open_are_links(
    browser: Client, commune: Commune, dossier: Dossier
) -> None:
    link = f'href="/cb/ho-so/{dossier.code}/"'
    assert link not in browser.post(COUNTRY_DAYS, storm(working_day(5))).content.decode()
    leader = Client()
    leader.force_login(make_staff(commune.office, Role.ADMIN, Role.LEADER))
    assert link in leader.post(COUNTRY_DAYS, storm(working_day(5))).content.decode()


def test_a_preview_costs_twelve_queries_at_most(browser: Client, dossier: Dossier) -> None:
    typed = storm(working_day(5))
    browser.post(COUNTRY_DAYS, typed)
    with plans.cheap(most=12):
        browser.post(COUNTRY_DAYS, typed)


# --- applying --------------------------------------------------------------------------------


def test_applying_makes_a_version_moves_the_dossier_and_lists_it(
    browser: Client, admin: User, dossier: Dossier, country: Calendar
) -> None:
    due = beside(dossier, 1)
    address = apply_to(browser, COUNTRY_DAYS, storm(beside(dossier, -3)))
    assert address == "/qt/lich/VN/ban/2/"
    version = country.versions.get(number=2)
    assert (version.decision_number, version.made_by) == ("15/QĐ-UBND", admin)
    dossier.refresh_from_db()
    assert dossier.statutory_at
    assert timezone.localdate(dossier.statutory_at) == due
    page = text_of(browser.get(address))
    assert "Đã áp dụng" in page
    assert "1 hồ sơ" in page
    assert dossier.code in page
    assert f"→ {due:%d/%m/%Y}" in page


def test_offices_count_by_the_changed_calendar_at_once(
    browser: Client, commune: Commune, django_capture_on_commit_callbacks: object
) -> None:
    day = working_day(5)
    assert offices()[commune.one_stop.pk].calendar.is_working(day)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        apply_to(browser, COUNTRY_DAYS, storm(day))
    assert not offices()[commune.one_stop.pk].calendar.is_working(day)


def test_what_was_previewed_before_another_change_is_shown_anew_and_not_applied(
    browser: Client, dossier: Dossier, country: Calendar
) -> None:
    preview = hidden_of(browser.post(COUNTRY_DAYS, storm(working_day(5))))
    other = working_day(7)
    apply_to(browser, COUNTRY_DAYS, storm(other))
    answer = browser.post(COUNTRY_DAYS, preview | {"buoc": "ap-dung"})
    assert answer.status_code == 409
    assert "Lịch vừa được người khác đổi" in text_of(answer)
    assert country.versions.count() == 2
    answer = browser.post(COUNTRY_DAYS, hidden_of(answer) | {"buoc": "ap-dung"})
    assert answer.status_code == 302
    assert country.versions.count() == 3


def test_pressing_apply_twice_changes_the_calendar_once(browser: Client, country: Calendar) -> None:
    preview = hidden_of(browser.post(COUNTRY_DAYS, storm(working_day(5))))
    answers = [browser.post(COUNTRY_DAYS, preview | {"buoc": "ap-dung"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert country.versions.count() == 2


def test_a_change_of_the_country_makes_a_version_of_every_heir(
    browser: Client, office: Calendar
) -> None:
    apply_to(browser, COUNTRY_DAYS, storm(working_day(5)))
    assert "Theo bản 2 của «Lịch nghỉ của cả nước»." in text_of(browser.get("/qt/lich/XA/"))
    assert office.versions.count() == 2


# --- what can be changed ---------------------------------------------------------------------


def test_a_swap_is_one_row_with_its_day_off_and_its_make_up_day(
    browser: Client, country: Calendar
) -> None:
    day_off = working_day(5)
    make_up = rest_day(day_off)
    apply_to(browser, COUNTRY_DAYS, days(swaps=[{"day_off": day_off, "make_up": make_up}]))
    made = dict(country.days.filter(since=2).values_list("date", "kind"))
    assert made == {day_off: DayKind.OFF, make_up: DayKind.WORK}
    assert not calendar_for(None).is_working(day_off)
    assert calendar_for(None).is_working(make_up)


def test_a_holiday_of_several_days_is_one_row_and_one_line(
    browser: Client, country: Calendar
) -> None:
    start = date(timezone.localdate().year + 1, 7, 5)
    typed = days(holidays=[{"start": start, "end": start + timedelta(days=3), "name": "Lễ hội"}])
    page = text_of(browser.post(f"{COUNTRY_DAYS}?nam={start.year}", typed))
    assert f"đến {long_day(start + timedelta(days=3))}: nghỉ «Lễ hội»" in page
    apply_to(browser, COUNTRY_DAYS, typed)
    assert country.days.filter(since=2).count() == 4


def test_the_first_sundays_of_a_year_are_filled_in_and_nothing_is_saved(
    browser: Client, office: Calendar
) -> None:
    year = timezone.localdate().year + 1
    path = f"/qt/lich/XA/sua/?nam={year}"
    answer = browser.post(path, days(sundays_hours="7h30 - 11h", buoc="chu-nhat"))
    assert answer.status_code == 200
    filled = hidden_of(answer)
    html = answer.content.decode()
    number = int(filled["sessions-TOTAL_FORMS"])
    assert 8 <= number <= 12  # those that are holidays are left out
    assert html.count('value="7h30 - 11h"') == number + 1
    sundays = [first_sunday(year, month) for month in range(1, 13)]
    free = [day for day in sundays if not country_day(day)]
    assert number == len(free)
    sessions = [{"day": day, "hours": "7:30–11:00", "name": ""} for day in free]
    apply_to(browser, path, days(sessions=sessions))
    assert list(office.days.values_list("date", flat=True)) == free
    assert not calendar_for(None).is_working(free[0])
    assert calendar_for(None).is_open(free[0])


def first_sunday(year: int, month: int) -> date:
    return next(
        date(year, month, day) for day in range(1, 8) if date(year, month, day).weekday() == 6
    )


def country_day(day: date) -> bool:
    return Calendar.objects.get(code="VN").days.filter(date=day, until=None).exists()


def test_rows_are_added_without_judging_what_is_typed_so_far(browser: Client) -> None:
    typed = days(holidays=[{"start": "30/4/", "name": "Chiến thắng"}]) | {"decision_number": ""}
    answer = browser.post(COUNTRY_DAYS, typed | {"buoc": "them-nghi"})
    assert answer.status_code == 200
    assert hidden_of(answer)["holidays-TOTAL_FORMS"] == "2"
    assert 'value="Chiến thắng"' in answer.content.decode()
    assert "cần sửa" not in text_of(answer)


def test_next_years_decision_replaces_the_forecast(browser: Client, country: Calendar) -> None:
    year = timezone.localdate().year + 1
    path = f"{COUNTRY_DAYS}?nam={year}&ca-nam=1"
    first = browser.get(path)
    assert 'value="Tết Dương lịch"' in first.content.decode()
    new_year, tet = date(year, 1, 1), date(year, 2, 15)
    typed = days(
        holidays=[
            {"start": new_year, "name": "Tết Dương lịch"},
            {"start": tet, "end": tet + timedelta(days=4), "name": "Tết Nguyên Đán"},
        ],
        whole_year="on",
    )
    apply_to(browser, path, typed)
    in_force = country.days.filter(until=None, date__year=year)
    assert sorted(in_force.values_list("date", flat=True)) == [
        new_year, *(tet + timedelta(days=n) for n in range(5)),
    ]  # fmt: skip
    assert {day.decision.split()[0] for day in in_force} == {"15/QĐ-UBND"}
    assert f"Lịch nghỉ năm {year} còn" not in text_of(browser.get("/qt/lich/"))


@pytest.mark.parametrize("years", [0, 1])
def test_a_year_may_be_decided_just_as_it_is_filled_in(
    browser: Client, country: Calendar, years: int
) -> None:
    year = timezone.localdate().year + years
    before = set(country.days.filter(date__year=year).values_list("date", "kind"))
    path = f"{COUNTRY_DAYS}?nam={year}&ca-nam=1"
    typed = boxes_of(browser.get(path)) | decided(whole_year="on")
    apply_to(browser, path, typed)
    in_force = country.days.filter(date__year=year, until=None)
    assert set(in_force.values_list("date", "kind")) == before
    assert set(in_force.values_list("since", flat=True)) == {2}


def test_a_day_is_taken_out_by_ticking_it(browser: Client, country: Calendar) -> None:
    year = timezone.localdate().year + 1
    culture = date(year, 11, 24)
    assert culture.isoformat() in browser.get(f"{COUNTRY_DAYS}?nam={year}").content.decode()
    apply_to(browser, f"{COUNTRY_DAYS}?nam={year}", days() | {"days": culture.isoformat()})
    assert not country.days.filter(until=None, date=culture).exists()


def test_hours_are_changed_from_a_day_on_by_two_stretches(
    browser: Client, office: Calendar
) -> None:
    last = date(timezone.localdate().year + 1, 5, 31)
    usual = {f"morning_{day}": "7:00–11:30" for day in range(5)}
    usual |= {f"afternoon_{day}": "13h30-17h" for day in range(5)}
    summer = {f"morning_{day}": "6:30 - 13:00" for day in range(6)}
    stretches = rows(
        "gio",
        {"valid_to": last, **usual},
        {"valid_from": last + timedelta(days=1), **summer},
    )
    first = text_of(browser.post("/qt/lich/XA/gio/", decided() | stretches))
    assert f"từ {last + timedelta(days=1):%d/%m/%Y}, Thứ Bảy: 6:30–13:00" in first
    apply_to(browser, "/qt/lich/XA/gio/", decided() | stretches)
    assert office.hours.filter(until=None).count() == 16
    assert "Đặt lại giờ làm việc trong tuần." in text_of(browser.get("/qt/lich/XA/"))


def test_an_office_gives_up_its_own_hours(browser: Client, office: Calendar) -> None:
    own = create_calendar(code="TP", name="Tư pháp", parent=office, by=None, at=timezone.now())
    assert "Lịch này chưa có giờ riêng" in text_of(browser.get("/qt/lich/TP/gio/"))
    stretch = {f"morning_{day}": "8:00–12:00" for day in range(5)}
    apply_to(browser, "/qt/lich/TP/gio/", decided() | rows("gio", stretch))
    assert calendar_for(own.pk).closing(working_day(1)).hour == 12
    apply_to(browser, "/qt/lich/TP/gio/", decided(inherit="on") | rows("gio", stretch))
    assert calendar_for(own.pk).closing(working_day(1)).hour == 17


def test_rules_are_changed_with_their_decision(browser: Client, office: Calendar) -> None:
    typed = decided(cutoff_time="16h30", cutoff_for_all="co", pause_policy="elapsed")
    apply_to(browser, "/qt/lich/XA/quy-tac/", typed)
    page = text_of(browser.get("/qt/lich/XA/"))
    assert "nhận sau 16:30 thì tính từ ngày làm việc tiếp theo" in page
    assert "lùi hạn đúng bằng số ngày đã tạm dừng" in page
    assert CalendarVersion.objects.get(calendar=office, number=2).cutoff_for_all
