"""A draft begun online is continued at the counter, with the citizen present."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessLog
from dossiers.intake import drafts as intake_drafts
from dossiers.models import Dossier, Draft
from dossiers.services import submit_draft
from dossiers.workflow import Status
from procedures.models import Procedure
from tests.dossiers import online
from tests.dossiers.conftest import People
from tests.dossiers.counter import (
    fields_of,
    go_on,
    make_extract,
    open_page,
    press,
    received_at,
    tick,
)
from tests.factories import MONDAY, Commune, an_applicant


@pytest.fixture
def desk(client: Client, people: People) -> Client:
    client.force_login(people.receptionist)
    return client


@pytest.fixture
def extract(commune: Commune) -> Procedure:
    return make_extract()


@pytest.fixture
def draft(client: Client, people: People, procedure: Procedure) -> Draft:
    client.force_login(people.citizen)
    draft = online.fill(client, procedure)
    client.force_login(people.receptionist)
    return Draft.objects.get(pk=draft.pk)


def test_a_draft_of_the_person_is_shown_and_continued_with_its_answers_and_files(
    desk: Client, people: People, procedure: Procedure, draft: Draft
) -> None:
    page = open_page(desk)
    answer = press(desk, page, phone="0905 123 318")
    assert "Làm tiếp bản nháp" in answer.content.decode()
    answer = press(desk, page, phone="0905 123 318", resume=draft.token)
    body = answer.content.decode()
    assert "Trần Minh Khôi" in body
    assert "Đã gửi trực tuyến 1 tệp" in body
    page = fields_of(answer.context["intake"])
    assert (page["full_name"], page["birth_date"]) == ("Nguyễn Thị Sáu", "12/04/1957")
    page |= tick(procedure, "Giấy chứng sinh")
    dossier = received_at(press(desk, page, do="accept"))
    assert (dossier.owner, dossier.answers) == (people.citizen, {"child_name": "Trần Minh Khôi"})
    assert dossier.attachments.get().paper == dossier.papers.get()
    draft.refresh_from_db()
    assert draft.submitted_at is not None
    log = AccessLog.objects.get(action="draft.continue")
    assert (log.user, log.object_code) == (people.receptionist, f"draft:{draft.pk}")


def test_the_pickup_code_brings_the_draft(desk: Client, draft: Draft) -> None:
    page = go_on(desk, open_page(desk), pickup=f"{draft.pickup_code[:3]} {draft.pickup_code[3:]}")
    assert page["draft"] == draft.token
    assert page["full_name"] == "Nguyễn Thị Sáu"


def test_a_wrong_pickup_code_is_a_sentence_and_nothing_is_lost(desk: Client, draft: Draft) -> None:
    wrong = "000000" if draft.pickup_code != "000000" else "111111"
    answer = press(desk, open_page(desk), pickup=wrong, full_name="Ai đó")
    assert answer.status_code == 422
    assert "Không thấy bản nháp có mã này" in answer.content.decode()
    assert fields_of(answer.context["intake"])["full_name"] == "Ai đó"


def test_six_digits_cannot_be_guessed_without_end(
    desk: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_drafts, "WRONG_CODES", 2)
    wrong = "000000" if draft.pickup_code != "000000" else "111111"
    answers = [press(desk, open_page(desk), pickup=wrong) for _ in range(3)]
    assert "Không thấy bản nháp" in answers[1].content.decode()
    assert "Xin đợi một giờ" in answers[2].content.decode()


def test_a_draft_received_at_the_counter_cannot_be_sent_online_as_well(
    desk: Client, people: People, procedure: Procedure, draft: Draft
) -> None:
    page = go_on(desk, open_page(desk), resume=draft.token) | tick(procedure, "Giấy chứng sinh")
    dossier = received_at(press(desk, page, do="accept"))
    sent = submit_draft(draft, applicant=an_applicant(), answers={}, at=MONDAY)
    assert sent == dossier
    assert Dossier.objects.count() == 1


def test_a_draft_sent_online_meanwhile_leads_to_that_submission(
    desk: Client, procedure: Procedure, draft: Draft
) -> None:
    page = go_on(desk, open_page(desk), resume=draft.token) | tick(procedure, "Giấy chứng sinh")
    sent = submit_draft(draft, applicant=an_applicant(), answers={}, at=MONDAY)
    answer = press(desk, page, do="accept")
    assert answer["Location"] == reverse("dossiers:staff-dossier", args=[sent.display_code])
    assert Dossier.objects.get().status == Status.SUBMITTED


def test_another_procedure_lets_the_draft_go(
    desk: Client, draft: Draft, extract: Procedure
) -> None:
    page = go_on(desk, open_page(desk), resume=draft.token)
    assert go_on(desk, page, procedure="HT07")["draft"] == ""
