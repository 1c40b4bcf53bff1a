"""A dossier's ledger as tests read it and tamper with it."""

from datetime import datetime
from typing import Any

from django.db import connection

from dossiers.clock.verify import Difference, verify
from dossiers.models import Dossier
from dossiers.services import Missing, answer_supplement, apply, ask_supplement
from dossiers.workflow import Action
from tests.dossiers.staff import Town
from tests.factories import MONDAY, at, make_received, send_messages


def examined(town: Town, *, when: datetime = MONDAY) -> Dossier:
    """Received over the counter and with the specialist."""
    people = town.people
    dossier = make_received(town.commune, town.procedure, by=people.receptionist, when=when)
    dossier = apply(dossier, Action.TRANSFER, by=people.receptionist, at=when)
    return apply(dossier, Action.TAKE, by=people.specialist, at=when)


def asked(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    return ask_supplement(
        dossier, [Missing("Giấy chứng sinh", "Ảnh mờ")], by=town.people.specialist, at=when,
        due_on=at("2026-12-30 00:00").date(), note="Xin chụp lại",
        override_reason="Lãnh đạo đồng ý",
    )  # fmt: skip


def answered(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    return answer_supplement(dossier, by=town.people.receptionist, at=when)


def paused_and_resumed(town: Town) -> Dossier:
    """Three working days from Monday 23/11: 25/11 used, asked on 25/11, answered on 01/12."""
    dossier = asked(town, examined(town), at("2026-11-25 09:00"))
    send_messages()
    return answered(town, dossier, at("2026-12-01 09:00"))


def lines_of(dossier: Dossier) -> list[tuple[str, datetime | None]]:
    return [(line.kind, line.due_at) for line in dossier.clock_entries.all()]


def found() -> list[Difference]:
    return [difference for differences in verify() for difference in differences]


def tamper(sql: str, *values: Any) -> None:
    """Behind the back of everything that keeps the ledger append-only."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1
