"""How people hear: an address they confirm, a bell, and whether a text was genuine."""

import re

import pytest

from tests.e2e import citizen
from tests.e2e.conftest import Arrive

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without-scripts"])
def test_a_citizen_chooses_letters_and_confirms_the_address(
    arrive: Arrive, size: tuple[int, int], scripts: bool
) -> None:
    person, phone = arrive(size, scripts=scripts), citizen.new_phone()
    address = f"{phone}@thu.example"
    person.open("/dang-nhap/?tiep=/thong-bao/")
    citizen.sign_in(person, phone)
    person.sees("Chưa có thông báo nào")
    person.press("Chọn cách nhận tin")
    person.fill({"Gửi tin cho tôi bằng": "Zalo", "Địa chỉ thư điện tử": "khong-phai"})
    person.press("Lưu", status=422)
    person.fill({"Địa chỉ thư điện tử": address})
    person.press("Lưu")
    person.sees(f"đã gửi đến {address}")
    found = re.search(r"\b(\d{6})\b", citizen.messages_to(person, address)[0])
    assert found
    person.fill({"Mã xác nhận": found[1]})
    person.press("Xác nhận")
    assert person.field("Địa chỉ thư điện tử").input_value() == address


def test_a_doubtful_text_is_checked_without_signing_in(
    arrive: Arrive, size: tuple[int, int]
) -> None:
    person = arrive(size)
    person.open("/tro-giup/")
    person.page.get_by_text("Tin nhắn này có thật của xã không?").click()
    person.press("kiểm tra tin nhắn")
    person.fill({"Nội dung tin nhắn": "[Mot cua Binh An] Nhan tien tai https://binhan.top/nhan"})
    person.press("Kiểm tra")
    person.sees("Không phải tin của cơ quan", "binhan.top", "5656")
