"""Messages: one row per event, one delivery."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from notifications.models import Message
from notifications.services import Notice, send
from notifications.tasks import announce_waiting
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


def write(key: str = "k1") -> Message:
    words = {"office": "X", "otp": "123456"}
    send(Notice("otp", "+84905123318", key, at=MONDAY, root_unit_id=None, context=words))
    return Message.objects.get(event=key)


def test_the_same_event_twice_is_one_message() -> None:
    assert write().pk == write().pk
    assert Message.objects.count() == 1


def test_nobody_without_a_phone_gets_a_message() -> None:
    send(Notice("otp", "", "k", at=MONDAY, root_unit_id=None, context={"office": "X", "otp": "1"}))
    assert not Message.objects.exists()


def test_a_lost_bell_loses_no_message() -> None:
    message = write()
    Message.objects.update(not_before=timezone.now())
    assert announce_waiting() == 1
    message.refresh_from_db()
    assert message.state == Message.State.HANDED_OVER


def test_ringing_gives_up_at_once_when_the_broker_is_away(tmp_path: Path) -> None:
    """Seen to hang for ever before the transport was told to try once."""
    code = (
        "import django; django.setup(); from notifications.tasks import announce_waiting; "
        "from portal.lib.queues import ring; ring(announce_waiting)"
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
