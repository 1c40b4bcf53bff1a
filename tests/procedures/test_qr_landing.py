"""What a scanned or typed code opens, and how it is counted."""

import io
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier

import pytest
import zxingcpp
from django.db import DatabaseError, connection
from django.test import Client
from PIL import Image

from accounts.permissions import Role
from procedures.boards.orders import Content, Order, order_boards
from procedures.models import BoardBatch, QrCode, QrScan
from procedures.qr import (
    LONGEST_ADDRESS,
    address_of,
    count_scan,
    find_code,
    longest_address,
    retire_code,
)
from tests.factories import MONDAY, Commune, at, make_commune, make_staff
from tests.procedures.board_codes import PREFIX, SITE, place_code, procedure_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def text_of(client: Client, address: str, status: int) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def batch_of(code: QrCode, commune: Commune) -> BoardBatch:
    order = Order(BoardBatch.Layout.STICKER, Content.PICKED, picked=[code])
    return order_boards(order, by=make_staff(commune.office, Role.ADMIN), at=MONDAY)


@pytest.mark.parametrize(
    "path", ["/q/HT01", "/q/ht01", "/Q/HT01", "/Q/ht01", "/q/HT01/", "/q/HT-01", "/q/h%20t%2001"]
)
def test_a_code_opens_its_procedure_however_it_is_written(client: Client, path: str) -> None:
    code = procedure_code()
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/thu-tuc/{code.procedure.code}/"


def test_a_code_of_a_field_opens_the_field(client: Client) -> None:
    field = procedure_code().procedure.field
    QrCode.objects.create(code="HT", kind=QrCode.Kind.FIELD, field=field, title="Hộ tịch")
    assert client.get("/q/ht")["Location"] == "/linh-vuc/ho-tich/"


def test_letter_o_and_nought_are_taken_for_each_other_and_telex_is_undone() -> None:
    procedure_code("DD01")
    procedure_code("TO10")
    assert [str(find_code(text)) for text in ("DDO1", "đ01", "TO1O", "t010")] == [
        "DD01",
        "DD01",
        "TO10",
        "TO10",
    ]
    assert find_code("0" * 40) is None
    assert find_code("") is None


def test_a_code_typed_into_the_search_box_opens_its_page(client: Client, commune: Commune) -> None:
    place_code(commune)
    procedure_code("DD01")
    assert client.get("/tim?q=q+o2")["Location"] == "/q/Q02"
    assert client.get("/tim?q=Đ01")["Location"] == "/q/DD01"
    assert client.get("/tim?q=mo+quan").status_code == 200


def test_a_counter_says_what_it_serves_and_whether_it_is_open(
    client: Client, commune: Commune
) -> None:
    place_code(commune)
    page = text_of(client, "/Q/Q02", 200)
    assert "Trang chính thức của Ủy ban nhân dân xã Bình An" in page
    assert "Trung tâm Phục vụ hành chính công · Hộ tịch, chứng thực" in page
    assert ("Đang mở cửa" in page) != ("Ngoài giờ làm việc" in page)
    assert "Nộp trực tuyến" in page
    assert "Tra cứu" in page


def test_a_closed_counter_shows_the_way_to_another(client: Client, commune: Commune) -> None:
    place_code(commune, is_open=False)
    assert "Đang tạm nghỉ" in text_of(client, "/q/q02", 200)


def test_an_unknown_code_names_the_office_and_offers_search_and_the_field(
    client: Client, commune: Commune
) -> None:
    procedure_code()
    page = text_of(client, "/q/ht99", 404)
    assert "Không có mã “ht99”" in page
    assert page.index("Trang chính thức của Ủy ban") < page.index("Không có mã “ht99”")
    assert 'name="q"' in page
    assert 'href="/linh-vuc/ho-tich/"' in page
    assert QrScan.objects.count() == 0


