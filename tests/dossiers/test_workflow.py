"""The table itself: complete, closed, and the same for everybody who reads it."""

import pytest

from accounts.permissions import Perm
from dossiers.workflow import (
    LABELS,
    NATIONAL_CODES,
    REASONS,
    TRANSITIONS,
    Action,
    Clock,
    NotAllowed,
    Status,
    Who,
    find,
)
from notifications.kinds import KINDS

ENDS = {Status.EXPIRED, Status.REFUSED, Status.RETURNED_RESULT, Status.WITHDRAWN}


def test_every_status_has_a_national_code_and_both_wordings() -> None:
    assert set(NATIONAL_CODES) == set(LABELS) == set(Status)
    assert set(NATIONAL_CODES.values()) == set(range(1, 11))
    assert all(label.staff and label.citizen and label.icon for label in LABELS.values())


def test_every_action_stands_in_the_table_except_the_first() -> None:
    assert {row.action for row in TRANSITIONS} == set(Action) - {Action.SUBMIT}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("status", Status)
def test_at_most_one_row_answers_an_action_in_a_status(action: Action, status: Status) -> None:
    rows = [row for row in TRANSITIONS if row.action == action and status in row.sources]
    assert len(rows) <= 1
    if rows:
        assert find(action, status) is rows[0]
    else:
        with pytest.raises(NotAllowed):
            find(action, status)


def test_every_status_but_the_ends_has_a_way_on() -> None:
    with_a_way = {status for row in TRANSITIONS for status in row.sources}
    assert with_a_way == set(Status) - ENDS


def test_every_status_can_be_reached() -> None:
    assert {row.target for row in TRANSITIONS if row.target} | {Status.SUBMITTED} == set(Status)


def test_actors_are_permissions_or_the_owner_or_the_system() -> None:
    known = {perm.value for perm in Perm} | {who.value for who in Who}
    assert all(row.who and row.who <= known for row in TRANSITIONS)


def test_reasons_messages_and_keys_exist() -> None:
    assert {row.reasons for row in TRANSITIONS} - {""} == set(REASONS)
    assert {row.message for row in TRANSITIONS} - {""} <= set(KINDS)
    for status in Status:
        for permission in Perm:
            keys = [
                row.key
                for row in TRANSITIONS
                if status in row.sources and permission.value in row.who and row.key
            ]
            assert len(keys) == len(set(keys)), (status, permission)


def test_a_reason_always_comes_with_words() -> None:
    assert all(row.note_required for row in TRANSITIONS if row.reasons)


def test_the_clock_starts_once_and_stops_at_every_end() -> None:
    assert [row.action for row in TRANSITIONS if row.clock is Clock.START] == [Action.RECEIVE]
    ending = {row.target for row in TRANSITIONS if row.clock is Clock.STOP}
    assert ENDS - {Status.RETURNED_RESULT} <= ending
    assert Status.RESULT_READY in ending
