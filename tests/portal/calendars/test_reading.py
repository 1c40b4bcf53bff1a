"""The list of calendars and the page of one: who uses what, the year in letters, what it needs."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from accounts.permissions import Role
from tests import plans
from tests.factories import Commune, make_staff
from tests.portal.calendars.typed import text_of
from worktime.arithmetic import DayKind
from worktime.changes import CalendarChange, DayChange
from worktime.models import Calendar
from worktime.services import change_calendar, create_calendar

THIS_YEAR = timezone.localdate().year


def decide(calendar: Calendar, *changes: DayChange) -> None:
    today = timezone.localdate()
    change = CalendarChange("15/QĐ-UBND", today, "Bão số 9", changes)
    change_calendar(calendar, change, by=None, at=timezone.now())


def cell_of(html: str, month: int, day: int) -> str:
    """The cell of a date in the tables of the year."""
    table = html.split("<caption>Tháng ")[month]
    found = re.search(rf"<td[^>]*>{day}(?!\d)(.*?)</td>", table, re.DOTALL)
    assert found
    return found[1]


def test_the_list_says_who_inherits_who_counts_by_it_and_which_decision_is_in_force(
    browser: Client, country: Calendar
) -> None:
    decide(country, DayChange(date(THIS_YEAR, 12, 30), DayKind.OFF, "Nghỉ bão"))
    page = text_of(browser.get("/qt/lich/"))
    assert "Lịch nghỉ của cả nước VN không, là lịch gốc 4 đơn vị 1 lịch kế thừa Bản 2" in page
    assert f"15/QĐ-UBND ngày {timezone.localdate():%d/%m/%Y}" in page
    assert "Lịch làm việc chung của xã, phường XA Lịch nghỉ của cả nước 4 đơn vị Bản 2" in page


def test_next_years_forecast_is_a_warning_that_leads_to_entering_its_decision(
    browser: Client,
) -> None:
    answer = browser.get("/qt/lich/")
    assert f"Lịch nghỉ năm {THIS_YEAR + 1} còn" in text_of(answer)
    assert f"/qt/lich/VN/sua/?nam={THIS_YEAR + 1}&amp;ca-nam=1" in answer.content.decode()


def test_the_year_is_read_without_colour_own_days_apart_from_inherited_ones(
    browser: Client, office: Calendar
) -> None:
    decide(
        office,
        DayChange(date(THIS_YEAR, 12, 29), DayKind.OFF, "Mất điện"),
        DayChange(date(THIS_YEAR, 12, 6), DayKind.SESSION, "Chủ nhật gần dân"),
    )
    html = browser.get(f"/qt/lich/XA/?nam={THIS_YEAR}").content.decode()
    own, inherited = cell_of(html, 12, 29), cell_of(html, 9, 2)
    assert ">N<" in own
    assert "nghỉ «" not in own
    assert "nghỉ, Mất điện" in own
    assert "mc-mark--own" in own
    assert ">N<" in inherited
    assert "theo Lịch nghỉ của cả nước" in inherited
    assert "mc-mark--own" not in inherited
    assert ">Đ<" in cell_of(html, 12, 6)


def test_the_page_tells_days_hours_rules_and_every_version_in_words(
    browser: Client, office: Calendar
) -> None:
    decide(office, DayChange(date(THIS_YEAR, 12, 29), DayKind.OFF, "Mất điện"))
    page = text_of(browser.get("/qt/lich/XA/"))
    assert "Thứ Hai 7:00–11:30, 13:30–17:00" in page
    assert "Thủ tục trả trong ngày: nhận sau 15:00 thì trả vào ngày làm việc tiếp theo." in page
    assert "Sau khi tạm dừng: đếm tiếp số ngày làm việc còn lại." in page
    assert f"29/12/{THIS_YEAR}: nghỉ «Mất điện»." in page
    assert "Bản 2 15/QĐ-UBND" in page
    assert "Bão số 9" in page


def test_a_year_that_is_no_year_shows_this_one(browser: Client) -> None:
    for year in ("", "abc", "1800", "2027; drop"):
        assert f"Năm {THIS_YEAR} " in text_of(browser.get("/qt/lich/VN/", {"nam": year}))


def test_offices_of_a_root_count_by_its_calendar_unless_they_have_one(
    browser: Client, commune: Commune, office: Calendar
) -> None:
    own = create_calendar(code="TP", name="Lịch Tư pháp", parent=office, by=None, at=timezone.now())
    Unit.objects.filter(pk=commune.justice.pk).update(calendar=own)
    assert "TP Lịch làm việc chung của xã, phường 1 đơn vị" in text_of(browser.get("/qt/lich/"))
    assert "Tư pháp - Hộ tịch" in text_of(browser.get("/qt/lich/TP/"))


@pytest.mark.parametrize(
    "path", ["/qt/lich/KHONG/", "/qt/lich/KHONG/sua/", "/qt/lich/VN/ban/99/", "/qt/lich/vn/"]
)
def test_what_is_not_there_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_only_administrators_see_calendars(commune: Commune) -> None:
    client = Client()
    client.force_login(make_staff(commune.one_stop, Role.HEAD, Role.RECEPTIONIST))
    assert client.get("/qt/lich/").status_code == 403
    assert reverse("calendars:list") not in client.get("/cb/").content.decode()


def test_the_menu_leads_to_calendars(browser: Client) -> None:
    assert f'href="{reverse("calendars:list")}"' in browser.get("/qt/lich/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "XA/",
        "VN/",
        "XA/sua/",
        "VN/sua/?ca-nam=1",
        "XA/gio/",
        "XA/quy-tac/",
        "moi/",
        "VN/ban/1/",
    ],
)
def test_a_page_costs_eight_queries_at_most(browser: Client, path: str) -> None:
    browser.get(f"/qt/lich/{path}")
    with plans.cheap():
        assert browser.get(f"/qt/lich/{path}").status_code == 200
