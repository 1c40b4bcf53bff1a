"""Status x action x role, the whole of it, generated from the table and tried on real rows."""

from dataclasses import replace

import pytest
from django.db import transaction

from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS
from dossiers.clock.moving import Cause, move_clock
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.services.apply import actions_for
from dossiers.workflow import (
    BEFORE_RECEPTION,
    REASONS,
    TRANSITIONS,
    Action,
    Clock,
    Status,
    Transition,
    Who,
)
from portal.lib.errors import Refused
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, make_received, make_submitted

PAUSED = {Status.SUPPLEMENT, Status.FINANCE, Status.STOPPED}
CLOSED = {
    Status.EXPIRED,
    Status.REFUSED,
    Status.RESULT_READY,
    Status.RETURNED_RESULT,
    Status.WITHDRAWN,
}


@pytest.mark.parametrize("status", Status)
def test_everybody_may_do_and_is_offered_exactly_what_the_table_says(
    status: Status, commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = _put_into(status, _made(status, commune, people, procedure))
    for name, person in people.by_name().items():
        _hand_to(dossier, person)
        done = {action for action in Action if _try(dossier, action, person, people)}
        assert done == _expected(status, person, people), (status, name)
        shown = {row.action for row in actions_for(dossier, person)}
        assert shown == done - {Action.TAKE_OVER, Action.TAKE}, (status, name)  # one's own already


@pytest.mark.parametrize("status", Status)
def test_an_office_that_does_not_hold_it_acts_only_where_the_table_says_anywhere(
    status: Status, commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = _put_into(status, _made(status, commune, people, procedure))
    for name, person in people.by_name().items():
        if not person.is_staff_member:
            continue
        elsewhere = commune.office if person.unit != commune.office else commune.justice
        Dossier.objects.filter(pk=dossier.pk).update(unit=elsewhere, assignee=person)
        dossier.refresh_from_db()
        here = {row.action for row in TRANSITIONS if status in row.sources}
        done = {action for action in here if _try(dossier, action, person, people)}
        leads = person == people.leader  # of the whole commune
        far = {row.action for row in TRANSITIONS if row.anywhere or (row.from_above and leads)}
        assert done == _expected(status, person, people) & far, (status, name)


def _expected(status: Status, person: User, people: People) -> set[Action]:
    return {
        row.action
        for row in TRANSITIONS
        if status in row.sources
        and _is_actor(row, person, people)
        and (status not in CLOSED or row.clock is Clock.KEEP)
    }


def _is_actor(row: Transition, person: User, people: People) -> bool:
    if person.is_citizen:
        return Who.OWNER in row.who and person == people.citizen
    permissions = {perm.value for role in person.roles for perm in ROLE_PERMISSIONS[role]}
    return bool(row.who & permissions)


def _try(dossier: Dossier, action: Action, person: User, people: People) -> bool:
    """Whether the act succeeds; it is undone afterwards."""
    rows = [row for row in TRANSITIONS if row.action == action]
    reasons = next((row.reasons for row in rows if row.reasons), "")
    try:
        with transaction.atomic():
            events = dossier.last_seq
            after = apply(
                dossier,
                action,
                by=person,
                at=MONDAY,
                note="Lý do",
                reason=REASONS[reasons][0][0] if reasons else "",
                assignee=people.colleague,
            )
            assert after.last_seq == after.events.count() == events + 1
            raise _Undo
    except _Undo:
        return True
    except Refused:
        assert Dossier.objects.get(pk=dossier.pk).last_seq == dossier.last_seq
        return False


class _Undo(Exception):
    pass


def _made(status: Status, commune: Commune, people: People, procedure: Procedure) -> Dossier:
    """One that no clock runs for yet has its code already: only reception is tried on it."""
    if status not in BEFORE_RECEPTION:
        return make_received(commune, procedure, by=people.receptionist)
    dossier = make_submitted(commune, procedure)
    Dossier.objects.filter(pk=dossier.pk).update(code="H99.12-261123-0001")
    return dossier


def _put_into(status: Status, dossier: Dossier) -> Dossier:
    """Sets the facts of that status; only tests may do so outside the service."""
    facts: dict[str, object] = {"status": status}
    if status in PAUSED:
        move_clock(
            dossier, Clock.PAUSE, Cause(Action.ASK_SUPPLEMENT, None, MONDAY, 2),
            came_from=Status.ASSIGNED,
        )  # fmt: skip
        facts |= {"paused_at": MONDAY, "paused_from": Status.ASSIGNED}
    if status in CLOSED:
        facts["closed_at"] = MONDAY
    Dossier.objects.filter(pk=dossier.pk).update(**facts)
    dossier.refresh_from_db()
    return dossier


def _hand_to(dossier: Dossier, person: User) -> None:
    """The person's office holds it, in the person's hands; the citizen of the case owns it."""
    owner = User.objects.get(username="+84905123318")
    unit = person.unit or dossier.unit
    Dossier.objects.filter(pk=dossier.pk).update(unit=unit, assignee=person, owner=owner)
    dossier.refresh_from_db()


def test_the_matrix_would_notice_a_row_that_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, commune: Commune, people: People, procedure: Procedure
) -> None:
    """Seen to fail: with a table that lets the head sign, the service still refuses."""
    dossier = _put_into(
        Status.SUBMITTED_FOR_SIGN, make_received(commune, procedure, by=people.receptionist)
    )
    _hand_to(dossier, people.head)
    lenient = tuple(
        replace(row, who=row.who | {"dossiers.assign"}) if row.action is Action.SIGN else row
        for row in TRANSITIONS
    )
    monkeypatch.setattr("tests.dossiers.test_matrix.TRANSITIONS", lenient)
    done = {action for action in Action if _try(dossier, action, people.head, people)}
    assert done != _expected(Status.SUBMITTED_FOR_SIGN, people.head, people)
