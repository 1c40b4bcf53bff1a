"""From a call at the counter to the pair of pictures everybody sees: entered, mended, covered by
hand, published."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e import staff
from tests.e2e.citizen import photo
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.e2e

WORDS = "Ổ gà sâu giữa ngã ba Cây Đa, xe máy dễ ngã"


def enters(officer: Visitor) -> str:
    """What somebody tells on the phone, with a picture they sent; its code."""
    officer.open("/cb/phan-anh/nhap/?loai=duong-sa")
    officer.fill(
        {"Nội dung": WORDS, "Nơi có việc": "Ngã ba Cây Đa, thôn 3", "Điện thoại người báo": "0912000777"}
    )
    officer.field("Ảnh, video").set_input_files(photo("TRUOC"))
    with officer.comes():
        officer.page.locator("[data-main]").click()
    if officer.page.get_by_label("Việc khác").count():
        officer.page.get_by_label("Việc khác").check()
        with officer.comes():
            officer.page.locator("[data-main]").click()
    told = officer.page.get_by_text("Đọc mã cho người báo").inner_text()
    return re.search(r"PA-\S+", told)[0]  # type: ignore[index]


def acts(officer: Visitor, code: str, action: str, answers: dict[str, str]) -> None:
    officer.open(f"/cb/phan-anh/{code}/")
    staff.act(officer, action, answers)
    officer.sees(f"Xong: {action}")


def pictures(officer: Visitor, code: str, number: int) -> None:
    """Waits until so many of the report are checked."""
    for _ in range(60):
        officer.page.goto(f"{officer.url}/cb/phan-anh/{code}/")
        if officer.page.locator(".desk-pictures img").count() == number:
            return
        officer.page.wait_for_timeout(1000)
    raise AssertionError(f"{code} has not {number} checked pictures")


def draws(card: Locator) -> None:
    """A rectangle over the middle of the picture, by the mouse or a finger."""
    card.scroll_into_view_if_needed()
    frame = card.locator("svg").bounding_box()
    assert frame is not None
    mouse = card.page.mouse
    mouse.move(frame["x"] + frame["width"] * 0.3, frame["y"] + frame["height"] * 0.3)
    mouse.down()
    mouse.move(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.5, steps=4)
    mouse.up()


def side(card: Locator, name: str) -> int:
    return int(card.locator(f"[data-box] [name$=_{name}]").last.input_value())


def test_a_call_becomes_a_pair_of_pictures_that_everybody_sees(arrive: Arrive) -> None:
    counter, mender = staff.sign_in(arrive(PHONE), "hoa"), staff.sign_in(arrive(PHONE), "kiet")
    code = enters(counter)
    pictures(counter, code, 1)

    acts(mender, code, "Nhận việc", {})
    acts(mender, code, "Đúng sự thật", {"Ghi chú": "Sâu 20 cm"})
    mender.page.locator("#anh-after").set_input_files(photo("SAU"))
    expect(mender.page.locator("[data-pictures] h3", has_text="Sau")).to_be_visible(timeout=60_000)
    acts(mender, code, "Trả lời kết quả", {"Trả lời người dân": "Đã vá bằng bê tông nhựa"})

    stranger = arrive(PHONE)
    stranger.open(f"/phan-anh/{code}/", status=404)
    covers(counter, code)
    stranger.open(f"/phan-anh/{code}/")
    stranger.sees(WORDS, "Đã vá bằng bê tông nhựa")
    assert stranger.page.locator("img[src*='/phan-anh/anh/']").count() >= 2
    stranger.does_not_see("0912")


def covers(counter: Visitor, code: str) -> None:
    """By finger, by keyboard; looked at as everybody sees it; let out."""
    counter.open("/cb/phan-anh/kiem-duyet/")
    with counter.comes():
        counter.page.locator("[data-row]", has_text=code).get_by_role("link").click()
    first, second = counter.page.locator("[data-cover]").all()
    draws(first)
    assert side(first, "left") in range(290, 311)
    assert side(first, "width") in range(280, 321)
    second.get_by_role("button", name="Thêm vùng che").click()
    left, width = side(second, "left"), side(second, "width")
    counter.page.keyboard.press("ArrowRight")
    counter.page.keyboard.press("Shift+ArrowRight")
    assert (side(second, "left"), side(second, "width")) == (left + 10, width + 10)
    counter.page.keyboard.press("Delete")
    expect(second.locator("rect")).to_have_count(0)
    for card in (first, second):
        card.get_by_role("checkbox").check()
    counter.press("Xem trước")
    expect(counter.page.locator("#xem-truoc img")).to_have_count(2)
    expect(counter.page.locator("#xem-truoc rect")).to_have_count(1)
    counter.press("Công khai")
    counter.sees(f"Đã công khai phản ánh {code}")


def test_covering_works_without_scripts_by_numbers(arrive: Arrive) -> None:
    counter = staff.sign_in(arrive(DESKTOP, scripts=False), "hoa")
    code = enters(counter)
    pictures(counter, code, 1)
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
