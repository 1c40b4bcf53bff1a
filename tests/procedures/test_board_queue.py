"""A batch of boards waits in its row until it is made, once; and is seen to be outdated later."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from threading import Barrier

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from portal.lib.errors import Refused
from procedures.boards.making import LEASE, TRIES, give_up, make_boards
from procedures.boards.orders import Content, Order, order_boards
from procedures.boards.outdated import outdated
from procedures.models import BoardBatch, QrCode
from procedures.qr import count_scan, retire_code
from procedures.tasks import announce_waiting_boards, make_waiting_boards
from tests.factories import MONDAY, Commune, make_commune, make_staff
from tests.procedures.board_codes import SITE, procedure_code

pytestmark = pytest.mark.django_db

Layout, State = BoardBatch.Layout, BoardBatch.State


@pytest.fixture(autouse=True)
def _site(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = SITE


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def admin(commune: Commune) -> User:
    return make_staff(commune.office, Role.ADMIN, full_name="Lê Hữu Phúc")


@pytest.fixture
def batch(admin: User) -> BoardBatch:
    """A sticker of HT01 that waits."""
    order = Order(Layout.STICKER, Content.PICKED, picked=[procedure_code()])
    return order_boards(order, by=admin, at=MONDAY)


def state_of(batch: BoardBatch) -> str:
    batch.refresh_from_db()
    return batch.state


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def test_making_twice_makes_one_file(batch: BoardBatch) -> None:
    make_boards(batch.number, at=MONDAY)
    first = state_of(batch), batch.file_key, batch.attempts
    make_boards(batch.number, at=MONDAY + 2 * LEASE)
    assert (state_of(batch), batch.file_key, batch.attempts) == first
    assert default_storage.exists(batch.file_key)


def test_nobody_else_makes_what_somebody_is_making(batch: BoardBatch) -> None:
    BoardBatch.objects.update(not_before=MONDAY + LEASE)
    make_boards(batch.number, at=MONDAY)
    assert state_of(batch) == State.WAITING
    make_boards(batch.number, at=MONDAY + LEASE)
    assert state_of(batch) == State.READY


def test_what_fails_for_another_reason_waits_for_the_next_try(
    batch: BoardBatch, commune: Commune, settings, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "full").write_text("a file where a folder should be")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "portal.lib.files.WholeFileStorage",
            "OPTIONS": {"location": tmp_path / "full"},
        },
    }
    with pytest.raises(OSError, match="full"):
        make_boards(batch.number, at=MONDAY)
    assert state_of(batch) == State.WAITING
    assert batch.not_before == MONDAY + LEASE


def test_after_some_tries_the_boards_are_given_up_in_words(batch: BoardBatch) -> None:
    BoardBatch.objects.update(attempts=TRIES)
    make_boards(batch.number, at=MONDAY)
    assert state_of(batch) == State.WAITING
    assert give_up(MONDAY) == 1
    assert state_of(batch) == State.REFUSED
    assert "báo người quản trị" in batch.error


def test_the_timer_rings_again_for_what_waits_and_for_nothing_else(batch: BoardBatch) -> None:
    BoardBatch.objects.update(not_before=timezone.now())
    assert announce_waiting_boards() == 1
    BoardBatch.objects.update(not_before=timezone.now() + timedelta(minutes=1))
    assert announce_waiting_boards() == 0


def test_the_timer_is_set(settings) -> None:  # type: ignore[no-untyped-def]
    tasks = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert announce_waiting_boards.name in tasks


def test_the_bell_makes_the_boards(batch: BoardBatch) -> None:
    BoardBatch.objects.update(not_before=timezone.now())
    make_waiting_boards(batch.number)
    assert state_of(batch) == State.READY


def test_nothing_to_print_is_refused(admin: User) -> None:
    with pytest.raises(Refused) as refused:
        order_boards(Order(Layout.A3, Content.FIELDS), by=admin, at=MONDAY)
    assert (refused.value.code, refused.value.field) == ("no_codes", "content")


@pytest.mark.django_db(transaction=True)
def test_batches_ordered_at_the_same_moment_have_numbers_of_their_own() -> None:
    admin = make_staff(make_commune().office, Role.ADMIN)
    order = Order(Layout.STICKER, Content.PICKED, picked=[procedure_code()])
    barrier = Barrier(4)

    def place(_: int) -> int:
        barrier.wait()
        number = order_boards(order, by=admin, at=MONDAY).number
        connection.close()
        return number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(place, range(4))) == [1, 2, 3, 4]


# --- Outdated -----------------------------------------------------------------------------


@pytest.fixture
def printed(batch: BoardBatch) -> BoardBatch:
    make_boards(batch.number, at=MONDAY)
    assert state_of(batch) == State.READY
    return batch


def test_fresh_boards_are_up_to_date(printed: BoardBatch) -> None:
    assert outdated([printed]) == {}


def test_boards_are_outdated_when_a_code_is_retired(printed: BoardBatch) -> None:
    retire_code(QrCode.objects.get(), note="Bỏ thủ tục", at=MONDAY)
    assert outdated([printed]) == {printed.number: ["Mã HT01 đã ngừng dùng"]}


def test_boards_are_outdated_when_a_title_changed(printed: BoardBatch) -> None:
    QrCode.objects.update(title="Khai sinh cho con")
    assert outdated([printed]) == {printed.number: ["HT01 nay là “Khai sinh cho con”"]}


def test_boards_are_outdated_when_the_portal_moved(printed: BoardBatch, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = "https://motcua.xabinhan.example"
    assert outdated([printed]) == {printed.number: ["Địa chỉ của cổng đã đổi"]}


# --- Pages --------------------------------------------------------------------------------


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


ORDER = "/qt/qr/bang/in/"


def test_ordered_boards_are_shown_waiting_then_ready_with_their_pdf(desk: Client) -> None:
    procedure_code()
    answer = desk.post(ORDER, {"layout": "tent", "content": "chon-ma", "picked": "ht01"})
    page = answer["Location"]
    number = BoardBatch.objects.get().number
    assert page == f"/qt/qr/bang/{number}/"
    waiting = text_of(desk, page)
    assert "Đang làm bảng" in waiting
    assert f'hx-get="{page}"' in waiting
    assert desk.get(f"/qt/qr/bang/{number}.pdf").status_code == 404
    make_boards(number, at=timezone.now())
    ready = text_of(desk, page)
    assert "Đã quét thử: đọc được đủ 1 mã" in ready
    assert "hx-get" not in ready
    pdf = desk.get(f"/qt/qr/bang/{number}.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


def test_refused_boards_name_the_code_and_give_no_pdf(desk: Client, batch: BoardBatch) -> None:
    BoardBatch.objects.update(state=State.REFUSED, error="Quét thử không đúng ở: HT01 (tờ 1).")
    assert "HT01 (tờ 1)" in text_of(desk, f"/qt/qr/bang/{batch.number}/")
    assert desk.get(f"/qt/qr/bang/{batch.number}.pdf").status_code == 404


def test_the_list_shows_who_when_how_many_and_what_is_outdated(
    desk: Client, printed: BoardBatch
) -> None:
    count_scan(QrCode.objects.get(), printed.number, at=MONDAY)
    QrCode.objects.update(title="Khai sinh cho con")
    page = text_of(desk, "/qt/qr/bang/")
    for words in (
        f"Đợt {printed}", "8:00 23/11/2026", "Lê Hữu Phúc", "1 tờ, 1 mã", "Đã cũ, nên in lại",
        "HT01 nay là “Khai sinh cho con”",
    ):  # fmt: skip
        assert words in page, words
    assert '<td class="mc-num">1</td>' in text_of(desk, f"/qt/qr/bang/{printed.number}/")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Chọn khổ giấy"),
        ({"layout": "a3", "content": "linh-vuc"}, "Chưa có mã nào như vậy để in"),
        ({"layout": "a3", "content": "mot-linh-vuc"}, "Chọn lĩnh vực cần in"),
        ({"layout": "a3", "content": "chon-ma"}, "Nhập ít nhất một mã, ví dụ HT01"),
        (
            {"layout": "a3", "content": "chon-ma", "picked": "HT01, XX9"},
            "Không có mã XX9 đang dùng",
        ),
    ],
)
def test_an_order_that_cannot_be_is_sent_back_with_a_sentence(
    desk: Client, typed: dict[str, str], sentence: str
) -> None:
    procedure_code()
    answer = desk.post(ORDER, typed)
    assert answer.status_code == 422
    assert sentence in unescape(answer.content.decode())
    assert BoardBatch.objects.count() == 0


def test_a_long_address_is_warned_of_before_printing(desk: Client, settings) -> None:  # type: ignore[no-untyped-def]
    procedure_code()
    assert "Mã sẽ dày hơn" not in text_of(desk, ORDER)
    settings.SITE_URL = "https://trungtamhanhchinhcong.binhan.example"
    assert "dài quá 15 ký tự" in text_of(desk, ORDER)


@pytest.mark.parametrize(
    "page",
    ["/qt/qr/", "/qt/qr/them/", "/qt/qr/bang/", ORDER, "/qt/qr/bang/1/", "/qt/qr/bang/1.pdf"],
)
def test_only_those_who_may_print_see_codes_and_boards(
    client: Client, commune: Commune, batch: BoardBatch, page: str
) -> None:
    client.force_login(make_staff(commune.one_stop, Role.RECEPTIONIST))
    assert client.get(page).status_code == 403
