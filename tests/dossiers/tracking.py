"""What a citizen sees after sending: looking up, the words of a page, moments of the clock."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from dossiers.models import Dossier
from tests.factories import at

LOOK_UP = "/tra-cuu/"
DIGITS = "3318"  # of the phone in tests.factories.an_applicant


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """`2026-11-25 09:00` in Vietnam is now."""
    monkeypatch.setattr(timezone, "now", lambda: at(moment))


def path_of(dossier: Dossier, *more: str) -> str:
    return "/".join(["/ho-so", dossier.display_code, *more, ""])


def look_up(client: Client, code: str, digits: str = DIGITS, **more: Any) -> Any:
    return client.post(LOOK_UP, {"code": code, "digits": digits}, **more)


def words(answer: Any) -> str:
    """The visible text of the main part of a page: blocks apart, blanks joined."""
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    apart = re.sub(r"(?=</(?:p|li|h\d|dt|dd|div|a|form|section)>)", " ", f"<main{main}")
    return re.sub(r"\s+", " ", strip_tags(apart).replace("\u00a0", " "))
