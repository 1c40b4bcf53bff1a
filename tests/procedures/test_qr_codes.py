"""Administration of codes: lists, scans by placement, new places, retiring for good."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ServicePlace
from accounts.permissions import Role
from portal.lib.errors import Refused
from procedures.boards.making import make_boards
from procedures.boards.orders import Content, Order, order_boards
from procedures.memory import catalogue
from procedures.models import BoardBatch, Field, QrCode, QrScan
from procedures.qr import code_of_place, count_scan, retire_code
from procedures.seed_loader import load_seed
from tests import plans
from tests.factories import MONDAY, Commune, make_commune, make_staff
from tests.procedures.board_codes import place_code, procedure_code, shipped_codes

pytestmark = pytest.mark.django_db

LIST = "/qt/qr/"


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def desk(client: Client, commune: Commune) -> Client:
    client.force_login(make_staff(commune.office, Role.ADMIN))
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def listed(client: Client, query: str = "") -> list[str]:
    """The codes of the list, in its order."""
    return [row.code for row in client.get(LIST + query).context["rows"]]


def test_the_shipped_codes_are_numbered_without_holes() -> None:
    load_seed()
    for kind, last in ((QrCode.Kind.FIELD, 30), (QrCode.Kind.PROCEDURE, 120)):
        orders = QrCode.objects.filter(kind=kind).values_list("board_order", flat=True)
        assert sorted(orders) == list(range(1, last + 1))


# --- Lists --------------------------------------------------------------------------------


def test_codes_are_listed_in_the_order_of_the_boards_sixty_a_page(
    desk: Client, commune: Commune
) -> None:
    shipped_codes()
    place_code(commune)
    first, last = listed(desk), listed(desk, "?trang=3")
    assert (len(first), len(last)) == (60, 31)
    assert (first[0], first[30], last[-1]) == ("HT", "HT01", "Q02")
    with plans.cheap():
        desk.get(LIST)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?q=ket+hon", ["HT03"]),
        ("?q=ht-o3", ["HT03"]),
        ("?q=HT", ["HT", "HT01", "HT03"]),
        ("?loai=field", ["HT"]),
        ("?loai=place", ["Q02"]),
        ("?linh-vuc=HT", ["HT", "HT01", "HT03"]),
        ("?xem=chua-quet", ["HT", "HT03", "Q02"]),
        ("?xem=ngung", ["HT09"]),
        ("?loai=lung-tung", ["HT", "HT01", "HT03", "Q02"]),
        ("?q=khong+co", []),
    ],
)
def test_codes_are_found_by_words_kind_field_and_scans(
    desk: Client, commune: Commune, query: str, codes: list[str]
) -> None:
    scanned = procedure_code()
    procedure_code("HT03", "Đăng ký kết hôn")
    place_code(commune)
    Field.objects.update(on_board=True)
    QrCode.objects.create(
        code="HT", kind=QrCode.Kind.FIELD, field=Field.objects.get(), title="Hộ tịch", board_order=1
    )
    retire_code(procedure_code("HT09", "Giám hộ"), note="Bỏ", at=MONDAY)
    count_scan(scanned, 0, at=timezone.now())
    assert listed(desk, query) == codes


def test_scans_are_shown_for_thirty_days_altogether_and_by_placement(
    desk: Client, commune: Commune
) -> None:
    code = procedure_code()
    order = Order(BoardBatch.Layout.STICKER, Content.PICKED, picked=[code])
    batch = order_boards(order, by=make_staff(commune.office, Role.ADMIN), at=timezone.now())
    make_boards(batch.number, at=timezone.now())
    long_ago = timezone.localdate() - timedelta(days=31)
    QrScan.objects.create(code=code, placement=batch.number, day=long_ago, count=1200)
    count_scan(code, batch.number, at=timezone.now())
    count_scan(code, 0, at=timezone.now())
    row = desk.get(LIST).context["rows"][0]
    assert (row.month, row.total) == ("2", "1.202")
    placements = desk.get("/qt/qr/HT01/").context["placements"]
    assert [(row.label, row.month, row.total) for row in placements] == [
        ("Đợt 01, Tem dán 50 × 70 mm, một mã", "1", "1.201"),
        ("Không từ bảng in", "1", "1"),
    ]


# --- Places -------------------------------------------------------------------------------


def new_place(commune: Commune, **changes: str) -> dict[str, str]:
    facts = {"code": "q05", "name": "Quầy 5", "about": "Cư trú", "unit": str(commune.one_stop.pk)}
    return facts | changes


def test_a_new_place_gets_its_code(desk: Client, commune: Commune) -> None:
    answer = desk.post("/qt/qr/them/", new_place(commune))
    assert answer["Location"] == "/qt/qr/Q05/"
    assert ServicePlace.objects.get(code="Q05").unit == commune.one_stop
    assert "Quầy 5: Cư trú" in text_of(desk, "/qt/qr/Q05/")
    assert "Quầy 5" in text_of(desk, "/q/q05")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "Quầy 5"}, "Mã gồm 1 đến 3 chữ cái không dấu rồi đến số"),
        ({"code": "HT01"}, "Mã HT01 đã dùng rồi"),
        ({"code": "HTO1"}, "Mã HTO1 đã dùng rồi"),
        ({"name": ""}, "Nhập tên"),
        ({"unit": "0"}, "Chọn"),
    ],
)
def test_a_place_that_cannot_be_is_sent_back_with_what_was_typed(
    desk: Client, commune: Commune, changes: dict[str, str], sentence: str
) -> None:
    procedure_code()
    answer = desk.post("/qt/qr/them/", new_place(commune, **changes))
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Cư trú"' in page
    assert QrCode.objects.count() == 1


def test_a_place_with_much_to_say_keeps_its_name_as_title(commune: Commune) -> None:
    code = place_code(commune, about="Giúp kê khai, lấy mã, chụp giấy tờ, nộp trực tuyến")
    assert code.title == "Quầy 2"
    place = ServicePlace.objects.get(code="Q02")
    assert code_of_place(place) == code


# --- Retiring -----------------------------------------------------------------------------


def test_a_retired_code_leaves_the_procedure_and_is_never_used_again(
    desk: Client, commune: Commune
) -> None:
    code, new = procedure_code(), procedure_code("HT02", "Khai sinh mới")
    typed = {"note": "Đã gộp thủ tục", "replaced_by": "ht o2"}
    answer = desk.post("/qt/qr/HT01/ngung/", typed)
    assert answer["Location"] == "/qt/qr/HT01/"
    code.refresh_from_db()
    assert (code.retired_note, code.replaced_by) == ("Đã gộp thủ tục", new)
    assert "HT01" not in catalogue().by_qr
    assert "Mã thay thế" in text_of(desk, "/qt/qr/HT01/")
    again = desk.post("/qt/qr/them/", new_place(commune, code="HT01"))
    assert "Mã HT01 đã dùng rồi" in unescape(again.content.decode())


def test_a_retired_code_is_not_printed(commune: Commune) -> None:
    retire_code(procedure_code(), note="Bỏ", at=MONDAY)
    admin = make_staff(commune.office, Role.ADMIN)
    with pytest.raises(Refused, match="Chưa có mã nào"):
        order_boards(Order(BoardBatch.Layout.A4, Content.PROCEDURES), by=admin, at=MONDAY)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"note": ""}, 422, "Nhập lý do"),
        ({"note": "Bỏ", "replaced_by": "XX1"}, 422, "Không có mã XX1 đang dùng"),
        ({"note": "Bỏ", "replaced_by": "HT01"}, 422, "Chọn một mã khác đang dùng để thay"),
    ],
)
def test_retiring_asks_for_a_reason_and_another_live_code(
    desk: Client, typed: dict[str, str], status: int, sentence: str
) -> None:
    code = procedure_code()
    answer = desk.post("/qt/qr/HT01/ngung/", typed)
    assert answer.status_code == status
    assert sentence in unescape(answer.content.decode())
    code.refresh_from_db()
    assert code.retired_at is None


def test_retiring_twice_is_a_conflict(desk: Client) -> None:
    retire_code(procedure_code(), note="Bỏ", at=MONDAY)
    answer = desk.post("/qt/qr/HT01/ngung/", {"note": "Bỏ nữa"})
    assert answer.status_code == 409
    assert "đã ngừng dùng từ trước" in unescape(answer.content.decode())


def test_an_unknown_code_has_no_page(desk: Client) -> None:
    assert desk.get("/qt/qr/ZZ99/").status_code == 404
    assert desk.get("/qt/qr/ZZ99/ngung/").status_code == 404
