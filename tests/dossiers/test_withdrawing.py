"""Xin rút hồ sơ: why, are you sure, done; or why it is too late."""

import pytest
from django.test import Client

from dossiers.models import Dossier
from dossiers.workflow import Action, Status
from notifications.models import Message
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import path_of, words

WHY = "Tôi sẽ làm ở nơi khác"


@pytest.fixture
def citizen(town: Town) -> Client:
    return browser(town.people.citizen)


def state_of(dossier: Dossier) -> Status:
    dossier.refresh_from_db()
    return dossier.state


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RECEIVED, Status.ASSIGNED])
def test_asked_why_and_once_more_then_taken_back(
    town: Town, citizen: Client, status: Status
) -> None:
    dossier = town.dossier(status)
    path = path_of(dossier, "rut")
    assert f'href="{path}"' in citizen.get(path_of(dossier)).content.decode()
    assert "Vì sao ông/bà rút hồ sơ?" in words(citizen.get(path))
    sure = citizen.post(path, {"note": WHY})
    assert sure.status_code == 200
    assert f"Lý do {WHY}" in words(sure)
    assert state_of(dossier) is status
    facts = {"note": WHY, "da-thay": dossier.last_seq, "chac-chan": "1"}
    assert citizen.post(path, facts)["Location"] == path_of(dossier)
    assert state_of(dossier) is Status.WITHDRAWN
    event = dossier.events.order_by("-seq")[0]
    assert (event.action, event.actor, event.note) == (Action.WITHDRAW, town.people.citizen, WHY)
    assert Message.objects.filter(kind="withdrawn", channel="sms").count() == 1
    page = words(citizen.get(path_of(dossier)))
    assert "Đã rút theo yêu cầu" in page
    assert "Xin rút hồ sơ" not in page


def test_without_a_reason_nothing_happens(town: Town, citizen: Client) -> None:
    dossier = town.dossier()
    for facts in ({}, {"note": "  ", "chac-chan": "1"}):
        answer = citizen.post(path_of(dossier, "rut"), facts)
        assert answer.status_code == 422
        assert "Nhập lý do rút hồ sơ" in words(answer)
    assert state_of(dossier) is Status.SUBMITTED


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (Status.SUBMITTED_FOR_SIGN, "Hồ sơ đã trình lãnh đạo ký nên không rút được nữa"),
        (Status.SIGNED, "Hồ sơ đã trình lãnh đạo ký nên không rút được nữa"),
        (Status.RESULT_READY, "Hồ sơ đã có kết quả nên không rút được nữa"),
    ],
)
def test_too_late_says_why(town: Town, citizen: Client, status: Status, why: str) -> None:
    dossier = town.dossier(status)
    assert "Xin rút hồ sơ" not in words(citizen.get(path_of(dossier)))
    for answer in (
        citizen.get(path_of(dossier, "rut")),
        citizen.post(path_of(dossier, "rut"), {"note": WHY, "chac-chan": "1"}),
    ):
        assert answer.status_code == 409
        assert why in words(answer)
    assert state_of(dossier) is status


def test_twice_is_harmless(town: Town, citizen: Client) -> None:
    dossier = town.dossier()
    facts = {"note": WHY, "da-thay": dossier.last_seq, "chac-chan": "1"}
    citizen.post(path_of(dossier, "rut"), facts)
    again = citizen.post(path_of(dossier, "rut"), facts)
    assert again.status_code == 409
    assert "Hồ sơ đã khép lại" in words(again)
    assert dossier.events.filter(action=Action.WITHDRAW).count() == 1


def test_an_officer_who_acted_meanwhile_is_not_overruled(town: Town, citizen: Client) -> None:
    dossier = town.dossier(Status.RECEIVED)
    facts = {"note": WHY, "da-thay": dossier.last_seq - 1, "chac-chan": "1"}
    answer = citizen.post(path_of(dossier, "rut"), facts)
    assert answer.status_code == 409
    assert "vừa xử lý hồ sơ này" in words(answer)
    assert state_of(dossier) is Status.RECEIVED


def test_nobody_withdraws_for_somebody_else(town: Town) -> None:
    dossier = town.dossier()
    facts = {"note": WHY, "chac-chan": "1"}
    assert browser(town.people.stranger).post(path_of(dossier, "rut"), facts).status_code == 404
    assert Client().post(path_of(dossier, "rut"), facts).status_code == 302
    assert state_of(dossier) is Status.SUBMITTED
