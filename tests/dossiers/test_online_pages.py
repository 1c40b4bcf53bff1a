"""The pages of a draft: nothing typed is lost, and nobody overwrites anybody."""

import json

import pytest
from django.test import Client

from dossiers.models import Draft
from procedures.content import FormFieldContent, FormPageContent
from procedures.models import FormField, Procedure
from procedures.services import publish_form
from tests import plans
from tests.dossiers.conftest import People
from tests.dossiers.online import APPLICANT, answer, begin, fill, hidden, path_of
from tests.factories import MONDAY, make_procedure

Kind = FormField.Kind
BY_SCRIPT = {"headers": {"X-Luu-Nhap": "1"}}


@pytest.fixture
def citizen(client: Client, people: People) -> Client:
    client.force_login(people.citizen)
    return client


@pytest.fixture
def draft(citizen: Client, procedure: Procedure) -> Draft:
    return begin(citizen, procedure)


@pytest.fixture
def branching(commune: object) -> Procedure:
    """The second page is asked of grandparents only; on the first a note hangs on the choice."""
    procedure = make_procedure("1.002222", "Thủ tục rẽ nhánh")
    who = (("mother", "Mẹ"), ("grandparent", "Ông bà"))
    pages = [
        FormPageContent(
            slug="quan-he",
            title="Ông/bà là gì của trẻ?",
            fields=(
                FormFieldContent(key="who", label="Quan hệ", kind=Kind.RADIO, choices=who),
                FormFieldContent(
                    key="note",
                    label="Ghi rõ",
                    kind=Kind.TEXT,
                    shown_if_key="who",
                    shown_if_value="grandparent",
                ),
            ),
        ),
        FormPageContent(
            slug="ong-ba",
            title="Vì sao ông bà đi khai?",
            fields=(
                FormFieldContent(
                    key="why",
                    label="Lý do",
                    kind=Kind.TEXT,
                    shown_if_key="who",
                    shown_if_value="grandparent",
                ),
            ),
        ),
    ]
    publish_form(procedure, pages, at=MONDAY)
    return procedure


