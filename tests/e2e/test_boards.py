"""A board on the wall leads everybody who scans it to the right page."""

import pytest

from tests.e2e.boards import page_of, prints_a_board, texts_on
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import PHONE

pytestmark = pytest.mark.e2e


def test_a_board_is_made_checked_and_scanned(arrive: Arrive) -> None:
    pdf = prints_a_board(arrive(), {"Khổ giấy": "Bảng A3", "Nội dung": "Mọi thủ tục có mã"})
    codes = texts_on(page_of(pdf, dpi=150))
    assert len(codes) == 30
    person = arrive(PHONE)
    (birth,) = (code for code in codes if "/HT01/" in code)
    assert birth.lower().startswith(f"{person.url}/q/ht01/")
    person.open(birth[len(person.url) :])
    assert person.heading == "Đăng ký khai sinh"
