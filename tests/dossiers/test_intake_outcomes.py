"""When it is not received: guidance (Mẫu 02), refusal (Mẫu 03); and who may open the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from dossiers.models import Dossier, DossierEvent
from dossiers.workflow import Action, Status
from notifications.models import Message
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.counter import (
    APPLICATION,
    CARD,
    IDENTITY,
    INTAKE,
    accept,
    chosen,
    fields_of,
    go_on,
    make_extract,
    open_page,
    tick,
)
from tests.dossiers.papers import text_of
from tests.factories import Commune, make_commune, make_received, make_staff, make_submitted

GUIDANCE = reverse("dossiers:intake-guidance")
REFUSAL = reverse("dossiers:intake-refusal")


@pytest.fixture
def desk(client: Client, people: People) -> Client:
    client.force_login(people.receptionist)
    return client


@pytest.fixture
def extract(commune: Commune) -> Procedure:
    return make_extract()


# --- guidance -----------------------------------------------------------------------------------


def test_guidance_lists_what_is_missing_and_prints_it_without_accepting(
    desk: Client, extract: Procedure
) -> None:
    page = go_on(desk, chosen(desk, extract), card=CARD) | tick(extract, IDENTITY.name)
    answer = desk.post(GUIDANCE, page)
    body = answer.content.decode()
    assert APPLICATION.name in body
    assert IDENTITY.name not in body
    answer = desk.post(GUIDANCE, page | {"do": "print", "note": "Điền đủ mục 3 của tờ khai"})
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in text
    assert "Nguyễn Thị Sáu" in text
    assert f"1 {APPLICATION.name} 01" in text
    assert "Lý do: Điền đủ mục 3 của tờ khai" in text
    assert "liên hệ công chức Lê Thị Hòa" in text
    assert not Dossier.objects.exists()
    assert not Message.objects.exists()


def test_guidance_carries_the_whole_page_back(desk: Client, extract: Procedure) -> None:
    page = chosen(desk, extract) | {"summary": "Cho con đi học"}
    body = desk.post(GUIDANCE, page).content.decode()
    for name in ("full_name", "phone", "summary", "submit_key", "version"):
        assert f'name="{name}" value="{page[name]}"' in body
    answer = desk.post(INTAKE, page | {"do": "back"})
    assert fields_of(answer.context["intake"]) == page


def test_guidance_about_nothing_asks_for_a_word(desk: Client, extract: Procedure) -> None:
    page = go_on(desk, chosen(desk, extract), all_papers="1")
    answer = desk.post(GUIDANCE, page | {"do": "print", "note": " "})
    assert answer.status_code == 422
    assert "Ghi nội dung cần hoàn thiện" in answer.content.decode()


def test_guidance_needs_a_person_and_a_procedure(desk: Client) -> None:
    answer = desk.post(GUIDANCE, open_page(desk))
    assert answer.status_code == 422
    assert answer.context["form"].errors == ["full_name", "procedure"]


# --- refusal ------------------------------------------------------------------------------------


def test_a_refusal_is_recorded_told_and_printed(
    desk: Client, people: People, extract: Procedure
) -> None:
    page = chosen(desk, extract)
    body = desk.post(REFUSAL, page).content.decode()
    assert "Không thuộc thẩm quyền giải quyết của đơn vị" in body
    assert not Dossier.objects.exists()
    reason = {"reason": "authority", "note": "Xin nộp tại xã Hòa Thắng"}
    answer = desk.post(REFUSAL, page | reason | {"do": "refuse"})
    dossier = Dossier.objects.get()
    assert answer["Location"] == reverse("dossiers:intake-done", args=[dossier.display_code])
    assert (dossier.status, dossier.code) == (Status.REFUSED, None)
    event = DossierEvent.objects.get(action=Action.REFUSE)
    assert (event.actor, event.reason) == (people.receptionist, "authority")
    assert set(Message.objects.values_list("kind", flat=True)) == {"refused"}
    body = desk.get(answer["Location"]).content.decode()
    assert "In phiếu từ chối tiếp nhận giải quyết hồ sơ" in body
    paper = desk.post(reverse("dossiers:paper", args=[dossier.display_code, "mau-03"]), follow=True)
    text = text_of(paper.content)
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in text
    assert "Xin nộp tại xã Hòa Thắng" in text


def test_a_refusal_pressed_twice_is_one(desk: Client, extract: Procedure) -> None:
    page = chosen(desk, extract) | {"reason": "other", "note": "Hai bên đã thống nhất"}
    first, second = (desk.post(REFUSAL, page | {"do": "refuse"})["Location"] for _ in range(2))
    assert first == second
    assert Dossier.objects.count() == 1


def test_a_refusal_without_a_reason_is_asked_for_it(desk: Client, extract: Procedure) -> None:
    answer = desk.post(REFUSAL, chosen(desk, extract) | {"do": "refuse", "note": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors == ["reason", "note"]
    assert not Dossier.objects.exists()


# --- who --------------------------------------------------------------------------------------


def test_only_who_receives_dossiers_opens_the_desk(client: Client, people: People) -> None:
    for person, status in [(people.specialist, 403), (people.leader, 403), (people.citizen, 403)]:
        client.force_login(person)
        assert client.get(INTAKE).status_code == status
        assert client.post(INTAKE).status_code == status
    client.logout()
    assert client.get(INTAKE).status_code == 302


@pytest.mark.parametrize("address", [GUIDANCE, REFUSAL])
def test_the_short_pages_are_only_posted(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 405


def test_the_page_after_it_is_for_the_own_commune(
    desk: Client, client: Client, commune: Commune, extract: Procedure
) -> None:
    address = accept(desk, extract)["Location"]
    assert desk.get(address).status_code == 200
    elsewhere = make_commune("H99.13", "xã Hòa Thắng")
    client.force_login(make_staff(elsewhere.one_stop, Role.RECEPTIONIST))
    assert client.get(address).status_code == 404


def test_an_online_submission_that_waits_has_no_such_page(
    desk: Client, commune: Commune, procedure: Procedure
) -> None:
    dossier = make_submitted(commune, procedure)
    address = reverse("dossiers:intake-done", args=[dossier.display_code])
    assert desk.get(address).status_code == 404


def test_earlier_dossiers_of_another_commune_are_not_shown(
    desk: Client, people: People, procedure: Procedure
) -> None:
    elsewhere = make_commune("H99.13", "xã Hòa Thắng")
    officer = make_staff(elsewhere.one_stop, Role.RECEPTIONIST)
    foreign = make_received(elsewhere, procedure, by=officer)
    answer = desk.post(INTAKE, open_page(desk) | {"personal_id": "056157004318"})
    assert foreign.code is not None
    assert foreign.code not in answer.content.decode()
