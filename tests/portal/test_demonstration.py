"""What is only for a demonstration does not come to a real portal by itself."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from accounts.models import User
from procedures.models import Procedure

SITE = "https://motcua.example.vn"


def start(**variables: str) -> "subprocess.CompletedProcess[str]":
    """A process of the portal that reads its settings from these variables."""
    environment = {**os.environ, "SECRET_KEY": "x", "SITE_URL": SITE}  # noqa: TID251 - another process
    environment.pop("MESSAGE_CHANNEL", None)
    command = [sys.executable, "-c", "import portal.settings"]
    return subprocess.run(
        command, env=environment | variables, capture_output=True, text=True, check=False
    )


def test_a_portal_for_strangers_shows_one_time_codes_only_when_told_to() -> None:
    silent = start()
    assert silent.returncode != 0
    assert "MESSAGE_CHANNEL is not set" in silent.stderr
    assert start(MESSAGE_CHANNEL="development").returncode == 0


@pytest.mark.django_db
def test_people_with_a_known_password_are_made_only_for_a_demonstration(settings: object) -> None:
    settings.MESSAGE_CHANNEL = "sms"  # type: ignore[attr-defined]
    call_command("seed", dossiers=0)
    assert Procedure.objects.exists()
    assert not User.objects.exists()