def test_a_retired_code_explains_itself_and_leads_to_the_new_one(
    client: Client, commune: Commune
) -> None:
    old, new = procedure_code("HT05", "Khai tử"), procedure_code("HT04", "Đăng ký khai tử")
    retire_code(old, note="Đã gộp vào Đăng ký khai tử", at=MONDAY, replaced_by=new)
    page = text_of(client, "/Q/HT05", 410)
    assert "Mã HT05 không còn dùng" in page
    assert "Đã gộp vào Đăng ký khai tử" in page
    assert 'href="/q/HT04"' in page
    assert client.get("/q/HT05.svg").status_code == 404


# --- Counting ----------------------------------------------------------------------------


def test_scans_are_counted_by_code_placement_and_vietnam_day(commune: Commune) -> None:
    code = procedure_code()
    number = batch_of(code, commune).number
    count_scan(code, number, at=at("2026-11-23 23:59"))
    count_scan(code, number, at=at("2026-11-24 00:01"))
    count_scan(code, number, at=at("2026-11-24 12:00"))
    count_scan(code, 0, at=at("2026-11-24 12:00"))
    rows = QrScan.objects.order_by("day", "placement").values_list("placement", "count")
    assert list(rows) == [(number, 1), (0, 1), (number, 2)]


def test_a_made_up_placement_counts_as_none(client: Client) -> None:
    procedure_code()
    client.get("/Q/HT01/987654")
    assert QrScan.objects.get().placement == 0


def test_asking_for_the_head_is_no_scan(client: Client) -> None:
    procedure_code()
    client.head("/q/HT01")
    assert QrScan.objects.count() == 0


def test_a_scan_writes_its_own_table_and_nothing_else(client: Client) -> None:
    """The guard of tests/gets.py fails any other write; here the one write is seen."""
    procedure_code()
    client.get("/q/HT01")
    client.get("/q/HT01")
    assert QrScan.objects.get().count == 2


def test_failing_to_count_never_fails_the_page(client: Client) -> None:
    procedure_code()

    def broken(execute: object, sql: str, *rest: object) -> object:
        if "procedures_qrscan" in sql:
            raise DatabaseError("database is locked")
        return execute(sql, *rest)  # type: ignore[operator]

    with connection.execute_wrapper(broken):
        assert client.get("/q/HT01").status_code == 302
    assert QrScan.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_scans_at_the_same_moment_are_all_counted() -> None:
    code, people = procedure_code(), 8
    barrier = Barrier(people)

    def scan(_: int) -> None:
        barrier.wait()
        for _ in range(5):
            count_scan(code, 0, at=MONDAY)
        connection.close()

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(scan, range(people)))
    assert QrScan.objects.get().count == people * 5


# --- Pictures ----------------------------------------------------------------------------


@pytest.fixture
def _site(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = SITE


@pytest.mark.usefixtures("_site")
def test_an_address_is_upper_case_and_fits_version_two() -> None:
    procedure_code()
    assert address_of("HT01") == f"{PREFIX}HT01"
    assert address_of("HT01", 7) == f"{PREFIX}HT01/7"
    assert len(longest_address(7)) == LONGEST_ADDRESS
    assert len(longest_address(10)) > LONGEST_ADDRESS


@pytest.mark.usefixtures("_site")
def test_everybody_may_have_the_picture_of_a_code(client: Client) -> None:
    procedure_code()
    answer = client.get("/q/ht01.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert 'viewBox="0 0 33 33"' in answer.content.decode()  # 25 modules and the white around
    assert QrScan.objects.count() == 0


@pytest.mark.usefixtures("_site")
def test_the_downloaded_picture_reads_as_the_address(client: Client, commune: Commune) -> None:
    procedure_code()
    client.force_login(make_staff(commune.office, Role.ADMIN))
    picture = Image.open(io.BytesIO(client.get("/qt/qr/HT01.png").content))
    [code] = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == f"{PREFIX}HT01"


def test_the_page_of_a_procedure_shows_its_picture(client: Client, commune: Commune) -> None:
    code = procedure_code()
    page = text_of(client, f"/thu-tuc/{code.procedure.code}/", 200)
    assert 'src="/q/HT01.svg"' in page
