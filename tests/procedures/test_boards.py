"""Printed boards: every code on every sheet is read back from the page, or nothing is printed."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings as project
from django.core.files.storage import default_storage

from accounts.models import User
from accounts.permissions import Role
from procedures.boards.drawing import title_lines
from procedures.boards.making import make_boards
from procedures.boards.orders import Content, Order, order_boards
from procedures.boards.reading import differences, page_addresses
from procedures.models import BoardBatch, Field, QrCode
from tests.factories import MONDAY, Commune, make_commune, make_staff
from tests.procedures.board_codes import (
    PREFIX,
    SITE,
    place_code,
    procedure_code,
    shipped_codes,
)

pytestmark = pytest.mark.django_db

Layout, State = BoardBatch.Layout, BoardBatch.State
POINTS_A_MM = 72 / 25.4
COVERED = """<img src="{{ cell.picture }}" alt=""><span style="position: relative; display: block;
margin-top: -28mm; height: 20mm; background: white"></span>"""


@pytest.fixture(autouse=True)
def _site(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = SITE


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def admin(commune: Commune) -> User:
    return make_staff(commune.office, Role.ADMIN, full_name="Lê Hữu Phúc")


def made(order: Order, by: User) -> tuple[BoardBatch, bytes]:
    """Ordered, and drawn as the worker does it."""
    batch = order_boards(order, by=by, at=MONDAY)
    make_boards(batch.number, at=MONDAY)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == (State.READY, "")
    with default_storage.open(batch.file_key) as file:
        return batch, file.read()


def texts(pdf: bytes) -> list[str]:
    """The words of each page, blanks made single."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return pages


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of the pages in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    found = {tuple(round(side / POINTS_A_MM) for side in page.get_size()) for page in document}
    document.close()
    return found  # type: ignore[return-value]


def test_the_five_a3_sheets_carry_all_150_codes_of_fields_and_procedures(admin: User) -> None:
    shipped_codes()
    batch, pdf = made(Order(Layout.A3, Content.EVERYTHING), admin)
    pages = list(page_addresses(pdf))
    assert sizes(pdf) == {(297, 420)}
    assert [len(page) for page in pages] == [30, 30, 30, 30, 30]
    assert set(sum(pages, Counter()).values()) == {1}
    assert set(sum(pages, Counter())) == {
        f"{PREFIX}{code}/{batch.number}" for code in QrCode.objects.values_list("code", flat=True)
    }
    assert set(pages[0]) == {
        f"{PREFIX}{code}/{batch.number}" for code in Field.objects.values_list("code", flat=True)
    }
    words = texts(pdf)
    assert [re.search(r"Tờ ?(\d/\d)", page)[1] for page in words] == [  # type: ignore[index]
        "0/4", "1/4", "2/4", "3/4", "4/4",
    ]  # fmt: skip
    assert "Phòng, chống tệ nạn xã hội" in words[0]
    assert "Giấy tờ, an sinh" in words[2]


def test_a_sheet_says_in_whole_vietnamese_letters_how_to_use_it(admin: User) -> None:
    shipped_codes()
    batch, pdf = made(Order(Layout.A3, Content.FIELDS), admin)
    [page] = texts(pdf)
    for sentence in (
        "UBND xã Bình An · Trung tâm Phục vụ hành chính công",
        "Quét mã để xem và nộp hồ sơ",
        "Mở camera hoặc Zalo, đưa gần mã cần quét",
        "Chạm vào dòng chữ hiện ra trên máy",
        "Không quét được? Gõ mã ở trang motcua.binhan.example",
        "Cần giúp? Gặp cán bộ ở Bàn hướng dẫn hoặc gọi 0252 3123 456",
        f"In ngày 23/11/2026 · đợt {batch}",
        "Tín ngưỡng, tôn giáo",
    ):
        assert sentence in page, sentence
    assert "Wi-Fi" not in page
    assert unicodedata.is_normalized("NFC", page)


def test_wifi_is_named_where_the_office_has_one(admin: User, commune: Commune) -> None:
    commune.root.wifi_name = "MOTCUA-BINHAN"
    commune.root.save()
    procedure_code()
    _, pdf = made(Order(Layout.A4, Content.PROCEDURES), admin)
    assert "Wi-Fi miễn phí: MOTCUA-BINHAN" in texts(pdf)[0]


def test_a4_sheets_carry_twelve_codes_of_one_field(admin: User) -> None:
    shipped_codes()
    field = Field.objects.get(code="HT")
    batch, pdf = made(Order(Layout.A4, Content.ONE_FIELD, field=field), admin)
    assert batch.title == "Lĩnh vực Hộ tịch, 16 mã"
    assert sizes(pdf) == {(210, 297)}
    assert [len(page) for page in page_addresses(pdf)] == [12, 4]


def test_both_faces_of_a_tent_carry_its_one_code(admin: User) -> None:
    code = procedure_code()
    batch, pdf = made(Order(Layout.TENT, Content.PICKED, picked=[code]), admin)
    assert list(page_addresses(pdf)) == [{f"{PREFIX}HT01/{batch.number}": 2}]
    assert texts(pdf)[0].count("Đăng ký khai sinh") == 2
    assert texts(pdf)[0].count("nộp ngay hoặc đến quầy") == 2


def test_a_sticker_is_a_page_of_its_own_size(admin: User, commune: Commune) -> None:
    codes = [procedure_code(), place_code(commune)]
    batch, pdf = made(Order(Layout.STICKER, Content.PICKED, picked=codes), admin)
    assert sizes(pdf) == {(50, 70)}
    assert [list(page) for page in page_addresses(pdf)] == [
        [f"{PREFIX}HT01/{batch.number}"],
        [f"{PREFIX}Q02/{batch.number}"],
    ]
    assert "gõ Q02 ở trang motcua.binhan.example" in texts(pdf)[1]


def test_counters_have_a_sheet_of_their_own(admin: User, commune: Commune) -> None:
    place_code(commune)
    procedure_code()
    _, pdf = made(Order(Layout.A4, Content.PLACES), admin)
    assert [len(page) for page in page_addresses(pdf)] == [1]
    assert "Quầy 2: Hộ tịch, chứng thực" in texts(pdf)[0]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Đăng ký khai sinh", ["Đăng ký khai sinh"]),
        (
            "Khai sinh, thường trú, thẻ BHYT (liên thông)",
            ["Khai sinh, thường trú,", "thẻ BHYT (liên thông)"],
        ),
        ("Hỗ trợ sinh kế, tự học nghề", ["Hỗ trợ sinh kế,", "tự học nghề"]),
        ("Mộttừdàihơnhaimươihaichữcái", ["Mộttừdàihơnhaimươihaichữcái"]),
    ],
)
def test_a_title_has_at_most_two_lines_of_like_length(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


# --- Refusal ------------------------------------------------------------------------------


def spoil(settings, folder: Path, spoilt: str) -> None:  # type: ignore[no-untyped-def]
    """The cell template of a careless hand: something about one code is not as it should be."""
    source = project.BASE_DIR / "templates" / "procedures" / "boards" / "_cell.html"
    target = folder / "procedures" / "boards" / "_cell.html"
    target.parent.mkdir(parents=True)
    picture = '<img src="{{ cell.picture }}" alt="Mã {{ cell.code }}">'
    text = source.read_text(encoding="utf-8")
    assert picture in text
    target.write_text(
        text.replace(
            picture, f'{{% if cell.code == "HT02" %}}{spoilt}{{% else %}}{picture}{{% endif %}}'
        ),
        encoding="utf-8",
    )
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [folder, *engine["DIRS"]]}]


@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        (COVERED, ["HT02 (tờ 1)"]),
        ('<b class="number">{{ cell.code }}</b>', ["HT02 (tờ 1)"]),
        ('<img src="{{ sheet.cells.0.picture }}" alt="">', ["HT01 (tờ 1)", "HT02 (tờ 1)"]),
    ],
    ids=["covered", "missing", "another's picture"],
)
def test_a_code_that_is_not_read_as_it_should_be_stops_the_printing_by_name(
    admin: User,
    settings,  # type: ignore[no-untyped-def]
    tmp_path: Path,
    spoilt: str,
    named: list[str],
) -> None:
    for number in range(1, 4):
        procedure_code(f"HT0{number}", f"Thủ tục {number}")
    spoil(settings, tmp_path, spoilt)
    batch = order_boards(Order(Layout.A4, Content.PROCEDURES), by=admin, at=MONDAY)
    make_boards(batch.number, at=MONDAY)
    batch.refresh_from_db()
    assert batch.state == State.REFUSED
    assert re.findall(r"HT\d\d \(tờ \d\)", batch.error) == named
    assert batch.file_key == ""


def test_a_missing_page_misses_all_its_codes_and_an_extra_code_is_seen(admin: User) -> None:
    batch, pdf = made(Order(Layout.STICKER, Content.PICKED, picked=[procedure_code()]), admin)
    address = f"{PREFIX}HT01/{batch.number}"
    assert differences(pdf, [Counter({address: 1})]) == []
    assert differences(pdf, [Counter({address: 1}), Counter({"X": 1})]) == [(1, "X")]
    assert differences(pdf, [Counter()]) == [(0, address)]
