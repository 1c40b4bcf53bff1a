"""The real Kannel of the demonstration, with a pretended phone behind it: there and back."""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as product
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.permissions import Role
from notifications.callbacks.addresses import inbound_address
from notifications.channels import Outcome
from notifications.channels.calls import calls_for
from notifications.models import Gateway, InboundMessage, Message, MessageEvent
from notifications.outbox.sending import send_waiting
from notifications.services import Notice, send
from portal.lib.sealed import seal
from portal.seed.gateways import CODE, PRICE, seed_gateway
from tests.factories import make_commune, make_procedure, make_received, make_staff
from tests.notifications.scripted import scripted
from tests.notifications.texts import PHONE, PLAIN, a_gateway, a_text
from tools import kannel
from tools.processes import Children, free_port

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Kính gửi ông/bà: hồ sơ H99.12-261123-0001 đã có kết quả, mời đến nhận. " * 2
PATIENCE = 20.0  # seconds


@dataclass(frozen=True)
class Phone:
    """What stands at the other end of Kannel."""

    setting: kannel.Setting
    log: Path

    def got(self, text: str) -> kannel.Arrived:
        """The text that arrived, once it has."""
        arrived: list[kannel.Arrived] = []

        def is_there() -> bool:
            arrived[:] = [one for one in kannel.arrived(self.log) if text in one.text]
            return bool(arrived)

        wait_until(is_there)
        return arrived[-1]

    def says(self, text: str) -> None:
        kannel.say(self.setting, "84905123318", text)


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def running(live_server: LiveServer) -> Generator[Phone]:
    """One Kannel for all tests here, set up as `make run` does."""
    folder, log = Path(product.VAR_DIR) / "kannel", Path(product.VAR_DIR) / "kannel-log"
    path = inbound_address(Gateway(code=CODE, kind=Gateway.Kind.KANNEL))
    inbound_url = path.replace(product.SITE_URL, live_server.url)
    with Children(log) as children:
        yield Phone(kannel.start(children, folder, inbound_url=inbound_url), log)
    kannel.setting_file(folder).unlink()


@pytest.fixture
def phone(running: Phone, live_server: LiveServer, settings: Settings) -> Phone:
    settings.SITE_URL = live_server.url
    assert seed_gateway()
    return running


def leave(text: str) -> Message:
    """Handed to Kannel."""
    message = a_text(text, state=Message.State.HANDED_OVER)
    (call,) = calls_for(message)
    result = call.make()
    assert (call.route, call.ask, result.outcome) == (CODE, None, Outcome.TAKEN)
    assert result.cost == PRICE * result.parts
    return message


def is_delivered(message: Message) -> bool:
    message.refresh_from_db()
    return message.state == Message.State.DELIVERED


def test_a_plain_text_arrives_letter_by_letter_and_comes_back_as_delivered(phone: Phone) -> None:
    message = leave(f"{PLAIN} 100% a&b=c+d {{x}} 5€")
    arrived = phone.got("100%")
    assert arrived == kannel.Arrived("MotCua", "84905123318", message.text, 1)
    wait_until(lambda: is_delivered(message))
    assert message.delivered_at
    whats = set(MessageEvent.objects.values_list("what", flat=True))
    assert MessageEvent.What.DELIVERED in whats


def test_a_one_time_code_goes_the_whole_way(phone: Phone) -> None:
    words = {"office": "Mot cua Binh An", "otp": "482915"}
    send(Notice("otp", PHONE, "otp:1", timezone.now(), None, context=words))
    send_waiting()
    assert "Ma xac nhan: 482915" in phone.got("482915").text
    message = Message.objects.get()
    wait_until(lambda: is_delivered(message))
    assert (message.route, message.parts, message.cost) == (CODE, 1, PRICE)


def test_a_text_with_marks_arrives_in_parts_and_is_put_together(phone: Phone) -> None:
    message = leave(LONG)
    arrived = phone.got("Kính gửi")
    assert (arrived.text, arrived.parts) == (LONG, 3)
    wait_until(lambda: is_delivered(message))


def test_a_long_plain_text_goes_in_two_parts(phone: Phone) -> None:
    text = "[Mot cua] " + "Ho so da co ket qua. " * 8
    message = leave(text)
    assert (phone.got("[Mot cua] Ho so").text, phone.got("[Mot cua] Ho so").parts) == (text, 2)
    wait_until(lambda: is_delivered(message))


def test_a_wrong_password_or_no_kannel_at_all_is_away(phone: Phone) -> None:
    gateways, message = Gateway.objects.filter(code=CODE), a_text()
    gateways.update(secret=seal("sai"))
    refused = calls_for(message)[0].make()
    assert (refused.outcome, "403" in refused.detail) == (Outcome.AWAY, True)
    gateways.update(url=f"http://127.0.0.1:{free_port()}/cgi-bin/sendsms")
    assert calls_for(message)[0].make().outcome is Outcome.AWAY


def test_an_answer_that_is_none_of_kannels_is_kept_as_far_as_it_is_text() -> None:
    with scripted() as script:
        script.status, script.body = 403, b"no\x00\xff"
        a_gateway(CODE, script.url, kind=Gateway.Kind.KANNEL)
        (call,) = calls_for(a_text())
        assert call.make().detail == "Kannel 403: no\ufffd"


def test_whoever_asks_by_text_hears_how_it_goes(phone: Phone) -> None:
    commune = make_commune()
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    dossier = make_received(commune, make_procedure(), by=clerk)
    phone.says(f"tc  {dossier.display_code.lower()}")
    wait_until(InboundMessage.objects.filter(answer__isnull=False).exists)
    answer = InboundMessage.objects.get().answer
    assert answer
    assert (answer.kind, answer.subject_code) == ("status_answer", dossier.display_code)
    calls_for(answer)[0].make()
    assert phone.got("Da tiep nhan").text == answer.text


def test_a_text_with_marks_is_understood_too(phone: Phone) -> None:
    phone.says("Dừng")
    wait_until(InboundMessage.objects.exists)
    assert InboundMessage.objects.get().text == "Dừng"
