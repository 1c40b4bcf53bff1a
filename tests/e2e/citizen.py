"""What a citizen does: signs in by phone, answers the birth form, photographs papers."""

import io
import re
import secrets

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

from tests.e2e.visitor import Visitor

BIRTH = "1.001193"
NEXT = "Tiếp tục"

# Each page of the birth form: its heading and the answers, as a mother gives them.
Page = tuple[str, dict[str, str]]
APPLICANT: Page = (
    "Ai nộp hồ sơ?",
    {
        "Họ và tên": "Nguyễn Thị Hạnh",
        "Số căn cước": "056 195 012 345",
        "Ngày sinh": "12/04/1995",
        "Nơi thường trú": "Thôn 3, xã Bình An",
    },
)
BIRTH_FORM: tuple[Page, ...] = (
    ("Ông/bà là gì của trẻ?", {"Quan hệ với trẻ": "Mẹ"}),
    (
        "Trẻ tên gì?",
        {
            "Họ, chữ đệm, tên của trẻ": "Trần Minh Khôi",
            "Giới tính": "Nam",
            "Dân tộc": "Kinh",
            "Quốc tịch": "Việt Nam",
            "Quê quán": "xã Bình An, tỉnh Quảng Trị",
        },
    ),
    (
        "Trẻ sinh khi nào, ở đâu?",
        {
            "Ngày sinh": "05/11/2026",
            "Trẻ sinh ở": "Bệnh viện hoặc trạm y tế",
            "Tên bệnh viện hoặc trạm y tế": "Trạm Y tế xã Bình An",
            "Tỉnh, thành phố": "Quảng Trị",
            "Ông/bà có Giấy chứng sinh không?": "Có bản giấy",
        },
    ),
    ("Mẹ của trẻ là ai?", {"Ngày sinh của ông/bà": "12/04/1995", "Dân tộc của mẹ": "Kinh"}),
    ("Cha của trẻ là ai?", {"Có ghi tên cha trên Giấy khai sinh không?": "Để trống phần cha"}),
    (
        "Cha mẹ của trẻ đã đăng ký kết hôn chưa?",
        {"Tình trạng hôn nhân của cha mẹ": "Chưa đăng ký kết hôn"},
    ),
    (
        "Ông/bà cần mấy bản sao?",
        {"Số bản sao Giấy khai sinh": "2", "Tôi cam đoan những lời khai trên": "x"},
    ),
)


DELIVERY: Page = (
    "Ông/bà nhận kết quả bằng cách nào?",
    {"Cách nhận kết quả": "Nhận tại Một cửa"},
)


def new_phone() -> str:
    """Nobody has filed anything with it."""
    return f"0905{secrets.randbelow(10**6):06}"


def photo(words: str = "GIAY CHUNG SINH", size: tuple[int, int] = (2400, 1800)) -> FilePayload:
    """A JPEG as a phone takes it."""
    picture = Image.new("RGB", size, "#f4f0e6")
    ImageDraw.Draw(picture).text((120, 120), words, fill="#221b16", font_size=90)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return {"name": "IMG_0412.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def sign_in(citizen: Visitor, phone: str) -> None:
    """On the page that asks for the phone: by the code of the message page."""
    assert citizen.heading == "Đăng nhập bằng số điện thoại"
    citizen.fill({"Số điện thoại": phone})
    citizen.press("Nhận mã")
    citizen.fill({"Mã xác nhận": code_sent_to(citizen, phone)})
    citizen.press(NEXT)


def messages_to(citizen: Visitor, phone: str) -> list[str]:
    """Newest first, each with its state, read on the message page in another tab."""
    tab = Visitor(citizen.context, citizen.context.new_page(), citizen.url, citizen.scripts)
    tab.open("/tin-nhan-demo/")
    cards = [card.inner_text() for card in tab.page.get_by_role("listitem").all()]
    tab.page.close()
    return [card for card in cards if phone in card.replace(" ", "")]


def code_sent_to(citizen: Visitor, phone: str) -> str:
    newest = messages_to(citizen, phone)[0]
    found = re.search(r"Ma xac nhan: (\d{6})", newest)
    assert found, newest
    return found[1]


def answer(citizen: Visitor, page: Page) -> None:
    """One page of questions and on to the next."""
    heading, answers = page
    assert citizen.heading == heading
    citizen.fill(answers)
    citizen.press(NEXT)


def fills_in_a_birth(citizen: Visitor) -> None:
    """From the start page to the page where everything is looked through once more."""
    citizen.press("Bắt đầu")
    answer(citizen, APPLICANT)
    for page in BIRTH_FORM:
        answer(citizen, page)
    send_papers(citizen)
    answer(citizen, DELIVERY)
    assert citizen.heading == "Kiểm tra lại rồi gửi"
    citizen.sees("Trần Minh Khôi", "1 tệp")


def send_papers(citizen: Visitor) -> None:
    """The one paper that everybody sends, photographed; of the others, none."""
    assert citizen.heading == "Chụp giấy chứng sinh"
    send_file(citizen, photo())
    citizen.press(NEXT)
    assert citizen.heading == "Ông/bà có giấy tờ nào dưới đây không?"
    citizen.press(NEXT)


def send_file(citizen: Visitor, file: FilePayload) -> None:
    """With scripts a file leaves as soon as it is chosen; without, with the form's own button."""
    chosen = citizen.field("Chụp ảnh")
    chosen.set_input_files(file)
    if citizen.scripts:
        citizen.sees("Đã gửi", file["name"])
        citizen.check()
    else:
        citizen.press("Gửi, rồi chụp thêm trang")