def stored(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


# --- saving ------------------------------------------------------------------------------------


def test_a_page_is_saved_and_the_next_one_opens(citizen: Client, draft: Draft) -> None:
    sent = answer(citizen, draft, "ai-nop", **APPLICANT)
    assert sent["Location"] == path_of(draft, "tre")
    assert stored(draft).applicant == {
        "full_name": "Nguyễn Thị Sáu",
        "personal_id": "056157004318",
        "birth_date": "1957-04-12",
        "address": "Thôn 2, xã Bình An",
        "phone": "0905123318",
    }


def test_what_the_account_knows_is_filled_beforehand(citizen: Client, people: People) -> None:
    people.citizen.address = "Thôn 5, xã Bình An"
    people.citizen.save()
    draft = begin(citizen, make_procedure())
    page = citizen.get(path_of(draft, "ai-nop")).content.decode()
    for known in ("Nguyễn Thị Sáu", "0905 123 318", "Thôn 5, xã Bình An"):
        assert f'value="{known}"' in page


def test_a_wrong_answer_is_said_at_its_field_and_stays_typed(citizen: Client, draft: Draft) -> None:
    wrong = APPLICANT | {"personal_id": "12345", "birth_date_year": "2062"}
    sent = answer(citizen, draft, "ai-nop", **wrong)
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "<title>Lỗi: " in page
    assert page.count("Số căn cước gồm 12 chữ số, ông/bà đã nhập 5") == 2  # summary and field
    assert 'value="12345"' in page
    assert 'value="2062"' in page


def test_what_cannot_be_read_yet_is_there_again_tomorrow(citizen: Client, draft: Draft) -> None:
    answer(citizen, draft, "ai-nop", **APPLICANT | {"personal_id": "12345", "birth_date_year": ""})
    page = citizen.get(path_of(draft, "ai-nop")).content.decode()
    for typed in ("12345", "12", "4", "Nguyễn Thị Sáu", "Thôn 2, xã Bình An"):
        assert f'value="{typed}"' in page
    assert "personal_id" not in stored(draft).applicant
    answer(citizen, draft, "ai-nop", **APPLICANT)
    assert 'value="12345"' not in citizen.get(path_of(draft, "ai-nop")).content.decode()


def test_the_page_saves_itself_while_somebody_types(citizen: Client, draft: Draft) -> None:
    opened = hidden(citizen, draft, "ai-nop")
    half = opened | {"full_name": "Nguyễn", "personal_id": "0561"}
    sent = citizen.post(path_of(draft, "ai-nop"), half, **BY_SCRIPT)
    assert sent.status_code == 200
    assert json.loads(sent.content)["line"].startswith("Đã lưu nháp lúc ")
    assert stored(draft).applicant == {"full_name": "Nguyễn"}
    whole = citizen.post(path_of(draft, "ai-nop"), opened | APPLICANT)
    assert whole["Location"] == path_of(draft, "tre")


def test_saving_for_later_leads_to_the_list_of_pages(citizen: Client, draft: Draft) -> None:
    sent = answer(citizen, draft, "tre", child_name="", luu="1")
    assert sent["Location"] == path_of(draft)
    page = citizen.get(path_of(draft)).content.decode()
    assert "Đã lưu nháp lúc" in page
    assert "Đang làm dở" in page
    assert "Bản nháp giữ đến ngày" in page


def test_the_list_leads_to_the_first_page_left(citizen: Client, draft: Draft) -> None:
    answer(citizen, draft, "ai-nop", **APPLICANT)
    assert citizen.get(path_of(draft)).context["next_url"] == path_of(draft, "tre")


def test_a_finished_draft_leads_to_the_check_page(citizen: Client, procedure: Procedure) -> None:
    draft = fill(citizen, procedure)
    context = citizen.get(path_of(draft)).context
    assert (context["left"], context["next_url"]) == (0, path_of(draft, "kiem-tra"))


def test_progress_counts_the_pages_that_are_asked(citizen: Client, branching: Procedure) -> None:
    draft = begin(citizen, branching)
    short = citizen.get(path_of(draft, "quan-he")).context
    answer(citizen, draft, "quan-he", who="grandparent", note="Bà ngoại")
    long = citizen.get(path_of(draft, "ong-ba")).context
    assert (short["number"], short["total"]) == (2, 6)
    assert (long["number"], long["total"]) == (3, 7)
    assert long["back_url"] == path_of(draft, "quan-he")


def test_a_way_not_taken_is_not_asked(citizen: Client, branching: Procedure) -> None:
    draft = begin(citizen, branching)
    sent = answer(citizen, draft, "quan-he", who="mother", note="")
    assert sent["Location"] == path_of(draft, "giay-to/1")


def test_a_parcel_needs_an_address(citizen: Client, draft: Draft) -> None:
    sent = answer(citizen, draft, "nhan-ket-qua", delivery="post")
    assert sent.status_code == 422
    assert "Nhập địa chỉ nhận bưu phẩm" in sent.content.decode()
    assert answer(citizen, draft, "nhan-ket-qua", delivery="counter").status_code == 302


def test_an_unknown_page_is_not_found(citizen: Client, draft: Draft) -> None:
    assert citizen.get(path_of(draft, "khong-co")).status_code == 404
    assert citizen.get(path_of(draft, "giay-to/9")).status_code == 404


def test_pages_of_a_draft_are_cheap_and_not_kept_by_browsers(
    citizen: Client, procedure: Procedure
) -> None:
    draft = fill(citizen, procedure)
    pages = ("", "ai-nop", "tre", "giay-to/1", "giay-to-khac", "nhan-ket-qua")
    citizen.get(path_of(draft, "kiem-tra"))  # the calendar is read once
    for page, most in [*((page, 8) for page in pages), ("kiem-tra", 11)]:
        with plans.cheap(most):
            shown = citizen.get(path_of(draft, page))
        assert (page, shown.status_code) == (page, 200)
        assert "no-store" in shown["Cache-Control"]


# --- two at once -------------------------------------------------------------------------------


def test_of_two_tabs_the_second_to_save_sees_both_versions(citizen: Client, draft: Draft) -> None:
    first, second = hidden(citizen, draft, "tre"), hidden(citizen, draft, "tre")
    citizen.post(path_of(draft, "tre"), first | {"child_name": "Trần Minh Khôi"})
    sent = citizen.post(path_of(draft, "tre"), second | {"child_name": "Trần Minh Khoa"})
    page = sent.content.decode()
    assert sent.status_code == 409
    assert "vừa được sửa ở máy hoặc thẻ khác" in page
    assert 'value="Trần Minh Khoa"' in page
    assert [row.value for row in sent.context["theirs"]] == ["Trần Minh Khôi"]
    assert stored(draft).answers == {"child_name": "Trần Minh Khôi"}


def test_having_seen_both_the_person_decides(citizen: Client, draft: Draft) -> None:
    first, second = hidden(citizen, draft, "tre"), hidden(citizen, draft, "tre")
    citizen.post(path_of(draft, "tre"), first | {"child_name": "Trần Minh Khôi"})
    typed = {"child_name": "Trần Minh Khoa"}
    refused = citizen.post(path_of(draft, "tre"), second | typed)
    again = {"da_thay": refused.context["seen"], "lan_mo": refused.context["writer"]}
    assert citizen.post(path_of(draft, "tre"), again | typed).status_code == 302
    assert stored(draft).answers == typed


def test_a_page_that_saved_itself_does_not_conflict_with_itself(
    citizen: Client, draft: Draft
) -> None:
    opened = hidden(citizen, draft, "tre")
    citizen.post(path_of(draft, "tre"), opened | {"child_name": "Trần"}, **BY_SCRIPT)
    citizen.post(path_of(draft, "tre"), opened | {"child_name": "Trần Minh"}, **BY_SCRIPT)
    last = citizen.post(path_of(draft, "tre"), opened | {"child_name": "Trần Minh Khôi"})
    assert last.status_code == 302


def test_a_conflict_while_typing_says_so_in_the_line(citizen: Client, draft: Draft) -> None:
    first, second = hidden(citizen, draft, "tre"), hidden(citizen, draft, "tre")
    citizen.post(path_of(draft, "tre"), first | {"child_name": "Trần Minh Khôi"})
    typed = second | {"child_name": "Trần Minh Khoa"}
    sent = citizen.post(path_of(draft, "tre"), typed, **BY_SCRIPT)
    assert sent.status_code == 409
    assert "vừa được sửa" in json.loads(sent.content)["line"]


def test_two_pages_of_one_draft_may_be_filled_side_by_side(citizen: Client, draft: Draft) -> None:
    one, other = hidden(citizen, draft, "tre"), hidden(citizen, draft, "nhan-ket-qua")
    sent = citizen.post(path_of(draft, "tre"), one | {"child_name": "Trần Minh Khôi"})
    assert sent.status_code == 302
    sent = citizen.post(path_of(draft, "nhan-ket-qua"), other | {"delivery": "counter"})
    assert sent.status_code == 302
    assert stored(draft).answers
    assert stored(draft).applicant


# --- other people --------------------------------------------------------------------------------

PAGES = ["", "ai-nop", "tre", "giay-to/1", "giay-to-khac", "kiem-tra", "xong", "xoa"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_finds_the_draft(
    citizen: Client, draft: Draft, people: People, page: str
) -> None:
    citizen.force_login(people.stranger)
    assert citizen.get(path_of(draft, page)).status_code == 404
    if page in {"ai-nop", "giay-to/1", "kiem-tra", "xoa"}:
        assert citizen.post(path_of(draft, page)).status_code == 404
    citizen.force_login(people.receptionist)
    assert citizen.get(path_of(draft, page)).status_code == 403


@pytest.mark.parametrize("page", ["khoi-phuc", "cap-nhat", "ma-nhap"])
def test_what_changes_a_draft_cannot_be_linked_to(
    citizen: Client, draft: Draft, people: People, page: str
) -> None:
    assert citizen.get(path_of(draft, page)).status_code == 405
    citizen.force_login(people.stranger)
    assert citizen.post(path_of(draft, page)).status_code == 404


def test_a_form_that_lost_its_cookie_says_what_to_do(people: People, procedure: Procedure) -> None:
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(people.citizen)
    sent = guarded.post(f"/nop/{procedure.code}/")
    assert sent.status_code == 403
    assert "tải lại trang rồi gửi lần nữa" in sent.content.decode()
