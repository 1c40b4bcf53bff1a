"""From a call at the counter to what everybody sees: entered, taken, answered, covered by hand and
published; by keys alone, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.e2e import desk, staff
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.e2e

WORDS = "Ổ gà sâu giữa ngã ba Cây Đa, xe máy dễ ngã"
MAIN = "Control+Enter"


def strike(officer: Visitor, key: str) -> None:
    with officer.comes():
        officer.page.keyboard.press(key)


def by_keys(mender: Visitor, code: str, key: str, typed: dict[str, str], ticked: str = "") -> None:
    """The letter of an act on the report's page, what it asks for, and done."""
    mender.open(f"/cb/phan-anh/{code}/")
    strike(mender, key)
    for label, words in typed.items():
        mender.field(label).press_sequentially(words)
    if ticked:
        mender.field(ticked).press("Space")
    strike(mender, MAIN)
    mender.sees("Xong: ")


def test_the_office_works_by_keys_alone(arrive: Arrive) -> None:
    counter, mender = staff.sign_in(arrive(DESKTOP), "hoa"), staff.sign_in(arrive(DESKTOP), "kiet")
    code = desk.enters(counter, WORDS, "Ngã ba Cây Đa, thôn 3")
    desk.pictures(counter, code, 1)
    by_keys(mender, code, "c", {})
    by_keys(mender, code, "d", {"Ghi chú": "Sâu 20 cm"})
    answer = {"Trả lời người dân": "Đã vá bằng bê tông nhựa"}
    by_keys(mender, code, "t", answer, "Vụ việc không có hiện trường để chụp")
    counter.open(f"/cb/phan-anh/{code}/")
    strike(counter, "m")
    covers_by_keys(counter)
    strike(counter, "v")
    expect(counter.page.locator("#xem-truoc rect")).to_have_attribute("x", "410")
    strike(counter, MAIN)
    counter.sees(f"Đã công khai phản ánh {code}")
    stranger = arrive(PHONE)
    stranger.open(f"/phan-anh/{code}/")
    stranger.sees(WORDS, "Đã vá bằng bê tông nhựa")


def covers_by_keys(counter: Visitor) -> None:
    """One rectangle moved and sized, another made and taken away."""
    card, keyboard = counter.page.locator("[data-cover]"), counter.page.keyboard
    add = card.get_by_role("button", name="Thêm vùng che")
    add.press("Enter")
    left, width = desk.side(card, "left"), desk.side(card, "width")
    keyboard.press("ArrowRight")
    keyboard.press("Shift+ArrowRight")
    assert (desk.side(card, "left"), desk.side(card, "width")) == (left + 10, width + 10)
    add.press("Enter")
    expect(card.locator("rect")).to_have_count(2)
    keyboard.press("Delete")
    expect(card.locator("rect")).to_have_count(1)
    card.get_by_role("checkbox").press("Space")


def test_covering_works_without_scripts_by_numbers(arrive: Arrive) -> None:
    counter = staff.sign_in(arrive(DESKTOP, scripts=False), "hoa")
    code = desk.enters(counter, WORDS, "Đầu cầu Ông Bảy, thôn 1")
    desk.pictures(counter, code, 1)
    counter.open(f"/cb/phan-anh/{code}/kiem-duyet/")
    card = counter.page.locator("[data-cover]")
    card.locator("summary").click()
    for name, number in (("left", 100), ("top", 200), ("width", 300), ("height", 150)):
        card.locator(f"[name$=_{name}]").first.fill(str(number))
    card.get_by_role("checkbox").check()
    counter.press("Xem trước")
    expect(counter.page.locator("#xem-truoc rect")).to_have_attribute("x", "100")
    counter.press("Công khai")
    counter.sees(f"Đã công khai phản ánh {code}")
    stranger = arrive(PHONE, scripts=False)
    stranger.open(f"/phan-anh/{code}/")
    stranger.sees(WORDS)
    stranger.does_not_see("0905")
