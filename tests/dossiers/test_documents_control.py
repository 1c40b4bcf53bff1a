"""Phiếu kiểm soát: a block for each hand-over, judged by the stage's deadline; each print stays."""

from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.documents import drawing
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action
from papers.models import IssuedPaper
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.papers import address_of, examined, received, text_of
from tests.dossiers.test_documents import in_order
from tests.factories import MONDAY, Commune, at


def worked_on(
    commune: Commune, people: People, procedure: Procedure, *, examined_at: str
) -> Dossier:
    """Received Monday 8:05 until Friday 17:00; the specialist has half of that, to Thursday."""
    dossier = received(commune, people, procedure)
    for action, by, moment, more in (
        (Action.TRANSFER, people.receptionist, "2026-11-23 09:00", {}),
        (Action.ASSIGN, people.head, "2026-11-23 09:30", {"assignee": people.specialist}),
        (Action.SUBMIT_FOR_SIGN, people.specialist, examined_at, {}),
        (Action.SIGN, people.leader, "2026-11-27 10:00", {}),
    ):
        dossier = apply(dossier, action, by=by, at=at(moment), **more)
    return dossier


@pytest.mark.parametrize(
    ("examined_at", "result"),
    [
        ("2026-11-25 16:00", "Trước hạn"),
        ("2026-11-26 08:00", "Đúng hạn"),
        ("2026-11-27 08:00", "Quá hạn"),
    ],
)
def test_the_control_slip_has_a_block_for_each_hand_over_with_its_result(
    commune: Commune,
    people: People,
    procedure: Procedure,
    client: Client,
    examined_at: str,
    result: str,
) -> None:
    dossier = worked_on(commune, people, procedure, examined_at=examined_at)
    client.force_login(people.receptionist)
    text = text_of(client.get(address_of(dossier, "mau-06")).content)
    in_order(
        [
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
            "(Kèm theo hồ sơ của: Nguyễn Thị Sáu)",
            "Mã hồ sơ: H99.12-261123-0001",
            "Ngày nhận: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
            "Ngày, giờ hẹn trả kết quả: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
            "Cơ quan (bộ phận) giải quyết hồ sơ: Tư pháp - Hộ tịch",
            "Cơ quan phối hợp giải quyết hồ sơ: không",
            "TÊN CƠ QUAN",
            "Lê Thị Hòa",
            "Phạm Quốc Bảo",
            "Trần Văn Dũng",
        ],
        text,
    )
    [event] = dossier.events.filter(seq=dossier.last_seq)
    hands = drawing.EVENT_FORMS["mau-06"].context(dossier, event)["hands"]
    ticked = [[words for words, tick in hand.results if tick] for hand in hands]
    assert ticked[:3] == [["Đúng hạn"], ["Đúng hạn"], [result]]
    assert all(one.taker == two.giver for one, two in pairwise(hands))


def test_a_print_of_the_control_slip_stays_and_after_the_next_event_there_is_another(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = examined(commune, people, procedure)
    client.force_login(people.receptionist)
    first = client.post(address_of(dossier, "mau-06"), follow=True).content
    people.head.full_name = "Tên Khác"
    people.head.save()
    assert client.get(address_of(dossier, "mau-06")).content == first
    client.post(address_of(dossier, "mau-06"))
    assert IssuedPaper.objects.filter(form="mau-06").count() == 1
    apply(dossier, Action.START_VERIFYING, by=people.specialist, at=MONDAY)
    client.post(address_of(dossier, "mau-06"))
    slips = IssuedPaper.objects.filter(form="mau-06")
    assert slips.count() == 2
    assert client.get(address_of(dossier, slips[0].code)).content == first


def test_looking_at_the_control_slip_issues_nothing_and_citizens_have_none(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = examined(commune, people, procedure)
    Dossier.objects.filter(pk=dossier.pk).update(owner=people.citizen)
    client.force_login(people.receptionist)
    client.get(address_of(dossier, "mau-06"))
    client.force_login(people.citizen)
    own = reverse("dossiers:own-paper", args=[dossier.display_code, "mau-06"])
    assert client.get(own).status_code == 404
    assert not IssuedPaper.objects.filter(form="mau-06").exists()
