"""What everybody does with published reports in a browser: read, choose, compare, follow."""

import re

import pytest
from playwright.sync_api import Route

from tests.e2e import citizen
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import PHONE, Visitor

pytestmark = pytest.mark.e2e

LIST = "/phan-anh/"
BOTH_PICTURES = "[data-compare]"
WICKED = "<a href=https://example.org>Thôn 1</a>"


def first_report(visitor: Visitor, query: str) -> None:
    visitor.open(f"{LIST}?{query}")
    with visitor.comes():
        visitor.page.locator(".mc-report-cards a").first.click()


def with_both_pictures(visitor: Visitor) -> None:
    """Opens reports that are done until one shows before and after."""
    visitor.open(f"{LIST}?xem=da-xong")
    links = visitor.page.locator(".mc-report-cards a")
    for path in [link.get_attribute("href") or "" for link in links.all()]:
        visitor.open(path)
        if visitor.page.locator(BOTH_PICTURES).count():
            return
    pytest.fail("no published report shows before and after")


def test_a_neighbour_finds_a_report_on_the_map_by_keys(arrive: Arrive) -> None:
    neighbour = arrive(PHONE)
    neighbour.open(f"{LIST}?dang=ban-do&xem=tat-ca")
    page = neighbour.page
    page.locator(".leaflet-container .mc-map__border").first.wait_for()
    named = page.locator(".leaflet-popup a:focus")
    for _ in range(50):  # a group comes apart as one comes nearer
        page.locator(".mc-map__mark").first.press("Enter")
        page.wait_for_timeout(300)
        if named.count():
            break
    neighbour.check()
    with neighbour.comes():
        page.keyboard.press("Enter")
    assert re.fullmatch(r"/phan-anh/PA-\d\d-\w{6}/", neighbour.path)


def test_a_name_in_a_file_of_borders_is_nothing_but_text(arrive: Arrive) -> None:
    def rename(route: Route) -> None:
        areas = route.fetch().json()
        for area in areas["features"]:
            area["properties"]["name"] = WICKED
        route.fulfill(json=areas)

    neighbour = arrive(PHONE)
    neighbour.page.route("**/dia-gioi.json", rename)
    neighbour.open(f"{LIST}?dang=ban-do")
    name = neighbour.page.locator(".mc-map__name").first
    name.wait_for()
    assert name.text_content() == WICKED


def test_before_and_after_are_compared_by_keys(arrive: Arrive) -> None:
    reader = arrive(PHONE)
    with_both_pictures(reader)
    slide = reader.page.get_by_label("Kéo để so trước và sau")
    slide.focus()
    reader.page.keyboard.press("End")
    part = f"document.querySelector('{BOTH_PICTURES}').style.getPropertyValue('--chia')"
    assert reader.page.evaluate(part) == "100%"
    reader.check()


def test_a_neighbour_signs_in_to_say_i_met_it_too(arrive: Arrive) -> None:
    neighbour = arrive(PHONE)
    first_report(neighbour, "xem=dang-xu-ly")
    report = neighbour.path
    neighbour.press("Tôi cũng gặp")
    citizen.sign_in(neighbour, citizen.new_phone())
    assert neighbour.path == report
    neighbour.press("Tôi cũng gặp")
    neighbour.sees("Đã ghi nhận ông/bà cũng gặp", "người cùng gặp")
    neighbour.open("/phan-anh/cua-toi/")
    neighbour.sees("Đang theo dõi")


def test_without_scripts_there_is_the_list_and_both_pictures(arrive: Arrive) -> None:
    reader = arrive(PHONE, scripts=False)
    reader.open(LIST)
    reader.page.locator("summary").first.click()
    reader.page.get_by_label("Tình trạng").select_option("tat-ca")
    reader.press("Xem")
    assert reader.page.locator(".mc-report-cards > li").count() > 5
    with_both_pictures(reader)
    assert reader.page.locator(f"{BOTH_PICTURES} img").count() == 2
    reader.press("Đề nghị gỡ ảnh, nội dung")
    reader.press("Gửi đề nghị", status=422)
    reader.sees("Cho biết nội dung nào cần gỡ và vì sao")
    reader.fill({"Cần gỡ nội dung": "Ảnh thấy rõ mặt con tôi"})
    reader.press("Gửi đề nghị")
    reader.sees("Đã nhận đề nghị")
