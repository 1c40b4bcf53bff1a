"""What people meet when something is wrong: a sentence that helps; all they typed is kept."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import FilePayload, expect

from tests.e2e import citizen, staff
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import DESKTOP, PHONE, Visitor
from tools.demo import Demo

pytestmark = pytest.mark.e2e

NO_PICTURE: FilePayload = {
    "name": "anh.jpg",
    "mimeType": "image/jpeg",
    "buffer": b"khong phai anh" * 99,
}
TOO_BIG: FilePayload = {
    "name": "quet.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7" + bytes(10 * 1024 * 1024),
}


@pytest.fixture(params=[True, False], ids=["scripts", "without-scripts"])
def mother(request: pytest.FixtureRequest, arrive: Arrive) -> Visitor:
    """Signed in, a birth form begun."""
    mother = arrive(PHONE, scripts=request.param)
    mother.open(f"/nop/{citizen.BIRTH}/")
    citizen.sign_in(mother, citizen.new_phone())
    mother.press("Bắt đầu")
    return mother


def test_what_is_missing_is_named_and_what_is_there_kept(mother: Visitor) -> None:
    mother.fill({"Họ và tên": "Nguyễn Thị Hạnh", "Số căn cước": "05619501234"})
    mother.press("Tiếp tục", status=422)
    assert mother.page.title().startswith("Lỗi: ")
    mother.sees("Số căn cước gồm 12 chữ số", "Nhập nơi thường trú")
    expect(mother.field("Họ và tên")).to_have_value("Nguyễn Thị Hạnh")
    expect(mother.field("Số căn cước")).to_have_value("05619501234")


def test_a_paper_is_missing_or_no_paper_at_all(mother: Visitor) -> None:
    mother.open(mother.path.replace("ai-nop", "giay-to/1"))
    mother.press("Tiếp tục", status=422)
    mother.sees("Chụp ảnh hoặc chọn tệp của giấy tờ này")
    offer(mother, NO_PICTURE)
    mother.sees("anh.jpg: Chỉ nhận ảnh hoặc PDF")
    offer(mother, TOO_BIG)
    mother.sees("Tệp lớn hơn 10 MB")
    citizen.send_file(mother, citizen.photo())


def offer(mother: Visitor, file: FilePayload) -> None:
    """A file that will be refused."""
    mother.field("Chụp ảnh").set_input_files(file)
    if mother.scripts:
        mother.sees(file["name"])
        mother.check()
    else:
        mother.press("Gửi, rồi chụp thêm trang", status=422)


def test_a_wrong_code_says_how_many_tries_are_left(arrive: Arrive) -> None:
    person, phone = arrive(PHONE), citizen.new_phone()
    person.open("/dang-nhap/")
    person.fill({"Số điện thoại": "12345"})
    person.press("Nhận mã", status=422)
    person.sees("Nhập số điện thoại 10 chữ số")
    person.fill({"Số điện thoại": phone})
    person.press("Nhận mã")
    sent = citizen.code_sent_to(person, phone)
    person.fill({"Mã xác nhận": f"{(int(sent) + 1) % 10**6:06}"})
    person.press("Tiếp tục", status=422)
    person.sees("Mã chưa đúng, còn")
    person.fill({"Mã xác nhận": sent})
    person.press("Tiếp tục")
    assert person.heading == "Hồ sơ của tôi"


def test_unknown_codes_say_where_the_right_one_stands(
    arrive: Arrive, size: tuple[int, int]
) -> None:
    person = arrive(size)
    person.open("/q/ZZ99", status=404)
    person.sees("ZZ99")
    person.open("/thu-tuc/9.999999/", status=404)
    person.open("/tra-cuu/")
    person.fill({"Mã hồ sơ": "H99.12-990101-0001", "4 số cuối": "1234"})
    person.press("Xem hồ sơ", status=422)
    person.sees("Không thấy hồ sơ khớp với mã và 4 chữ số này")
    expect(person.field("Mã hồ sơ")).to_have_value("H99.12-990101-0001")


def test_of_two_officers_the_slower_sees_what_happened_and_keeps_the_words(arrive: Arrive) -> None:
    code = one_just_sent(arrive(PHONE))
    hoa, minh = staff.sign_in(arrive(PHONE), "hoa"), staff.sign_in(arrive(DESKTOP), "minh")
    for officer in (hoa, minh):
        staff.find(officer, code)
    hoa.press("Yêu cầu bổ sung")
    words = {"Giấy chứng sinh": "x", "Cần bổ sung vì Giấy chứng sinh": "Thiếu trang hai"}
    hoa.fill(words)
    staff.act(minh, "Tiếp nhận")
    hoa.press("Xem trước", status=409)
    hoa.sees("Hồ sơ đang ở bước “Đã tiếp nhận”", "Tiếp nhận: Ngô Quang Minh")
    expect(hoa.field("Cần bổ sung vì Giấy chứng sinh")).to_have_value("Thiếu trang hai")


def test_a_procedure_paused_meanwhile_keeps_all_and_sends_when_open_again(
    arrive: Arrive, demo: Demo
) -> None:
    mother = arrive(PHONE)
    mother.open(f"/nop/{citizen.BIRTH}/")
    citizen.sign_in(mother, citizen.new_phone())
    citizen.fills_in_a_birth(mother)
    check_page = mother.path
    with paused(demo):
        mother.press("Gửi hồ sơ", status=409)
        mother.sees("vừa tạm dừng nhận trực tuyến", "Trần Minh Khôi")
        mother.open(f"/nop/{citizen.BIRTH}/")
        mother.sees("Đang nâng cấp")
    mother.open(check_page)
    mother.press("Gửi hồ sơ")
    mother.sees("Đã gửi hồ sơ")


def one_just_sent(mother: Visitor) -> str:
    mother.open(f"/nop/{citizen.BIRTH}/")
    citizen.sign_in(mother, citizen.new_phone())
    citizen.fills_in_a_birth(mother)
    mother.press("Gửi hồ sơ")
    return mother.heading.removeprefix("Mã hồ sơ ")


@contextmanager
def paused(demo: Demo) -> Generator[None]:
    found = f"Procedure.objects.get(code={citizen.BIRTH!r})"
    start = (
        "from procedures.models import Procedure; from procedures.services import pause, resume;"
    )
    demo.python(f"{start} pause({found}, note='Đang nâng cấp')")
    try:
        yield
    finally:
        demo.python(f"{start} resume({found})")


def test_the_counter_is_told_what_it_forgot(arrive: Arrive, size: tuple[int, int]) -> None:
    hoa = staff.sign_in(arrive(size), "hoa")
    hoa.open("/cb/tiep-nhan/")
    hoa.fill({"Chuỗi thẻ": "056157004318||Nguyễn"})
    hoa.field("Chuỗi thẻ").press("Enter")
    hoa.sees("Chưa đọc được thẻ")
    hoa.check()
    hoa.fill({"Họ và tên": "Nguyễn Thị Sáu"})
    hoa.press("Tiếp nhận, in giấy hẹn", status=422)
    expect(hoa.field("Họ và tên")).to_have_value("Nguyễn Thị Sáu")
