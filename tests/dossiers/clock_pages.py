"""Dossiers whose dates have a story to tell, and the pages that tell it."""

import re
from typing import Any

from django.utils.html import strip_tags

from dossiers.models import Dossier
from dossiers.services import apply, receive
from dossiers.workflow import Action
from notifications.models import Message
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import words
from tests.factories import at, make_procedure, make_submitted


def received(town: Town, when: str = "2026-11-20 15:30", *, term: str = "") -> Dossier:
    """Given to the specialist at once; a Friday before a weekend and a holiday."""
    procedure = make_procedure("1.000656", "Đăng ký khai tử", term=term) if term else town.procedure
    dossier = make_submitted(town.commune, procedure, owner=town.people.citizen, when=at(when))
    dossier = receive(dossier, by=town.people.receptionist, at=at(when))
    dossier = apply(dossier, Action.TRANSFER, by=town.people.receptionist, at=at(when))
    return apply(
        dossier, Action.ASSIGN, by=town.people.head, at=at(when), assignee=town.people.specialist
    )


def paused(town: Town, dossier: Dossier, asked: str, sent: str, answered: str = "") -> Dossier:
    """For a payment; `sent` is when the notice reached the phone, if it did."""
    by = town.people.specialist
    dossier = apply(dossier, Action.ASK_PAYMENT, by=by, at=at(asked), note="Nộp thuế trước bạ")
    Message.objects.update(sent_at=at(sent) if sent else None)
    if answered:
        when = at(answered)
        dossier = apply(dossier, Action.CONFIRM_PAYMENT, by=by, at=when, note="Đã nộp")
    return dossier


def staff_page(town: Town, dossier: Dossier) -> Any:
    return browser(town.people.specialist).get(f"/cb/ho-so/{dossier.code}/thoi-han/")


def citizen_page(town: Town, dossier: Dossier) -> str:
    return words(browser(town.people.citizen).get(f"/ho-so/{dossier.code}/thoi-han/"))


def cells(answer: Any) -> str:
    """The page with a blank after each cell of a table."""
    text = re.sub(r"(?=</t[hd]>)", " ", answer.content.decode()).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", strip_tags(text))
