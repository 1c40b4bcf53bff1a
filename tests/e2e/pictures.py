"""Draws the pictures of the README anew: `make pictures`. Not a test, though it runs like one."""

import io
from collections.abc import Generator

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e import citizen, staff
from tests.e2e.boards import page_of, prints_a_board
from tests.e2e.conftest import Arrive
from tests.e2e.test_public_reports import BOTH_PICTURES, with_both_pictures
from tests.e2e.visitor import DESKTOP, PHONE, Visitor
from tools.demo import Demo, served
from tools.steps import ROOT

pytestmark = pytest.mark.e2e

FOLDER = ROOT / "docs" / "pictures"
GAP, PAPER = 24, "#d8cfc0"
COLOURS, ALL_COLOURS = 128, 256  # all: where there are photos
MANY = 320  # dossiers, so that queues look like those of a working day


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Demo]:
    with served(tmp_path_factory.mktemp("portal"), dossiers=MANY) as portal:
        yield portal


def seen_by(visitor: Visitor) -> Image.Image:
    visitor.page.evaluate("() => document.fonts.ready")
    return Image.open(io.BytesIO(visitor.page.screenshot()))


def seen_at(visitor: Visitor, place: str) -> Image.Image:
    """With `place` near the top."""
    visitor.page.locator(place).first.evaluate("e => scrollTo(0, e.offsetTop - 120)")
    visitor.page.wait_for_timeout(500)
    return seen_by(visitor)


def keep(picture: Image.Image, name: str, colours: int = COLOURS) -> None:
    FOLDER.mkdir(exist_ok=True)
    picture.convert("RGB").quantize(colours).save(FOLDER / f"{name}.png", optimize=True)


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    whole = Image.new("RGB", (width, pictures[0].height), PAPER)
    left = 0
    for picture in pictures:
        whole.paste(picture, (left, 0))
        left += picture.width + GAP
    return whole


def test_citizen_phone(arrive: Arrive) -> None:
    mother = arrive(PHONE)
    screens = []
    for path in ("/", f"/thu-tuc/{citizen.BIRTH}/"):
        mother.open(path)
        screens.append(seen_by(mother))
    mother.press("Nộp hồ sơ trực tuyến")
    citizen.sign_in(mother, citizen.new_phone())
    mother.press("Bắt đầu")
    citizen.answer(mother, citizen.APPLICANT)
    citizen.answer(mother, citizen.BIRTH_FORM[0])
    heading, answers = citizen.BIRTH_FORM[1]
    mother.fill({label: answers[label] for label in list(answers)[:2]})
    screens.append(seen_by(mother))
    citizen.answer(mother, citizen.BIRTH_FORM[1])
    for page in citizen.BIRTH_FORM[2:]:
        citizen.answer(mother, page)
    citizen.send_papers(mother)
    citizen.answer(mother, citizen.DELIVERY)
    mother.press("Gửi hồ sơ")
    code = mother.heading.removeprefix("Mã hồ sơ ")
    code = staff.receives(staff.sign_in(arrive(), "hoa"), code)
    mother.open(f"/ho-so/{code}/")
    screens.append(seen_by(mother))
    keep(side_by_side(screens), "citizen-phone")


def test_morning(arrive: Arrive) -> None:
    leader = staff.sign_in(arrive(DESKTOP), "dung")
    leader.open("/ld/")
    keep(seen_by(leader), "morning")


def test_start_page(arrive: Arrive) -> None:
    person = arrive(DESKTOP)
    person.open("/")
    keep(seen_by(person), "start-page")


def test_staff_queue(arrive: Arrive) -> None:
    bao = staff.sign_in(arrive(DESKTOP), "bao")
    bao.page.locator("[data-open]").first.click()
    expect(bao.page.locator("#khung h2")).to_be_visible()
    keep(seen_by(bao), "staff-queue")


def test_counter(arrive: Arrive) -> None:
    hoa = staff.sign_in(arrive(DESKTOP), "hoa")
    hoa.open("/cb/tiep-nhan/")
    hoa.page.keyboard.type(staff.CARD)
    hoa.page.keyboard.press("Enter")
    expect(hoa.field("Họ và tên")).to_have_value(staff.CARD_NAME)
    hoa.fill({"Điện thoại": "0905 123 318", "Gõ tên hoặc mã": "đăng ký khai tử"})
    hoa.field("Gõ tên hoặc mã").press("Enter")
    hoa.fill({"Đã nhận: Tờ khai": "x", "Đã nhận: Giấy báo tử": "x"})
    hoa.page.locator("h1").scroll_into_view_if_needed()
    keep(seen_by(hoa), "counter")


def test_clock(arrive: Arrive) -> None:
    """Why a date: of a dossier that was late, whose letter has gone out."""
    leader = staff.sign_in(arrive(DESKTOP), "dung")
    leader.open("/cb/xin-loi/?muc=da-gui")
    leader.open(str(leader.page.locator("[data-open]").first.get_attribute("href")))
    leader.press("Vì sao ngày này?")
    keep(seen_by(leader), "clock")


def test_reports_phone(arrive: Arrive) -> None:
    """Begin one, say what it is about, where others are, and one that is done: before and after."""
    neighbour = arrive(PHONE)
    neighbour.open("/phan-anh/moi/")
    screens = [seen_by(neighbour)]
    neighbour.press("Không có ảnh, viết luôn")
    screens.append(seen_by(neighbour))
    neighbour.open("/phan-anh/?dang=ban-do")
    neighbour.page.locator(".mc-mark").first.wait_for()
    screens.append(seen_at(neighbour, ".mc-map"))
    with_both_pictures(neighbour)
    screens.append(seen_at(neighbour, BOTH_PICTURES))
    keep(side_by_side(screens), "reports-phone", ALL_COLOURS)


def test_reports_desk(arrive: Arrive) -> None:
    hoa = staff.sign_in(arrive(DESKTOP), "hoa")
    hoa.open("/cb/phan-anh/")
    hoa.page.locator("[data-open]").nth(3).click()
    expect(hoa.page.locator("#khung h2")).to_be_visible()
    keep(seen_by(hoa), "reports-desk", ALL_COLOURS)


def test_board(arrive: Arrive) -> None:
    answers = {"Khổ giấy": "Bảng A3", "Nội dung": "Mọi thủ tục có mã"}
    keep(page_of(prints_a_board(arrive(), answers), dpi=60), "board-a3")
