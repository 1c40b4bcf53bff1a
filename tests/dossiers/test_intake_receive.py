"""Tiếp nhận tại quầy: what is recorded, what is sent back with a sentence, once and only once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from dossiers.models import Attachment, Dossier, DossierPaper
from dossiers.services import HandedIn, Opening, new_key, receive_at_counter
from dossiers.workflow import Status
from notifications.models import Message
from portal.lib.errors import Refused
from procedures.models import Procedure
from procedures.services import pause
from tests import factories
from tests.dossiers import online
from tests.dossiers.conftest import People
from tests.dossiers.counter import (
    APPLICATION,
    CARD,
    IDENTITY,
    OLD_PAPER,
    accept,
    chosen,
    fields_of,
    go_on,
    make_extract,
    open_page,
    prefix,
    press,
    received_at,
    tick,
)
from tests.factories import MONDAY, Commune, an_applicant, an_opening


@pytest.fixture
def desk(client: Client, people: People) -> Client:
    client.force_login(people.receptionist)
    return client


@pytest.fixture
def extract(commune: Commune) -> Procedure:
    return make_extract()


# --- received ---------------------------------------------------------------------------------


def test_a_walk_in_gets_a_code_a_promise_and_a_message(
    desk: Client, people: People, extract: Procedure, commune: Commune
) -> None:
    page = go_on(desk, open_page(desk), card=CARD)
    page = go_on(desk, page, procedure="HT07", phone="0905 123 318")
    page |= tick(extract, APPLICATION.name, IDENTITY.name)
    answer = press(desk, page, sets="2", summary="Cho hồ sơ xin học", payment="cash", do="accept")
    dossier = received_at(answer)
    assert dossier.status == Status.RECEIVED
    assert dossier.received_by == people.receptionist
    assert (dossier.root_unit, dossier.receiving_unit) == (commune.root, commune.one_stop)
    assert (dossier.personal_id, dossier.phone) == ("056157004318", "+84905123318")
    assert dossier.birth_date is not None
    assert (f"{dossier.birth_date:%d/%m/%Y}", dossier.gender) == ("12/04/1957", "female")
    assert (dossier.sets, dossier.summary) == (2, "Cho hồ sơ xin học")
    assert dossier.due_at is not None
    assert Message.objects.get(channel="sms").subject_code == dossier.code


def test_the_page_after_it_shows_the_code_the_date_and_what_comes_next(
    desk: Client, extract: Procedure
) -> None:
    answer = desk.get(accept(desk, extract)["Location"])
    body = answer.content.decode()
    dossier = Dossier.objects.get()
    assert dossier.code in body
    assert "In giấy hẹn" in body
    assert f'action="{reverse("dossiers:paper", args=[dossier.code, "mau-01"])}"' in body
    assert "Người tiếp theo" in body


def test_the_papers_are_recorded_with_their_counts_and_what_was_only_shown(
    desk: Client, extract: Procedure
) -> None:
    old = prefix(extract, OLD_PAPER.name)
    typed = {f"{old}-given": "on", f"{old}-copies": "3", "k0-name": "Đơn xin", "k0-originals": "1"}
    dossier = received_at(accept(desk, extract, **typed))
    rows = [(p.name, p.originals, p.certified, p.copies, p.state) for p in dossier.papers.all()]
    state = DossierPaper.State
    assert rows == [
        (APPLICATION.name, 1, 0, 0, state.CHECKED),
        (OLD_PAPER.name, 0, 0, 3, state.CHECKED),
        (IDENTITY.name, 1, 0, 0, state.SEEN),
        ("Đơn xin", 1, 0, 0, state.CHECKED),
    ]


@pytest.mark.parametrize(
    ("payment", "paid"), [("cash", True), ("transfer", True), ("later", False)]
)
def test_the_fee_is_recorded_as_paid_now_or_to_be_paid(
    desk: Client, extract: Procedure, payment: str, paid: bool
) -> None:
    page = go_on(desk, chosen(desk, extract), sets="2", all_papers="1")
    dossier = received_at(press(desk, page, payment=payment, do="accept"))
    assert dossier.fee_amount == 16_000
    assert (dossier.fee_paid_at is not None) is paid
    assert "8.000\u00a0₫/bản × 2" in dossier.fee_note


def test_somebody_files_for_another_person(desk: Client, extract: Procedure) -> None:
    answer = accept(desk, extract, subject_name="Nguyễn Văn Cha", subject_address="Thôn 5")
    dossier = received_at(answer)
    assert (dossier.subject_name, dossier.subject_address) == ("Nguyễn Văn Cha", "Thôn 5")


def test_the_citizens_account_follows_the_dossier_when_there_is_no_doubt_whose_it_is(
    desk: Client, people: People, extract: Procedure
) -> None:
    assert received_at(accept(desk, extract)).owner == people.citizen
    people.citizen.personal_id = "056157009999"
    people.citizen.save()
    answer = accept(desk, extract, personal_id="056157004318")
    assert received_at(answer).owner is None


def test_who_merely_typed_somebodys_number_does_not_get_their_dossier(
    desk: Client, extract: Procedure
) -> None:
    factories.make_citizen("+84987654321", personal_id="056157004318")
    answer = accept(desk, extract, personal_id="056157004318", phone="0912 000 111")
    assert received_at(answer).owner is None


def test_an_amount_that_no_table_holds_gets_a_sentence(desk: Client, extract: Procedure) -> None:
    answer = accept(desk, extract, amount="9" * 19)
    assert answer.status_code == 422
    assert "Số tiền lớn quá" in answer.content.decode()


def test_scans_are_kept_through_a_failed_try_and_end_with_their_paper(
    desk: Client, extract: Procedure
) -> None:
    paper = prefix(extract, APPLICATION.name)
    file = SimpleUploadedFile("to-khai.jpg", online.picture())
    page = chosen(desk, extract)
    answer = press(desk, page, **{f"{paper}-scans": file}, do="accept")
    assert answer.status_code == 422
    assert "to-khai.jpg" in answer.content.decode()
    page = fields_of(answer.context["intake"]) | tick(extract, APPLICATION.name, IDENTITY.name)
    dossier = received_at(press(desk, page, payment="cash", do="accept"))
    attachment = Attachment.objects.get(dossier=dossier)
    assert attachment.paper is not None
    assert (attachment.paper.name, attachment.name) == (APPLICATION.name, "to-khai.jpg")


# --- sent back --------------------------------------------------------------------------------


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.status_code
    assert not Dossier.objects.exists()
    assert "<title>Lỗi: " in answer.content.decode()
    return list(answer.context["form"].errors)


def test_a_missing_paper_is_a_sentence_at_its_row_and_everything_typed_stays(
    desk: Client, extract: Procedure
) -> None:
    page = chosen(desk, extract) | tick(extract, IDENTITY.name)
    counts = {f"{prefix(extract, APPLICATION.name)}-originals": "4"}
    other = {"k0-name": "Đơn", "k0-copies": "1"}
    typed = {"summary": "Xin nhanh", "payment": "later", "sets": "2"}
    answer = press(desk, page | counts | other, **typed, do="accept")
    assert errors(answer) == ["given"]
    assert f"Còn thiếu: {APPLICATION.name}" in answer.content.decode()
    again = fields_of(answer.context["intake"])
    assert (again["summary"], again["payment"], again["sets"]) == ("Xin nhanh", "later", "2")
    assert again[f"{prefix(extract, APPLICATION.name)}-originals"] == "4"
    assert again[f"{prefix(extract, IDENTITY.name)}-given"] is True
    assert (again["k0-name"], again["k0-copies"]) == ("Đơn", "1")
    assert again["submit_key"] == page["submit_key"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"full_name": ""}, "full_name", "Nhập họ và tên"),
        ({"personal_id": "05615700"}, "personal_id", "Số căn cước gồm 12 chữ số"),
        ({"phone": "12345"}, "phone", "Nhập số điện thoại 10 chữ số"),
        ({"birth_date": "31/02/1957"}, "birth_date", "Ngày này không có trong lịch"),
        ({"birth_date": "năm Dậu"}, "birth_date", "Nhập ngày sinh như 12/04/1957"),
        ({"birth_date": "01/01/2999"}, "birth_date", "Năm sinh phải là"),
        ({"email": "khong-phai"}, "email", "Nhập thư điện tử như ten@vidu.vn"),
        ({"procedure": ""}, "procedure", "Chọn thủ tục"),
        ({"sets": "hai"}, "sets", "Nhập số từ 0 đến 99"),
        ({"delivery": "post"}, "delivery_address", "Nhập địa chỉ nhận bưu phẩm"),
        ({"amount": "tám nghìn"}, "amount", "Nhập số tiền bằng chữ số"),
        ({"payment": ""}, "payment", "Chọn đã thu tiền mặt, chuyển khoản hay thu sau"),
    ],
)
def test_bad_input_is_a_sentence_at_its_field(
    desk: Client, extract: Procedure, typed: dict[str, str], field: str, sentence: str
) -> None:
    page = go_on(desk, chosen(desk, extract), all_papers="1")
    answer = press(desk, page | {"payment": "cash", "do": "accept"} | typed)
    assert field in errors(answer)
    assert sentence in answer.content.decode()


def test_a_ticked_paper_without_any_copy_is_asked_about(desk: Client, extract: Procedure) -> None:
    paper = prefix(extract, APPLICATION.name)
    answer = accept(desk, extract, **{f"{paper}-originals": ""})
    assert errors(answer) == ["originals"]
    assert "Ghi số bản đã nhận" in answer.content.decode()


def test_a_file_of_a_wrong_kind_is_a_sentence_at_its_row(desk: Client, extract: Procedure) -> None:
    paper = prefix(extract, APPLICATION.name)
    file = SimpleUploadedFile("anh.jpg", b"MZ not a picture")
    answer = accept(desk, extract, **{f"{paper}-scans": file})
    assert errors(answer) == ["scans"]
    assert "Chỉ nhận ảnh hoặc PDF" in answer.content.decode()


def test_a_procedure_withdrawn_at_the_last_moment_is_a_conflict(
    commune: Commune, people: People, extract: Procedure
) -> None:
    pause(extract, note="Chờ hướng dẫn mới")
    with pytest.raises(Refused) as refused:
        receive_at_counter(
            an_opening(commune, extract), an_applicant(), [], by=people.receptionist, at=MONDAY
        )
    assert (refused.value.field, refused.value.status) == ("procedure", 409)


def test_nothing_is_received_without_any_paper(
    commune: Commune, people: People, extract: Procedure
) -> None:
    with pytest.raises(Refused, match="Đánh dấu ít nhất một giấy tờ"):
        receive_at_counter(
            an_opening(commune, extract), an_applicant(), [], by=people.receptionist, at=MONDAY
        )


# --- once -------------------------------------------------------------------------------------


def test_a_double_click_and_a_reload_give_the_same_receipt(
    desk: Client, extract: Procedure
) -> None:
    page = go_on(desk, chosen(desk, extract), all_papers="1") | {"payment": "cash"}
    first, second = (press(desk, page, do="accept")["Location"] for _ in range(2))
    assert first == second
    assert Dossier.objects.count() == 1
    assert Message.objects.filter(channel="sms").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_key_from_many_tabs_at_once_is_one_dossier() -> None:
    commune = factories.make_commune()
    officer = factories.make_staff(commune.one_stop, Role.RECEPTIONIST)
    opening = an_opening(commune, factories.make_procedure(), submit_key=new_key())
    codes = _together([opening] * 8, officer)
    assert set(codes) == {"H99.12-261123-0001"}
    assert Dossier.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_intakes_at_the_same_moment_get_different_codes_without_a_gap() -> None:
    commune = factories.make_commune()
    officer = factories.make_staff(commune.one_stop, Role.RECEPTIONIST)
    procedure = factories.make_procedure()
    codes = _together([an_opening(commune, procedure) for _ in range(8)], officer)
    assert sorted(codes) == [f"H99.12-261123-{number:04d}" for number in range(1, 9)]


def _together(openings: list[Opening], officer: Any) -> list[str]:
    start = Barrier(len(openings))

    def run(opening: Opening) -> str:
        start.wait(timeout=30)
        try:
            dossier = receive_at_counter(
                opening, an_applicant(), [HandedIn(None, "Tờ khai", originals=1)],
                by=officer, at=MONDAY,
            )  # fmt: skip
            return str(dossier.code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(openings)) as pool:
        return list(pool.map(run, openings))
