"""A keyboard-type card reader types wherever the focus is; nothing else may suffer from it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.staff import CARD, CARD_NAME, sign_in
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e


@pytest.fixture
def officer(arrive: Arrive) -> Visitor:
    officer = sign_in(arrive(), "hoa")
    officer.open("/cb/tiep-nhan/")
    return officer


def scan(officer: Visitor, text: str = CARD) -> None:
    officer.page.keyboard.type(text)
    officer.page.keyboard.press("Enter")


def shows_the_person(officer: Visitor) -> None:
    expect(officer.field("Họ và tên")).to_have_value(CARD_NAME)
    expect(officer.field("Số căn cước")).to_have_value("056157004318")
    expect(officer.field("Chuỗi thẻ")).to_have_value("")
    officer.check()


def test_a_scan_into_the_card_box_fills_the_person_and_goes_on_to_the_phone(
    officer: Visitor,
) -> None:
    scan(officer)
    shows_the_person(officer)
    expect(officer.field("Điện thoại")).to_be_focused()


def test_a_scan_while_nothing_has_the_focus_presses_no_shortcut(officer: Visitor) -> None:
    officer.page.keyboard.press("Escape")
    officer.page.evaluate("() => document.activeElement.blur()")
    scan(officer)
    shows_the_person(officer)
    assert officer.path == "/cb/tiep-nhan/"


def test_a_scan_into_another_field_leaves_that_field_as_it_was(officer: Visitor) -> None:
    summary = officer.field("Trích yếu")
    summary.fill("Xin cấp 2 bản")
    summary.press("End")
    scan(officer)
    shows_the_person(officer)
    expect(summary).to_have_value("Xin cấp 2 bản")


def test_a_scan_over_selected_text_gives_the_text_back(officer: Visitor) -> None:
    address = officer.field("Nơi thường trú")
    address.fill("Thôn 9")
    address.select_text()
    officer.page.keyboard.type(CARD[:13])
    expect(address).to_have_value("Thôn 9")
    expect(officer.field("Chuỗi thẻ")).to_be_focused()


def test_digits_typed_by_hand_stay_where_they_are_typed(officer: Visitor) -> None:
    number = officer.field("Số căn cước")
    number.click()
    officer.page.keyboard.type("056157004318")
    expect(number).to_have_value("056157004318")
    expect(number).to_be_focused()


def test_the_scan_button_of_the_bar_moves_to_the_box_and_loses_nothing(officer: Visitor) -> None:
    officer.field("Họ và tên").fill(CARD_NAME)
    officer.page.keyboard.press("Tab")
    officer.page.evaluate("() => document.activeElement.blur()")
    officer.page.keyboard.press("q")
    expect(officer.field("Chuỗi thẻ")).to_be_focused()
    expect(officer.field("Họ và tên")).to_have_value(CARD_NAME)
    assert officer.path == "/cb/tiep-nhan/"


def test_a_key_that_leaves_a_half_done_intake_asks_first(officer: Visitor) -> None:
    asked: list[str] = []
    officer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    officer.field("Họ và tên").click()
    officer.page.keyboard.type(CARD_NAME)
    officer.page.evaluate("() => document.activeElement.blur()")
    officer.page.keyboard.press("n")
    expect(officer.field("Họ và tên")).to_have_value(CARD_NAME)
    officer.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
