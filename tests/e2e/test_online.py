"""From a code on the board to the result in the hand: online, then through the offices."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.e2e import citizen, staff
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.e2e

BLURRED = "Ảnh mờ, không đọc được chữ"
TEXTS = ("Ma xac nhan", "tiep nhan, hen tra", "can bo sung", "co ket qua")
NOTICES = ("Đã nhận hồ sơ", "Hẹn trả", "Cần bổ sung", "Đã có kết quả", "Đã trả kết quả")


@pytest.mark.parametrize(
    ("size", "scripts"),
    [(PHONE, True), (DESKTOP, True), (PHONE, False)],
    ids=["phone", "desktop", "without-scripts"],
)
def test_a_birth_goes_from_the_board_to_the_certificate(
    arrive: Arrive, size: tuple[int, int], scripts: bool
) -> None:
    arrive = partial(arrive, size, scripts=scripts)
    phone = citizen.new_phone()
    mother, hoa, bao = arrive(), arrive(), arrive()
    code = files_online(mother, phone)
    code = staff.receives(staff.sign_in(hoa, "hoa"), code)
    examines(arrive(), staff.sign_in(bao, "bao"), code)
    supplements(mother, code)
    staff.find(bao, code)
    staff.act(bao, "Đạt, trình lãnh đạo ký")
    staff.signs(arrive(), code)
    staff.seals(arrive(), code)
    staff.hands_over(hoa, code, to="Nguyễn Thị Hạnh")

    mother.open(f"/ho-so/{code}/")
    mother.sees("Đã trả kết quả", "128/2026")
    hears_of_it(mother, phone, code)


def files_online(mother: Visitor, phone: str) -> str:
    """From the scanned code to the receipt; its code is returned."""
    mother.open("/q/ht01")
    assert mother.heading == "Đăng ký khai sinh"
    mother.press("Nộp hồ sơ trực tuyến")
    citizen.sign_in(mother, phone)
    citizen.fills_in_a_birth(mother)
    mother.control("Gửi hồ sơ").dblclick()
    expect(mother.page).to_have_url(re.compile("/xong/$"))  # the second press cut the first short
    mother.check()
    code = mother.heading.removeprefix("Mã hồ sơ ")
    mother.press("Theo dõi hồ sơ")
    mother.sees(code, "Đã gửi, chờ tiếp nhận")
    return code


def hears_of_it(mother: Visitor, phone: str, code: str) -> None:
    """On the phone what cannot wait; in the inbox everything, which leads to the dossier."""
    got = reversed(citizen.messages_to(mother, phone))
    for words, message in zip(TEXTS, got, strict=True):
        assert words in message
        assert "Đã gửi" in message or "Đã đến máy" in message  # by the worker
    mother.open("/thong-bao/")
    mother.sees(*NOTICES)
    mother.press("Đã có kết quả, mời ông/bà đến nhận")
    assert mother.path == f"/ho-so/{code}/"


def examines(thu: Visitor, bao: Visitor, code: str) -> None:
    """The head gives it to a specialist, who asks for a better photo."""
    staff.find(staff.sign_in(thu, "thu"), code)
    staff.act(thu, "Giao cho", {"Người nhận việc": "Phạm Quốc Bảo"})
    staff.find(bao, code)
    bao.press("Yêu cầu bổ sung")
    bao.fill(
        {
            "Giấy chứng sinh": "x",
            "Cần bổ sung vì Giấy chứng sinh": BLURRED,
            "Lời nhắn chung": "Đề nghị ông/bà chụp lại giấy chứng sinh.",
        }
    )
    bao.press("Xem trước")
    bao.sees("Người nộp sẽ thấy", BLURRED)
    bao.press("Gửi một lần")


def supplements(mother: Visitor, code: str) -> None:
    """From the tracking page: exactly what was asked for."""
    mother.open(f"/ho-so/{code}/")
    mother.sees("Chờ ông/bà bổ sung", BLURRED)
    mother.press("Chụp lại và gửi")
    mother.press("Chụp hoặc chọn tệp Giấy chứng sinh")
    citizen.send_file(mother, citizen.photo("GIAY CHUNG SINH, ANH RO"))
    mother.press("Xong giấy này")
    mother.press("Gửi bổ sung")
    mother.sees("Đã gửi bổ sung", "Đang giải quyết")
