"""Somebody comes to the counter: card, paper, receipt and result, without ever touching a mouse."""

import pytest
from playwright.sync_api import expect

from portal.seed.people import DEMO_PASSWORD
from tests.e2e import citizen, staff
from tests.e2e.boards import page_of, texts_on
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e

MOST_STOPS = 80  # of the Tab key; more would be no keyboard for anybody


class Keyboard:
    """All that this officer has."""

    def __init__(self, officer: Visitor) -> None:
        self.officer, self.keys = officer, officer.page.keyboard

    def press(self, key: str) -> None:
        """A key that leads to another page."""
        with self.officer.comes():
            self.keys.press(key)

    def go_to(self, name: str) -> None:
        """Tab until the control of this name has the focus."""
        for _ in range(MOST_STOPS):
            if self.focus().startswith(name):
                return
            self.keys.press("Tab")
        raise AssertionError(f"{MOST_STOPS} tabs and no {name!r}")

    def type(self, name: str, text: str) -> None:
        self.go_to(name)
        self.keys.type(text)

    def focus(self) -> str:
        """The name of what has the focus, as a screen reader would say it."""
        said: str = self.officer.page.evaluate(
            """() => {
              const here = document.activeElement;
              return here.ariaLabel ?? here.labels?.[0]?.innerText ?? here.innerText ?? "";
            }"""
        )
        return said.strip()

    def down_to(self, code: str) -> None:
        """J until the row of this dossier is the current one."""
        for _ in range(MOST_STOPS):
            self.keys.press("j")
            if staff.short(code) in self.officer.page.locator(".is-current").inner_text():
                return
        raise AssertionError(f"no row of {code}")

    def open(self, code: str) -> None:
        """The dossier, from the queue: where there is room the pane shows it first."""
        self.down_to(code)
        pane = self.officer.page.locator("#khung")
        if pane.is_visible():
            expect(pane).to_contain_text(code)
        self.press("o")

    def do(self, key: str) -> None:
        """The act of this letter, and its main button."""
        self.press(key)
        self.press("Control+Enter")


def test_a_death_is_registered_by_keyboard_from_the_card_to_the_result(
    arrive: Arrive, size: tuple[int, int]
) -> None:
    phone = citizen.new_phone()
    hoa = Keyboard(arrive(size))
    signs_in(hoa, "hoa")
    hoa.press("n")
    code = fills_in(hoa, phone)
    opens_its_code(arrive(size), receipt(hoa))
    hoa.go_to("Mở hồ sơ")
    hoa.press("Enter")
    hoa.do("d")

    lan = at_work(arrive(size), "lan")
    lan.open(code)
    lan.do("c")
    lan.officer.open("/cb/")
    lan.open(code)
    lan.do("d")
    dung = at_work(arrive(size), "dung")
    dung.down_to(code)
    dung.keys.press("x")
    dung.do("d")
    nga = at_work(arrive(size), "nga")
    nga.open(code)
    nga.press("d")
    nga.type("Số kết quả", "61/2026")
    nga.press("Control+Enter")

    hoa.keys.press("/")
    hoa.keys.type(code)
    hoa.press("Enter")
    hoa.do("d")
    hoa.officer.sees("Đã trả kết quả")
    looks_up(arrive(size), code, phone)


def signs_in(keyboard: Keyboard, username: str) -> None:
    keyboard.officer.open("/cb/")
    keyboard.type("Tên đăng nhập", username)
    keyboard.type("Mật khẩu", DEMO_PASSWORD)
    keyboard.press("Enter")


def at_work(officer: Visitor, username: str) -> Keyboard:
    return Keyboard(staff.sign_in(officer, username))


def fills_in(hoa: Keyboard, phone: str) -> str:
    """The intake page from the scanned card to the promise; the official code is returned."""
    page = hoa.officer.page
    hoa.keys.type(staff.CARD)
    hoa.keys.press("Enter")
    expect(hoa.officer.field("Họ và tên")).to_have_value(staff.CARD_NAME)
    hoa.type("Điện thoại", phone)
    hoa.type("Gõ tên hoặc mã", "đăng ký khai tử")
    hoa.keys.press("Enter")
    expect(page.locator("#giay-to")).to_contain_text("Giấy báo tử")
    hoa.officer.check()
    for paper in ("Tờ khai", "Giấy báo tử"):
        hoa.go_to(f"Đã nhận: {paper}")
        hoa.keys.press("Space")
        hoa.type(f"Bản chính: {paper}", "1")
    hoa.go_to("Đã nhận: Căn cước")
    hoa.keys.press("Space")
    hoa.press("Control+Enter")
    assert hoa.officer.heading.startswith("Đã tiếp nhận")
    return hoa.officer.path.split("/")[4]


def receipt(hoa: Keyboard) -> bytes:
    """Mẫu 01, printed by Enter: the button has the focus already."""
    with hoa.officer.page.expect_popup() as opened:
        hoa.keys.press("Enter")
    opened.value.wait_for_url("**/in/mau-01/")
    pdf = hoa.officer.context.request.get(opened.value.url).body()
    opened.value.close()
    return pdf


def opens_its_code(person: Visitor, pdf: bytes) -> None:
    """The QR codes on the paper: its tracking page, and the page that checks the paper."""
    check, track = sorted(texts_on(page_of(pdf, dpi=200)))
    assert track.startswith(f"{person.url}/t/")
    person.open(track.removeprefix(person.url))
    person.sees("Đăng ký khai tử", "Nguyễn T• S•")
    person.open(check.removeprefix(person.url))
    person.sees("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")


def looks_up(person: Visitor, code: str, phone: str) -> None:
    """Without signing in: the code and the last digits of the phone."""
    person.open("/tra-cuu/")
    person.fill({"Mã hồ sơ": code.lower(), "4 số cuối": phone[-4:]})
    person.press("Xem hồ sơ")
    person.sees(code, "Đã trả kết quả", "Nguyễn T• S•")
    person.does_not_see(staff.CARD_NAME)


def test_without_scripts_the_counter_receives_with_buttons_alone(arrive: Arrive) -> None:
    hoa = staff.sign_in(arrive(scripts=False), "hoa")
    hoa.press("Tiếp nhận tại quầy", within=hoa.page.get_by_role("banner"))
    hoa.fill({"Chuỗi thẻ": staff.CARD})
    hoa.press("Đọc thẻ")
    expect(hoa.field("Họ và tên")).to_have_value(staff.CARD_NAME)
    hoa.fill({"Điện thoại": citizen.new_phone(), "Gõ tên hoặc mã": "đăng ký khai tử"})
    hoa.press("Chọn thủ tục")
    for paper in ("Tờ khai", "Giấy báo tử", "Căn cước"):
        hoa.fill({f"Đã nhận: {paper}": "x"})
    for paper in ("Tờ khai", "Giấy báo tử"):
        hoa.fill({f"Bản chính: {paper}": "1"})
    hoa.press("Tiếp nhận, in giấy hẹn")
    assert hoa.heading.startswith("Đã tiếp nhận")
    with hoa.page.expect_popup() as opened:
        hoa.control("In giấy hẹn").click()
    opened.value.wait_for_url("**/in/mau-01/")
