"""From the camera to the pair of pictures that everybody sees; sending offline, by keys, without
scripts."""

import io
from collections.abc import Generator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from tests.e2e import citizen, desk, staff
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import PHONE, Visitor
from tools import chromium
from tools.demo import Demo

pytestmark = pytest.mark.e2e

START = "/phan-anh/moi/"
TEXT = "Cống nghẹt, nước tràn ra đường mỗi khi mưa"
FAR_FIELD = {
    "latitude": 11.1203,
    "longitude": 108.0802,
    "accuracy": 12,
}  # nothing is reported there
MENDED = "Đã nạo vét 12 m cống, nước thoát hết"
SLOW = 60_000  # ms; a busy machine checks a picture in its own time
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
WIDTH, HEIGHT = 640, 480


def film(path: Path) -> Path:
    """What the camera sees: a grey road with a dark hole, as raw video."""
    road, hole = bytes([150]), bytes([40])
    rows = [
        road * WIDTH if not 160 <= y < 320 else road * 240 + hole * 160 + road * 240
        for y in range(HEIGHT)
    ]
    frame = b"FRAME\n" + b"".join(rows) + bytes([128]) * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + frame * 5)
    return path


@pytest.fixture(scope="module")
def camera(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Generator[Browser]:
    """A browser on a phone that looks at a road."""
    seen = film(tmp_path_factory.mktemp("camera") / "road.y4m")
    flags = (*CAMERA, f"--use-file-for-fake-video-capture={seen}")
    opened = chromium.launch(browser.browser_type, *flags)
    yield opened
    opened.close()


@pytest.fixture
def phone(camera: Browser, demo: Demo) -> Generator[Visitor]:
    visitor = Visitor.arrive(camera, demo.url, PHONE)
    visitor.context.set_default_timeout(SLOW)
    visitor.context.grant_permissions(["camera", "geolocation"])
    visitor.context.set_geolocation(FAR_FIELD)  # type: ignore[arg-type]
    yield visitor
    visitor.close()


def shoot(visitor: Visitor) -> None:
    """One picture by the page's own camera."""
    visitor.control("Mở máy ảnh").click()
    visitor.page.wait_for_function("() => document.querySelector('video').videoWidth > 0")
    visitor.control("Chụp").click()
    visitor.sees("Đã chụp 1 ảnh", "Đã gửi xong")
    visitor.control("Đóng máy ảnh").click()
    visitor.check()


def choose_kind(visitor: Visitor) -> None:
    assert visitor.heading == "Việc gì vậy?"
    with visitor.comes():
        visitor.page.locator(".mc-kind", has_text="Ngập nước, cống tắc").click()


def pin_by_gps(visitor: Visitor) -> None:
    visitor.control("Lấy vị trí của máy này").click()
    visitor.sees("Đã lấy vị trí, sai số chừng 12 m")
    visitor.page.locator(".mc-mark--pin").wait_for()
    visitor.check()


def sent_code(visitor: Visitor) -> str:
    """The code of the report, as the receipt shows it."""
    visitor.sees("Đã gửi phản ánh", "Đường dẫn riêng của ông/bà")
    return visitor.page.locator("h1 .mc-code").inner_text()


def send(phone: Visitor, number: str) -> str:
    """Photographed, described, placed and sent, as somebody with a phone does; the code."""
    phone.open(START)
    phone.press("Bắt đầu với ảnh")
    shoot(phone)
    with phone.comes():
        phone.page.reload()
    phone.sees("Đã gửi xong")
    phone.press("Tiếp tục")
    choose_kind(phone)
    phone.press("Tiếp tục", status=422)
    phone.fill({"Ông/bà thấy gì?": TEXT})
    phone.press("Tiếp tục")
    pin_by_gps(phone)
    phone.press("Tiếp tục")
    assert phone.heading == "Trả lời cho ông/bà qua số nào?"
    phone.fill({"Số điện thoại": number, "Họ và tên": "Trần Thị Mười"})
    phone.press("Nhận mã, rồi tiếp tục")
    phone.fill({"Mã xác nhận": citizen.code_sent_to(phone, number)})
    phone.press("Tiếp tục")
    phone.sees(TEXT, "định vị của máy", "đã xác nhận")
    assert phone.page.locator(".mc-shots img").count() == 1
    phone.press("Gửi phản ánh")
    return sent_code(phone)


def mend(mender: Visitor, code: str) -> None:
    """Checked on the spot, mended, photographed, answered."""
    desk.acts(mender, code, "Nhận việc", {})
    desk.acts(mender, code, "Đúng sự thật", {"Ghi chú": "Cống nghẹt 12 m"})
    mender.page.locator("#anh-after").set_input_files(citizen.photo("SAU"))
    after = mender.page.locator("[data-pictures] h3", has_text="Sau")
    expect(after).to_be_visible(timeout=SLOW)
    desk.acts(mender, code, "Trả lời kết quả", {"Trả lời người dân": MENDED})


def publish(moderator: Visitor, code: str) -> None:
    """What lies in the middle of the first picture is covered; the second is shown whole."""
    covers = desk.chooses(moderator, code)
    desk.draws(covers[0])
    assert desk.side(covers[0], "left") in range(290, 311)
    assert desk.side(covers[0], "width") in range(280, 321)
    for cover in covers:
        cover.get_by_role("checkbox").check()
    moderator.press("Xem trước")
    expect(moderator.page.locator("#xem-truoc img")).to_have_count(2)
    expect(moderator.page.locator("#xem-truoc rect")).to_have_count(1)
    moderator.press("Công khai")
    moderator.sees(f"Đã công khai phản ánh {code}")


def spot(visitor: Visitor, picture: Locator, across: float, down: float) -> int:
    """How bright the picture that was fetched is there; it tells nothing of the camera."""
    answer = visitor.context.request.get(f"{visitor.url}{picture.get_attribute('src')}")
    image = Image.open(io.BytesIO(answer.body()))
    assert not image.getexif()
    at = (round(image.width * across), round(image.height * down))
    return int(image.convert("L").getpixel(at))  # type: ignore[arg-type]


def test_from_the_camera_to_the_pair_that_everybody_sees(phone: Visitor, arrive: Arrive) -> None:
    number = citizen.new_phone()
    code = send(phone, number)
    assert code in citizen.messages_to(phone, number)[0]
    phone.press("Theo dõi phản ánh")
    phone.sees(code, TEXT)
    stranger = arrive(PHONE)
    stranger.open(f"/phan-anh/{code}/", status=404)

    mend(staff.sign_in(arrive(PHONE), "kiet"), code)
    stranger.open(f"/phan-anh/{code}/", status=404)
    publish(staff.sign_in(arrive(PHONE), "hoa"), code)

    stranger.open("/phan-anh/?xem=da-xong")
    with stranger.comes():
        stranger.page.locator(f".mc-report-cards a[href$='/{code}/']").click()
    stranger.sees(TEXT, MENDED)
    stranger.does_not_see("Mười")
    before, after = stranger.page.locator("[data-compare] img").all()
    assert spot(stranger, before, 0.42, 0.4) in range(120, 137), "the hole is not covered"
    assert spot(stranger, before, 0.61, 0.6) < 80, "the hole beside the cover is gone"
    assert spot(stranger, after, 0.5, 0.6) > 200
    with phone.comes():
        phone.page.reload()
    phone.sees(MENDED)
    assert code in citizen.messages_to(phone, number)[0]


def test_a_lost_network_loses_nothing(phone: Visitor) -> None:
    phone.open(START)
    phone.press("Bắt đầu với ảnh")
    phone.context.set_offline(True)
    phone.field("Chọn ảnh hoặc video").set_input_files(citizen.photo("DUONG NGAP"))
    phone.sees("Mất mạng. Cứ để trang này mở")
    phone.control("Tiếp tục").click()
    phone.sees("có mạng sẽ tự gửi tiếp; những gì đã gõ vẫn còn")
    with phone.comes():
        phone.context.set_offline(False)
    phone.sees("Ảnh, video đã gửi xong")
    choose_kind(phone)
    phone.context.set_offline(True)
    phone.fill({"Ông/bà thấy gì?": TEXT})
    with phone.comes():
        phone.control("Tiếp tục").click()
        phone.sees("Mất mạng")
        phone.context.set_offline(False)
    phone.page.go_back()
    assert phone.field("Ông/bà thấy gì?").input_value() == TEXT


def test_words_survive_a_browser_that_dies(phone: Visitor) -> None:
    phone.open(START)
    phone.press("Không có ảnh, viết luôn")
    choose_kind(phone)
    phone.context.set_offline(True)
    phone.fill({"Ông/bà thấy gì?": TEXT})
    address = phone.page.url
    phone.page.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()
    phone.page.goto(address)
    phone.sees("Đã lấy lại những gì ông/bà gõ dở")
    assert phone.field("Ông/bà thấy gì?").input_value() == TEXT


def enter(control: Locator) -> None:
    control.press("Enter")


def test_keys_alone_are_enough(phone: Visitor) -> None:
    phone.open(START)
    with phone.comes():
        enter(phone.control("Bắt đầu với ảnh"))
    enter(phone.control("Mở máy ảnh"))
    phone.page.wait_for_function("() => document.querySelector('video').videoWidth > 0")
    enter(phone.control("Chụp"))
    phone.sees("Đã gửi xong")
    enter(phone.control("Đóng máy ảnh"))
    with phone.comes():
        enter(phone.control("Tiếp tục"))
    phone.page.keyboard.press("Tab")
    phone.field("Gõ vài chữ").press_sequentially("ngap nuoc")
    assert phone.page.locator(".mc-kind:visible").count() == 1
    with phone.comes():
        enter(phone.page.locator(".mc-kind:visible"))
    phone.field("Ông/bà thấy gì?").press_sequentially("Cống tắc")
    with phone.comes():
        enter(phone.control("Tiếp tục"))
    enter(phone.control("Đặt ghim giữa bản đồ"))
    phone.sees("Đã đặt ghim")
    enter(phone.control("Bỏ vị trí"))
    phone.field("Địa chỉ").press_sequentially("Cuối thôn 4")
    with phone.comes():
        phone.page.keyboard.press("Enter")
    with phone.comes():
        enter(phone.control("Gửi không để lại số"))
    with phone.comes():
        enter(phone.control("Gửi phản ánh"))
    assert sent_code(phone).startswith("PA-")


def test_without_scripts_at_all(arrive: Arrive) -> None:
    visitor = arrive(PHONE, scripts=False)
    visitor.open(START)
    visitor.press("Bắt đầu với ảnh")
    visitor.field("Chọn ảnh hoặc video").set_input_files(citizen.photo("CONG NGHET"))
    visitor.press("Tiếp tục")
    choose_kind(visitor)
    visitor.fill({"Ông/bà thấy gì?": TEXT})
    visitor.press("Tiếp tục")
    visitor.press("Tiếp tục", status=422)
    visitor.fill({"Địa chỉ": "Đầu ngõ 12, thôn 3"})
    visitor.press("Tiếp tục")
    visitor.press("Gửi không để lại số")
    visitor.sees("Đầu ngõ 12, thôn 3")
    visitor.press("Gửi phản ánh")
    assert sent_code(visitor).startswith("PA-")
