"""Late dossiers in tests: everything at moments that are told, nothing by the machine's clock."""

from datetime import datetime

from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action, Status
from tests.dossiers.staff import Town
from tests.factories import at, make_received

RECEIVED = at("2026-10-05 08:00")  # a Monday; three working days: due on Thursday, 17:00
DUE = at("2026-10-08 17:00")
FRIDAY = at("2026-10-09 08:00")  # the morning after the miss


def make_late(
    town: Town, status: Status = Status.ASSIGNED, *, when: datetime = RECEIVED
) -> Dossier:
    """A dossier received at `when` and left lying at `status`; due three working days later."""
    people = town.people
    dossier = make_received(town.commune, town.procedure, by=people.receptionist, when=when)
    for action, by, facts in (
        (Action.TRANSFER, people.receptionist, {}),
        (Action.ASSIGN, people.head, {"assignee": people.specialist}),
        (Action.SUBMIT_FOR_SIGN, people.specialist, {}),
        (Action.SIGN, people.leader, {}),
    ):
        if dossier.state is status:
            break
        dossier = apply(dossier, action, by=by, at=when, **facts)  # type: ignore[arg-type]
    assert dossier.state is status
    return dossier
