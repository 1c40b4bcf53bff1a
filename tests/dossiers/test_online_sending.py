"""Checking and sending: once, whatever the browser does, and only what was seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.urls import resolve

from dossiers.models import Dossier, Draft
from dossiers.online.own_pages import APPLICANT as APPLICANT_PAGE
from dossiers.online.own_pages import CASE_SLUG, DECLARATION, DELIVERY
from dossiers.workflow import Status
from notifications.models import Message
from procedures.content import FormFieldContent, FormPageContent
from procedures.models import Channel, FormField, Procedure
from procedures.services import publish_form
from tests.dossiers.conftest import People
from tests.dossiers.online import APPLICANT, answer, begin, fill, hidden, path_of, send, sent
from tests.factories import MONDAY, make_citizen, make_commune, make_procedure

FORMS = Path(__file__).parents[2] / "procedures" / "seed" / "forms"


@pytest.fixture
def citizen(client: Client, people: People) -> Client:
    client.force_login(people.citizen)
    return client


@pytest.fixture
def draft(citizen: Client, procedure: Procedure) -> Draft:
    return fill(citizen, procedure)


# --- the check page --------------------------------------------------------------------------


def test_the_check_page_shows_every_answer_with_a_way_back(citizen: Client, draft: Draft) -> None:
    page = citizen.get(path_of(draft, "kiem-tra")).content.decode()
    for value in ("Nguyễn Thị Sáu", "12/04/1957", "Trần Minh Khôi", "1 tệp", "Nhận tại Một cửa"):
        assert value in page
    for back in ("ai-nop", "tre", "giay-to/1", "nhan-ket-qua"):
        assert f'href="{path_of(draft, back)}"' in page


def test_it_promises_two_dates(citizen: Client, draft: Draft) -> None:
    promise = citizen.get(path_of(draft, "kiem-tra")).context["promise"]
    assert promise["title"].startswith("Có kết quả trước 17:00, ")
    assert "Một cửa trả lời chậm nhất" in promise["text"]
    assert "Thời hạn 3 ngày làm việc" in promise["text"]


def test_a_term_under_review_promises_no_date(
    citizen: Client, draft: Draft, procedure: Procedure
) -> None:
    version = procedure.current_version
    version.uncertain = "term"
    version.save()
    promise = citizen.get(path_of(draft, "kiem-tra")).context["promise"]
    assert promise["leaf"] is None
    assert "giấy hẹn ghi ngày trả kết quả" in promise["text"]


def test_an_unfinished_draft_is_not_sent(citizen: Client, procedure: Procedure) -> None:
    draft = begin(citizen, procedure)
    answer(citizen, draft, "ai-nop", **APPLICANT)
    refused = send(citizen, draft)
    assert refused.status_code == 422
    left = [item["title"] for item in refused.context["unfinished"]]
    assert left == ["Trẻ tên là gì?", "Chụp giấy chứng sinh", "Ông/bà nhận kết quả bằng cách nào?"]
    assert path_of(draft, "giay-to/1") in refused.content.decode()
    assert not Dossier.objects.exists()


def test_an_answer_that_could_not_be_read_is_left_to_do(citizen: Client, draft: Draft) -> None:
    answer(citizen, draft, "ai-nop", **APPLICANT | {"birth_date_year": "62"})
    assert send(citizen, draft).status_code == 422
    assert not Dossier.objects.exists()


def test_the_declaration_must_be_ticked(citizen: Client, draft: Draft) -> None:
    refused = send(citizen, draft, declaration="")
    assert refused.status_code == 422
    assert refused.content.decode().count("Đánh dấu vào ô cam đoan") == 2


def test_a_declaration_of_the_form_itself_is_not_asked_for_twice(
    citizen: Client, procedure: Procedure
) -> None:
    own = FormFieldContent(
        key=DECLARATION.key, label="Chúng tôi tự nguyện kết hôn", kind=FormField.Kind.CONFIRM
    )
    publish_form(procedure, [FormPageContent(slug="tre", title="?", fields=(own,))], at=MONDAY)
    draft = begin(citizen, procedure)
    page = citizen.get(path_of(draft, "kiem-tra"))
    assert list(page.context["form"].fields) == []


def test_what_was_changed_elsewhere_is_seen_before_it_is_sent(
    citizen: Client, draft: Draft
) -> None:
    seen = citizen.get(path_of(draft, "kiem-tra")).context["seen"]
    answer(citizen, draft, "tre", child_name="Trần Minh Khoa")
    refused = citizen.post(path_of(draft, "kiem-tra"), {"da_thay": seen, "declaration": "on"})
    assert refused.status_code == 409
    assert "vừa được sửa ở máy hoặc thẻ khác" in refused.content.decode()
    assert "Trần Minh Khoa" in refused.content.decode()
    assert not Dossier.objects.exists()


# --- sending ---------------------------------------------------------------------------------


def test_sending_makes_the_dossier(citizen: Client, draft: Draft, people: People) -> None:
    answered = send(citizen, draft)
    assert answered["Location"] == path_of(draft, "xong")
    dossier = sent(draft)
    assert dossier.status == Status.SUBMITTED
    assert dossier.channel == Channel.Method.ONLINE
    assert dossier.owner == people.citizen
    assert dossier.applicant_name == "Nguyễn Thị Sáu"
    assert (dossier.phone, dossier.personal_id) == ("+84905123318", "056157004318")
    assert (dossier.birth_date, dossier.gender) == (date(1957, 4, 12), "female")
    assert dossier.answers == {"child_name": "Trần Minh Khôi"}
    assert dossier.delivery == "counter"
    (paper,) = dossier.papers.all()
    assert (paper.name, paper.copies) == ("Giấy chứng sinh", 1)
    assert paper.attachments.get().dossier == dossier
    assert [event.action for event in dossier.events.all()] == ["submit"]
    assert Message.objects.get(kind="submitted").user == people.citizen


def test_answers_of_a_way_not_taken_stay_behind(citizen: Client, draft: Draft) -> None:
    Draft.objects.update(answers={"child_name": "Trần Minh Khôi", "gone": "cũ"})
    send(citizen, draft)
    assert sent(draft).answers == {"child_name": "Trần Minh Khôi"}


def test_what_the_account_did_not_know_is_remembered(citizen: Client, people: People) -> None:
    people.citizen.address = "Thôn 5"
    people.citizen.save()
    send(citizen, fill(citizen, make_procedure()))
    people.citizen.refresh_from_db()
    assert people.citizen.personal_id == "056157004318"
    assert people.citizen.birth_date == date(1957, 4, 12)
    assert people.citizen.gender == "female"
    assert people.citizen.address == "Thôn 5"


def test_double_click_reload_and_a_lost_answer_give_the_same_receipt(
    citizen: Client, draft: Draft
) -> None:
    seen = citizen.get(path_of(draft, "kiem-tra")).context["seen"]
    typed = {"da_thay": seen, "declaration": "on"}
    answers = [citizen.post(path_of(draft, "kiem-tra"), typed) for _ in range(3)]
    assert {answered["Location"] for answered in answers} == {path_of(draft, "xong")}
    code = sent(draft).submission_code
    for _ in range(2):
        assert code in citizen.get(path_of(draft, "xong")).content.decode()
    assert Dossier.objects.count() == 1
    assert Message.objects.filter(kind="submitted").count() == 1


@pytest.mark.parametrize("page", ["", "ai-nop", "giay-to/1", "kiem-tra"])
def test_going_back_after_sending_shows_the_receipt(
    citizen: Client, draft: Draft, page: str
) -> None:
    send(citizen, draft)
    assert citizen.get(path_of(draft, page))["Location"] == path_of(draft, "xong")


def test_a_page_left_open_cannot_change_what_was_sent(citizen: Client, draft: Draft) -> None:
    opened = hidden(citizen, draft, "tre")
    send(citizen, draft)
    late = citizen.post(path_of(draft, "tre"), opened | {"child_name": "Khác"})
    assert late["Location"] == path_of(draft, "xong")
    assert Draft.objects.get().answers == {"child_name": "Trần Minh Khôi"}


@pytest.mark.django_db(transaction=True)
def test_eight_browsers_at_once_make_one_dossier() -> None:
    make_commune()
    procedure, owner = make_procedure(), make_citizen("+84905123318", "Nguyễn Thị Sáu")
    client = Client()
    client.force_login(owner)
    draft = fill(client, procedure)
    seen = client.get(path_of(draft, "kiem-tra")).context["seen"]
    typed = {"da_thay": seen, "declaration": "on"}

    def press(browser: Client) -> str:
        try:
            return str(browser.post(path_of(draft, "kiem-tra"), typed)["Location"])
        finally:
            connection.close()

    browsers = [Client() for _ in range(8)]
    for browser in browsers:
        browser.cookies = client.cookies
    with ThreadPoolExecutor(8) as pool:
        landed = list(pool.map(press, browsers))
    assert set(landed) == {path_of(draft, "xong")}
    assert Dossier.objects.count() == 1
    assert Message.objects.filter(kind="submitted").count() == 1
    assert sent(draft).events.count() == 1


# --- the receipt -----------------------------------------------------------------------------


def test_the_receipt_says_what_happens_next_and_what_arrived(citizen: Client, draft: Draft) -> None:
    send(citizen, draft)
    dossier = sent(draft)
    page = citizen.get(path_of(draft, "xong")).content.decode()
    assert dossier.submission_code in page
    assert "Một cửa trả lời trước" in page
    assert "09•• ••• 318" in page
    assert f"/ho-so/{dossier.submission_code}/" in page
    assert "a.jpg" in page
    assert draft.attachments.get().file.sha256[:8] in page
    assert "<svg" in page


def test_before_sending_there_is_no_receipt(citizen: Client, draft: Draft) -> None:
    assert citizen.get(path_of(draft, "xong"))["Location"] == path_of(draft)


def test_no_shipped_form_has_a_page_at_an_address_of_our_own() -> None:
    """Such a page could never be opened."""
    own = {APPLICANT_PAGE.slug, DELIVERY.slug, CASE_SLUG}
    for file in sorted(FORMS.glob("*.yaml")):
        for page in yaml.safe_load(file.read_text(encoding="utf-8"))["pages"]:
            match = resolve(f"/nhap/x/{page['slug']}/")
            assert match.url_name == "draft-page", (file.name, page["slug"])
            assert page["slug"] not in own, (file.name, page["slug"])
