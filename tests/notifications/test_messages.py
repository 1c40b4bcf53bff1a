"""Messages: one row per event, one delivery, the words fit one SMS."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from notifications import delivery
from notifications.channels import PermanentFailure, TransientFailure
from notifications.models import Message
from notifications.services import Notice, send
from notifications.tasks import announce_waiting
from notifications.texts import TEXTS
from tests.factories import MONDAY, at

pytestmark = pytest.mark.django_db

LONGEST = {
    "office": "Mot cua Binh An",
    "code": "H99.12.345-261123-10042",
    "otp": "123456",
    "by": "16:30 26/11",
    "due": "26/11/2026",
    "again": "Hen tra lai 26/11/2026",
    "count": 12,
    "tel": "02523123456",
    "domain": "motcua.binhan.example",
}


def test_every_text_fits_one_sms_and_has_no_marks() -> None:
    for kind, text in TEXTS.items():
        filled = text.format(**LONGEST)
        assert len(filled) <= 160, (kind, len(filled))
        assert filled.isascii(), kind
        assert filled.startswith("[Mot cua Binh An]"), kind


def write(key: str = "k1") -> Message:
    words = {"office": "X", "otp": "123456"}
    send(Notice("otp", "+84905123318", key, at=MONDAY, root_unit_id=None, context=words))
    return Message.objects.get(key=key)


def test_the_same_event_twice_is_one_message() -> None:
    assert write().pk == write().pk
    assert Message.objects.count() == 1


def test_nobody_without_a_phone_gets_a_message() -> None:
    send(Notice("otp", "", "k", at=MONDAY, root_unit_id=None, context={"office": "X", "otp": "1"}))
    assert not Message.objects.exists()


def test_delivering_twice_sends_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    monkeypatch.setitem(delivery.CHANNELS, "development", lambda message: sent.append(message.pk))
    message = write()
    delivery.deliver(message.pk, at=MONDAY)
    delivery.deliver(message.pk, at=MONDAY)
    assert sent == [message.pk]
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == ("sent", MONDAY, 1)


def test_a_worker_that_died_leaves_the_message_to_another_after_the_lease() -> None:
    rows = Message.objects.filter(pk=write().pk)
    assert rows.claim(at=MONDAY, lease=delivery.LEASE)
    assert not rows.claim(at=at("2026-11-23 08:04"), lease=delivery.LEASE)
    assert rows.claim(at=at("2026-11-23 08:05"), lease=delivery.LEASE)


def test_a_gateway_that_is_away_is_tried_again_and_given_up_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(message: Message) -> None:
        raise TransientFailure("gateway is away")

    monkeypatch.setitem(delivery.CHANNELS, "development", away)
    message = write()
    moments = ("08:00", "08:01", "08:06", "08:21", "09:21")
    for moment in moments:
        assert message.state == Message.State.WAITING
        delivery.deliver(message.pk, at=at(f"2026-11-23 {moment}"))
        message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.FAILED, len(moments))


def test_a_wrong_number_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(message: Message) -> None:
        raise PermanentFailure("no such number")

    monkeypatch.setitem(delivery.CHANNELS, "development", wrong)
    message = write()
    delivery.deliver(message.pk, at=MONDAY)
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "no such number")


def test_a_lost_bell_loses_no_message() -> None:
    message = write()
    Message.objects.update(not_before=timezone.now())
    assert announce_waiting() == 1
    message.refresh_from_db()
    assert message.state == Message.State.SENT


def test_ringing_gives_up_at_once_when_the_broker_is_away(tmp_path: Path) -> None:
    """Seen to hang for ever before the transport was told to try once."""
    code = (
        "import django; django.setup(); from notifications.tasks import deliver_message; "
        "from portal.lib.queues import ring; ring(deliver_message, 'k')"
    )
    environment = os.environ | {  # noqa: TID251 - for another process
        "REDIS_URL": f"unix://{tmp_path}/nobody.sock",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEBUG": "1",
    }
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=30)
    assert time.monotonic() - began < 30


def test_the_demo_inbox_shows_messages_and_is_gone_with_a_real_channel(
    client: Client, settings: object
) -> None:
    write()
    assert "123456" in client.get("/tin-nhan-demo/").content.decode()
    settings.MESSAGE_CHANNEL = "kannel"  # type: ignore[attr-defined]
    assert client.get("/tin-nhan-demo/").status_code == 404
