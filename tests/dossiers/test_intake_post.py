"""Papers that came by post: the time counts from the office's arrival stamp, within limits."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.clock import entries_of
from dossiers.models import Dossier
from dossiers.services import HandedIn, receive_at_counter
from portal.lib.errors import Refused
from procedures.models import Channel, Procedure
from tests.dossiers.clocks import found
from tests.dossiers.conftest import People
from tests.dossiers.counter import chosen, fields_of, press, received_at, tick
from tests.dossiers.tracking import set_clock, words
from tests.factories import MONDAY, Commune, an_applicant, an_opening, at

POSTAL = {"channel": "3", "arrived_at": "20/11/2026 10:00"}


@pytest.fixture
def desk(client: Client, people: People, monkeypatch: pytest.MonkeyPatch) -> Client:
    set_clock(monkeypatch, "2026-11-23 08:00")
    client.force_login(people.receptionist)
    return client


def send(desk: Client, procedure: Procedure, **typed: str) -> Any:
    page = chosen(desk, procedure) | tick(procedure, "Giấy chứng sinh")
    return press(desk, page, payment="cash", do="accept", **typed)


def promise(answer: Any) -> str:
    """What the pane beside the page reads out."""
    return answer.content.decode().split("<h3>Hẹn trả</h3>")[1]


def test_at_the_counter_nothing_is_asked_about_post(desk: Client, procedure: Procedure) -> None:
    page = chosen(desk, procedure)
    assert page["channel"] == "1"
    assert "dấu công văn đến" not in words(press(desk, page))


def test_the_stamp_moves_the_promise_while_it_is_typed(desk: Client, procedure: Procedure) -> None:
    page = chosen(desk, procedure)
    assert "27/11/2026" in promise(press(desk, page))
    shown = press(desk, page, **POSTAL)
    assert "Ngày giờ theo dấu công văn đến" in words(shown)
    assert "26/11/2026" in promise(shown)
    assert fields_of(shown.context["intake"])["arrived_at"] == POSTAL["arrived_at"]
    assert "27/11/2026" in promise(press(desk, page, channel="3", arrived_at="sáng thứ Sáu"))


def test_it_is_received_with_the_stamp_and_the_servers_time(
    desk: Client, procedure: Procedure
) -> None:
    dossier = received_at(send(desk, procedure, **POSTAL))
    assert (dossier.channel, dossier.arrived_at) == (3, at("2026-11-20 10:00"))
    assert dossier.received_at == MONDAY
    assert dossier.due_at == at("2026-11-26 17:00")
    assert entries_of(dossier)[0].counts_from == at("2026-11-20 10:00")
    assert not found()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Nhập ngày giờ theo dấu công văn đến"),
        ("sáng thứ Sáu", "Nhập như trên dấu, ví dụ 20/11/2026 09:30"),
        ("31/11/2026 10:00", "Nhập như trên dấu, ví dụ 20/11/2026 09:30"),
        ("20/11/1926 10:00", "Xem lại năm trên dấu"),
        ("20/11/0001 10:00", "Xem lại năm trên dấu"),
        ("31/12/2045 10:00", "không thể sau lúc này"),
        ("31/12/9999 23:59", "không thể sau lúc này"),
        ("23/11/2026 08:01", "không thể sau lúc này"),
        ("13/11/2026 10:00", "đã quá 5 ngày làm việc"),
    ],
)
def test_a_stamp_that_cannot_be_is_said_at_its_field_and_kept(
    desk: Client, procedure: Procedure, typed: str, sentence: str
) -> None:
    answer = send(desk, procedure, channel="3", arrived_at=typed)
    assert answer.status_code == 422
    assert sentence in str(answer.context["intake"].request.errors["arrived_at"])
    assert fields_of(answer.context["intake"]).get("arrived_at", "") == typed
    assert not Dossier.objects.exists()


def test_the_oldest_stamp_that_is_believed(desk: Client, procedure: Procedure) -> None:
    assert received_at(send(desk, procedure, channel="3", arrived_at="16/11/2026 10:00"))


def test_a_stamp_left_behind_when_they_stand_at_the_counter_after_all_counts_for_nothing(
    desk: Client, procedure: Procedure
) -> None:
    dossier = received_at(send(desk, procedure, channel="1", arrived_at="20/11/2026 10:00"))
    assert (dossier.arrived_at, dossier.due_at) == (None, at("2026-11-27 17:00"))


@pytest.mark.parametrize("stamp", [None, at("2026-11-23 08:01"), at("2026-11-13 10:00")])
def test_the_service_refuses_the_same_and_takes_no_number(
    commune: Commune, people: People, procedure: Procedure, stamp: datetime | None
) -> None:
    opening = an_opening(commune, procedure, method=Channel.Method.POSTAL, arrived_at=stamp)
    papers = [HandedIn(None, "Tờ khai", originals=1)]
    with pytest.raises(Refused) as refused:
        receive_at_counter(opening, an_applicant(), papers, by=people.receptionist, at=MONDAY)
    assert refused.value.field == "arrived_at"
    assert not Dossier.objects.exists()


def test_a_date_that_is_past_by_the_stamp_is_told_and_not_promised(
    desk: Client, procedure: Procedure
) -> None:
    late = {"channel": "3", "arrived_at": "17/11/2026 10:00"}
    over = "Tính theo dấu công văn đến thì đã quá hạn 17:00 thứ Sáu, 20/11/2026: chuyển xử lý ngay"
    pane = promise(press(desk, chosen(desk, procedure), **late))
    assert over in pane
    assert "Trước 17:00" not in pane
    dossier = received_at(send(desk, procedure, **late))
    done = words(desk.get(reverse("dossiers:intake-done", args=[dossier.display_code])))
    assert over in done
    assert "Trước 17:00" not in done


def test_a_shorter_promise_is_read_out_with_the_law(desk: Client, procedure: Procedure) -> None:
    Procedure.objects.filter(pk=procedure.pk).update(promised_term="2 WORKING_DAY")
    shown = promise(press(desk, chosen(desk, procedure)))
    assert "26/11/2026" in shown
    assert "Thời hạn 3 ngày làm việc, đơn vị hẹn 2 ngày làm việc" in shown
