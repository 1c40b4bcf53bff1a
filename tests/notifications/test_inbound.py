"""Texts that people send to us: `TC <code>`, no more texts, and what nobody understands."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from dossiers.models import Dossier
from notifications.callbacks.addresses import inbound_address
from notifications.callbacks.inbound import ANSWERS, ANSWERS_A_DAY, ANSWERS_TO_ALL
from notifications.models import Gateway, InboundMessage, Message, StoppedAddress
from notifications.outbox.sending import send_waiting
from notifications.services import Notice, send
from tests.factories import (
    make_citizen,
    make_commune,
    make_procedure,
    make_received,
    make_staff,
)
from tests.notifications.texts import PHONE, a_gateway, a_text

pytestmark = pytest.mark.django_db

Say = Callable[..., int]


@pytest.fixture
def say(client: Client) -> Say:
    """A text as Kannel posts it; the status of our answer."""
    gateway = a_gateway("kannel", "http://127.0.0.1:9", kind="kannel")
    address = inbound_address(gateway).removeprefix("http://localhost:8000").split("?")[0]
    numbers = iter(range(10_000))

    def post(text: str, *, phone: str = "84905123318", number: str = "") -> int:
        path = f"{address}?id={number or next(numbers)}&from={phone}&to=8079"
        return client.post(path, text.encode(), content_type="text/plain").status_code

    return post


@pytest.fixture
def dossier(db: None) -> Dossier:
    commune = make_commune()
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    return make_received(commune, make_procedure(), by=clerk)


def answers() -> list[Message]:
    return [row.answer for row in InboundMessage.objects.order_by("pk") if row.answer]


def only_answer() -> Message:
    (answer,) = answers()
    return answer


@pytest.mark.parametrize(
    "spelled",
    [
        "TC {code}",
        "tc {code}",
        "  Tc   {code}  ",
        "TC: {code}",
        "TC{code}",
        "tc {bare}",
        "TC {blanks}",
        "tc {short}",
    ],
)
def test_whoever_owns_the_phone_hears_how_it_goes(say: Say, dossier: Dossier, spelled: str) -> None:
    code = dossier.display_code
    forms = {
        "code": code,
        "bare": code.replace("-", "").replace(".", "").lower(),
        "blanks": code.replace("-", "  "),
        "short": code.removeprefix("H99.12-"),
    }
    assert say(spelled.format(**forms)) == 200
    answer = only_answer()
    assert (answer.kind, answer.recipient) == ("status_answer", PHONE)
    assert (answer.subject_code, answer.root_unit_id) == (code, dossier.root_unit_id)
    assert f"Ho so {code}: Da tiep nhan" in answer.text
    assert answer.state == Message.State.WAITING


def test_so_does_the_account_that_sent_it_in(say: Say, dossier: Dossier) -> None:
    Dossier.objects.update(owner=make_citizen("+84911222333"), phone="")
    say(f"TC {dossier.display_code}", phone="84911222333")
    assert only_answer().kind == "status_answer"


def test_codes_of_others_and_codes_of_nothing_get_one_and_the_same_sentence(
    say: Say, dossier: Dossier
) -> None:
    for text in (f"TC {dossier.display_code}", "TC H99.12-261123-9999", "TC abc", "TC 1 OR 1=1"):
        say(text, phone="84911222333")
    found = answers()
    assert len(found) == 4
    assert {answer.text for answer in found} == {found[0].text}
    assert {(answer.kind, answer.subject_code) for answer in found} == {("status_unknown", "")}
    assert dossier.display_code not in found[0].text


def test_a_dossier_without_any_phone_tells_nobody(say: Say, dossier: Dossier) -> None:
    Dossier.objects.update(phone="")
    say(f"TC {dossier.display_code}")
    say(f"TC {dossier.display_code}", phone="")
    assert only_answer().kind == "status_unknown"


@pytest.mark.parametrize("text", ["xin chao", "TC", "tc  ", "Tra cứu giúp tôi", "", "?", "🙂"])
def test_what_nobody_understands_gets_a_help_text(say: Say, dossier: Dossier, text: str) -> None:
    assert say(text) == 200
    assert only_answer().kind == "sms_help"
    assert "soan TC va ma ho so" in only_answer().text


def test_the_same_text_delivered_twice_is_answered_once(say: Say, dossier: Dossier) -> None:
    for _ in range(3):
        assert say(f"TC {dossier.display_code}", number="n-1") == 200
    assert InboundMessage.objects.count() == 1
    assert Message.objects.filter(kind="status_answer").count() == 1


def test_one_phone_gets_only_so_many_answers_an_hour(say: Say, dossier: Dossier) -> None:
    for _ in range(ANSWERS + 5):
        assert say("TC abc") == 200
    assert len(answers()) == ANSWERS
    assert InboundMessage.objects.count() == ANSWERS + 5
    say("TC abc", phone="84911222333")
    assert len(answers()) == ANSWERS + 1


def test_one_phone_gets_only_so_many_answers_a_day(say: Say, dossier: Dossier) -> None:
    for _ in range(ANSWERS_A_DAY + 5):
        cache.delete(f"limit:sms-answer:{PHONE}")  # another hour
        say("TC abc")
    assert len(answers()) == ANSWERS_A_DAY


def test_invented_senders_cost_no_more_than_a_days_answers(
    say: Say, dossier: Dossier, caplog: pytest.LogCaptureFixture
) -> None:
    cache.set("limit:sms-answer-all:", ANSWERS_TO_ALL - 2, 60)
    for number in range(4):
        assert say("TC abc", phone=f"8491122233{number}") == 200
    assert (len(answers()), InboundMessage.objects.count()) == (2, 4)
    assert "texts are not answered any more today" in caplog.text


def test_a_word_that_marks_make_endless_still_stops(say: Say) -> None:
    assert say("d" + "\u0323" * 450 + "ung") == 200
    assert StoppedAddress.objects.get().reason == "Nhắn “dung”"


@pytest.mark.parametrize("word", ["DUNG", "dung", "Dừng", "TU CHOI", "Từ chối"])
def test_dung_stops_all_texts_to_a_phone_and_nhan_lets_them_come_again(say: Say, word: str) -> None:
    say(word)
    say(word)
    assert StoppedAddress.objects.get().address == PHONE
    assert only_answer().kind == "sms_stopped"  # once, so that a forged sender comes to light
    say("NHAN")
    assert not StoppedAddress.objects.exists()


def test_an_answer_about_no_dossier_is_the_serving_office_s(say: Say) -> None:
    commune = make_commune()
    say("xin chao")
    answer = only_answer()
    assert (answer.kind, answer.root_unit_id) == ("sms_help", commune.root.pk)
    assert answer.text.startswith("[Mot cua Binh An]")


def test_a_stopped_phone_still_gets_the_code_and_the_answer_it_asks_for(say: Say) -> None:
    say("DUNG")
    say("TC abc")
    now, words = timezone.now(), {"office": "Mot cua", "otp": "482915"}
    send(Notice("otp", PHONE, "otp:1", now, None, context=words))
    a_text(created_at=now, not_before=now)
    Gateway.objects.all().delete()  # the page of the demo takes them
    send_waiting()
    states = dict(Message.objects.values_list("kind", "state"))
    assert states["otp"] == states["status_unknown"] == Message.State.HANDED_OVER
    assert states["ready"] == Message.State.GIVEN_UP


@pytest.mark.parametrize("phone", ["8079", "Viettel", "81901234567", "", "842523123456", "x" * 99])
def test_machines_and_numbers_abroad_are_kept_and_not_answered(say: Say, phone: str) -> None:
    assert say("TC abc", phone=phone) == 200
    assert (InboundMessage.objects.count(), answers()) == (1, [])


def test_control_characters_and_long_texts_are_kept_as_far_as_they_fit(say: Say) -> None:
    assert say("a\0b" + "x" * 2000) == 200
    assert len(InboundMessage.objects.get().text) == 500


def test_a_gateway_may_hand_over_json(client: Client, dossier: Dossier) -> None:
    gateway = a_gateway("brand", "http://127.0.0.1:9")
    path = inbound_address(gateway).removeprefix("http://localhost:8000")
    body = {"id": "7", "from": "0905123318", "text": f"tc {dossier.display_code}"}
    assert client.post(path, body, content_type="application/json").status_code == 200
    assert only_answer().kind == "status_answer"
    assert client.post(path, "[]", content_type="application/json").status_code == 400


def test_only_the_gateway_can_hand_over_texts(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    gateway = a_gateway("kannel", "http://127.0.0.1:9", kind="kannel")
    path = inbound_address(gateway).removeprefix("http://localhost:8000").split("?")[0]
    forged = f"/tin-nhan/den/kannel/{'0' * 32}/"
    assert client.post(forged, b"DUNG", content_type="text/plain").status_code == 403
    assert "refused a callback of kannel" in caplog.text
    assert client.get(path).status_code == 405
    gateway.delete()
    assert client.post(path, b"DUNG", content_type="text/plain").status_code == 403
    assert not InboundMessage.objects.exists()
