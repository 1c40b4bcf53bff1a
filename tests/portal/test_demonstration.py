"""What is only for a demonstration does not come to a real portal by itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from procedures.models import Procedure
from signatures.models import Certificate
from signatures.services import sign_pdf, signatures_of
from tests.signatures.papers import paper

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


@pytest.mark.django_db
def test_the_demonstration_signs_with_certificates_of_its_own(
    settings: object, tmp_path: Path
) -> None:
    _signs_in(settings, tmp_path)
    call_command("seed", dossiers=0)
    call_command("seed", dossiers=0)
    leader = Certificate.objects.get(user__username="dung")
    assert Certificate.objects.filter(unit__code="H99.12").count() == 1
    signed = sign_pdf(paper(), leader, reason="", place="", at=timezone.now())
    assert [facts.trusted for facts in signatures_of(signed)] == [True]


@pytest.mark.django_db
def test_a_real_portal_trusts_no_authority_of_the_demonstration(
    settings: object, tmp_path: Path
) -> None:
    _signs_in(settings, tmp_path)
    settings.MESSAGE_CHANNEL = "sms"  # type: ignore[attr-defined]
    call_command("seed", dossiers=0)
    assert list(tmp_path.iterdir()) == []
    assert not Certificate.objects.exists()


def _signs_in(settings: object, folder: Path) -> None:
    settings.VAR_DIR = folder  # type: ignore[attr-defined]
    settings.SIGNING_KEYS_DIR = folder / "keys"  # type: ignore[attr-defined]
    settings.SIGNING_TRUST_DIR = folder / "trust"  # type: ignore[attr-defined]
