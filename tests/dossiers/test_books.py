"""Sổ theo dõi hồ sơ: what stands in it, and how it is made in the background."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from dossiers.books.layout import FOLLOW_UP_COLUMNS
from dossiers.books.making import make_book
from dossiers.books.tasks import announce_waiting_books
from dossiers.models import BookJob, Dossier
from dossiers.services import HandedIn, apply, hand_over, receive_at_counter
from dossiers.workflow import LABELS, Action, Status
from portal.lib.errors import Refused
from portal.lib.making import GAVE_UP, LEASE, TRIES, give_up, purge
from tests import plans
from tests.dossiers.books import (
    FIRST_ROW,
    asked,
    content_of,
    made,
    received_copies,
    row_of,
    sheet_of,
)
from tests.dossiers.papers import text_of
from tests.dossiers.staff import Town
from tests.factories import an_applicant, an_opening, at, make_received

State, Kind = BookJob.State, BookJob.Kind
HEADINGS = [
    "STT", "Mã hồ sơ", "Tên TTHC / Nội dung hồ sơ", "Số lượng hồ sơ (bộ)",
    "Tên cá nhân, tổ chức (chủ hồ sơ)", "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết",
    "Nhận hồ sơ", "Hẹn trả kết quả", "Chuyển hồ sơ đến cơ quan giải quyết",
    "Nhận kết quả từ cơ quan giải quyết", "Ngày, tháng, năm", "Phương thức nhận kết quả",
    "Ký nhận", "Ghi chú",
]  # fmt: skip


def returned(town: Town) -> Dossier:
    """A dossier at its very end."""
    dossier = town.dossier(Status.RESULT_READY)
    people = town.people
    return hand_over(dossier, by=people.receptionist, at=timezone.now(), receiver="Nguyễn Thị Sáu")


def waiting(town: Town, kind: str = Kind.XLSX) -> BookJob:
    make_received(town.commune, town.procedure, by=town.people.receptionist)
    return asked(town.commune.one_stop, town.people.receptionist, kind)


# --- content -------------------------------------------------------------------------------------


def test_the_columns_are_those_of_the_circular() -> None:
    assert [column.label for column in FOLLOW_UP_COLUMNS] == HEADINGS
    groups = ["".join(column.groups) for column in FOLLOW_UP_COLUMNS]
    assert groups == [""] * 7 + ["Ngày, tháng, năm"] * 4 + ["Trả kết quả"] * 3 + [""]


def test_a_row_tells_the_whole_way_of_a_dossier(town: Town) -> None:
    dossier = returned(town)
    sheet = sheet_of(made(asked(town.commune.one_stop, town.people.receptionist)))
    day = dossier.received_on
    assert day is not None
    assert dossier.due_at is not None
    assert row_of(sheet) == [
        1, dossier.code, "Đăng ký khai sinh", 1, "Nguyễn Thị Sáu",
        "Thôn 2, xã Bình An; 0905 123 318", "Tư pháp - Hộ tịch", day,
        timezone.localdate(dossier.due_at), day, day, timezone.localdate(dossier.handed_over_at),
        "Nhận tại Một cửa", "Nguyễn Thị Sáu", "",
    ]  # fmt: skip


def test_papers_by_post_are_received_on_the_day_of_the_arrival_stamp(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    Dossier.objects.filter(pk=dossier.pk).update(arrived_at=at("2026-01-05 10:00"))
    sheet = sheet_of(made(asked(town.commune.one_stop, town.people.receptionist)))
    assert row_of(sheet)[7] == date(2026, 1, 5)


def test_what_has_not_happened_stays_empty(town: Town) -> None:
    job = waiting(town)
    assert row_of(sheet_of(made(job)))[9:] == ["", "", "", "Nhận tại Một cửa", "", ""]


@pytest.mark.parametrize(
    ("facts", "remark"),
    [
        ({"outcome": "rejected"}, "Không đủ điều kiện"),
        ({"timeliness": "late"}, "Quá hạn"),
        ({"reappointed_at": at("2026-12-01 17:00")}, "Hẹn lại 01/12/2026"),
    ],
)
def test_the_remarks_say_how_it_ended(town: Town, facts: dict[str, object], remark: str) -> None:
    dossier = returned(town)
    Dossier.objects.filter(pk=dossier.pk).update(**facts)
    job = made(asked(town.commune.one_stop, town.people.receptionist))
    assert row_of(sheet_of(job))[-1] == remark


def test_a_dossier_that_was_withdrawn_says_so(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    apply(dossier, Action.WITHDRAW, by=town.people.receptionist, at=timezone.now(), note="Xin rút")
    job = made(asked(town.commune.one_stop, town.people.receptionist))
    assert row_of(sheet_of(job))[-1] == LABELS[Status.WITHDRAWN].staff


def test_the_spreadsheet_is_ready_for_the_printer(town: Town) -> None:
    sheet = sheet_of(made(waiting(town)))
    titles = [row[0].value for row in sheet["A1:A5"]]
    assert titles == [
        "ỦY BAN NHÂN DÂN XÃ BÌNH AN", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "Mẫu 07, Thông tư số 03/2025/TT-VPCP", "SỔ THEO DÕI HỒ SƠ", "Năm 2026. Quyển số: 2026",
    ]  # fmt: skip
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A7:A8", "O7:O8", "H7:K7", "L7:N7", "A4:O4"} <= merged
    assert sheet.print_title_rows == "$7:$9"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.freeze_panes == f"A{FIRST_ROW}"


def test_a_book_of_an_older_year_is_the_form_of_the_older_circular(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    Dossier.objects.filter(pk=dossier.pk).update(received_on=date(2024, 3, 4))
    job = made(asked(town.commune.one_stop, town.people.receptionist, year=2024))
    assert sheet_of(job)["A3"].value == "Mẫu 06, Thông tư số 01/2018/TT-VPCP"


@pytest.mark.parametrize("typed", ["=1+1", '=HYPERLINK("http://la.vn")', "+84", "-2", "@SUM(A1)"])
def test_what_people_typed_never_becomes_a_formula(town: Town, typed: str) -> None:
    receive_at_counter(
        an_opening(town.commune, town.procedure),
        an_applicant(full_name=typed, address=typed),
        [HandedIn(None, "Giấy chứng sinh", originals=1)],
        by=town.people.receptionist,
        at=timezone.now(),
    )
    sheet = sheet_of(made(asked(town.commune.one_stop, town.people.receptionist)))
    cell = sheet.cell(FIRST_ROW, 5)
    assert (cell.value, cell.data_type, cell.number_format, cell.hyperlink) == (
        typed, "s", "@", None,
    )  # fmt: skip


def test_a_long_book_has_every_dossier_once_in_the_order_of_reception(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    received_copies(dossier, 1203)
    sheet = sheet_of(made(asked(town.commune.one_stop, town.people.receptionist)))
    numbers = [row[0] for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True)]
    codes = [row[1] for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True)]
    assert numbers == list(range(1, 1205))
    assert codes == sorted(Dossier.objects.values_list("code", flat=True))


def test_a_piece_of_the_book_costs_two_queries_however_long_it_is(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    received_copies(dossier, 40)
    job = asked(town.commune.one_stop, town.people.receptionist)
    with plans.cheap(most=11):  # claim, job, count, three steps, two pieces, events, end
        made(job)


def test_other_offices_and_years_are_other_books(town: Town) -> None:
    mine = make_received(town.commune, town.procedure, by=town.people.receptionist)
    other = make_received(town.commune, town.procedure, by=town.people.receptionist)
    older = make_received(town.commune, town.procedure, by=town.people.receptionist)
    Dossier.objects.filter(pk=other.pk).update(receiving_unit=town.commune.justice)
    Dossier.objects.filter(pk=older.pk).update(received_on=date(2025, 12, 31))
    sheet = sheet_of(made(asked(town.commune.one_stop, town.people.receptionist)))
    codes = [row[1] for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True)]
    assert codes == [mine.code]


# --- on paper ------------------------------------------------------------------------------------


def test_the_printed_book_runs_over_pieces_without_a_gap(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.books.entries.PIECE", 30)
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    received_copies(dossier, 69)
    content = content_of(made(asked(town.commune.one_stop, town.people.receptionist, Kind.PDF)))
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = len(pdf.pages)
        box = pdf.pages[0].mediabox
    text = text_of(content)
    assert float(box[2]) > float(box[3])
    assert 3 <= pages <= 4
    assert [f"Trang {page}" in text for page in range(1, pages + 2)] == [True] * pages + [False]
    assert text.count("SỔ THEO DÕI HỒ SƠ Năm 2026. Quyển số: 2026") == 1
    for code in Dossier.objects.values_list("code", flat=True):
        assert text.count(str(code)) == 1


# --- in the background ---------------------------------------------------------------------------


def test_asking_rings_once_it_is_written(
    town: Town, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        job = waiting(town)
    assert job.state == State.WAITING
    assert any("ring" in repr(callback) for callback in callbacks)


def test_asking_again_while_it_is_made_is_the_same_book(town: Town) -> None:
    job = waiting(town)
    again = asked(town.commune.one_stop, town.people.leader)
    assert (again.pk, again.asked_by, BookJob.objects.count()) == (job.pk, job.asked_by, 1)


def test_a_finished_book_is_made_anew_and_the_old_file_goes(town: Town) -> None:
    job = made(waiting(town))
    old = job.storage_key
    make_received(town.commune, town.procedure, by=town.people.receptionist)
    job = made(asked(town.commune.one_stop, town.people.receptionist))
    assert job.done == 2
    assert default_storage.exists(job.storage_key)
    assert not default_storage.exists(old)


def test_an_office_that_received_nothing_has_no_book(town: Town) -> None:
    with pytest.raises(Refused, match="chưa tiếp nhận hồ sơ nào trong năm 2026") as refused:
        asked(town.commune.justice, town.people.leader)
    assert refused.value.field == "year"
    assert not BookJob.objects.exists()


def watched(job: BookJob, seen: list[tuple[int, int]]) -> Callable[[], object]:
    """A clock that notes down how far the book is whenever it is read."""

    def clock() -> object:
        seen.append(BookJob.objects.values_list("done", "total").get(pk=job.pk))
        return timezone.now()

    return clock


def test_the_row_tells_how_far_the_book_is(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossiers.books.entries.PIECE", 3)
    job = waiting(town)
    received_copies(Dossier.objects.get(), 7)
    seen: list[tuple[int, int]] = []
    make_book(job.pk, clock=watched(job, seen))  # type: ignore[arg-type]
    assert [step for step in dict.fromkeys(seen) if step[0]] == [(3, 8), (6, 8), (8, 8)]


def test_a_book_is_made_once_however_often_its_task_runs(town: Town) -> None:
    job = made(waiting(town))
    key, finished = job.storage_key, job.finished_at
    job = made(job)
    assert (job.storage_key, job.finished_at, job.attempts) == (key, finished, 1)


def test_nobody_takes_a_book_that_somebody_is_making(town: Town) -> None:
    job, now = waiting(town), timezone.now()
    BookJob.objects.update(not_before=now + LEASE, attempts=1)
    assert made(job, at=now).state == State.WAITING
    assert made(job, at=now + LEASE).state == State.READY


def test_who_lost_the_lease_stops_without_a_trace(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = waiting(town)

    def while_it_is_written() -> object:
        BookJob.objects.filter(pk=job.pk, done=1).update(attempts=2)
        return timezone.now()

    make_book(job.pk, clock=while_it_is_written)  # type: ignore[arg-type]
    job.refresh_from_db()
    assert (job.state, job.storage_key, job.attempts) == (State.WAITING, "", 2)


def test_the_timer_makes_what_nobody_rang_for(town: Town) -> None:
    job = waiting(town)
    assert announce_waiting_books() == 1
    assert BookJob.objects.waiting(timezone.now()).filter(pk=job.pk).exists()


def test_a_failing_disk_is_tried_again_and_then_told(
    town: Town, settings: LazySettings, tmp_path: Path
) -> None:
    job, now, good = waiting(town), timezone.now(), settings.STORAGES
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    options = {"OPTIONS": {"location": in_the_way / "below"}}
    settings.STORAGES = {**good, "default": {**good["default"], **options}}
    for attempt in range(1, TRIES + 1):
        job = made(job, at=now + attempt * timedelta(hours=1))
        assert job.attempts == attempt
    assert (job.state, job.error) == (State.FAILED, GAVE_UP)
    settings.STORAGES = good
    assert made(asked(town.commune.one_stop, town.people.receptionist)).state == State.READY


def test_what_kills_every_worker_is_given_up(town: Town) -> None:
    job, now = waiting(town), timezone.now()
    BookJob.objects.update(attempts=TRIES)
    assert give_up(BookJob.objects.all(), now) == 1
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, GAVE_UP)


def test_old_books_go_with_their_files(town: Town) -> None:
    job = made(waiting(town))
    assert purge(BookJob.objects.all(), at=job.asked_at + timedelta(days=30)) == 0
    assert purge(BookJob.objects.all(), at=job.asked_at + timedelta(days=31)) == 1
    assert not default_storage.exists(job.storage_key)
    assert not BookJob.objects.exists()
