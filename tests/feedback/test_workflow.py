"""The table of reports itself: complete, closed, and the same for everybody who reads it."""

import pytest

from accounts.permissions import Perm
from feedback.workflow import (
    ANSWERS,
    ENDED,
    LABELS,
    OPEN,
    OPEN311,
    REASONS,
    TRANSITIONS,
    Action,
    NotAllowed,
    Status,
    Step,
    Who,
    find,
)
from notifications.kinds import KINDS


def test_every_status_is_told_to_staff_citizens_and_programs() -> None:
    assert set(LABELS) == set(OPEN311) == set(Status)
    assert all(label.staff and label.citizen and label.icon for label in LABELS.values())
    assert {OPEN311[status][0] for status in OPEN} == {"open"}
    assert {OPEN311[status][0] for status in ENDED} == {"closed"}


def test_every_action_stands_in_the_table_except_the_first() -> None:
    assert {row.action for row in TRANSITIONS} == set(Action) - {Action.SEND}


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


def test_every_status_can_be_reached_and_left() -> None:
    targets = {row.target for row in TRANSITIONS if row.target}
    assert targets | {Status.RECEIVED} == set(Status)
    assert {source for row in TRANSITIONS if row.target for source in row.sources} == set(Status)


def test_an_answer_can_be_reached_from_every_open_status() -> None:
    """None is a dead end, also for what was never checked before work began."""
    for start in OPEN:
        reached, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            new = {row.target for row in TRANSITIONS if row.target and here in row.sources}
            waiting += [status for status in new - reached if status in OPEN]
            reached |= new
        assert reached >= ANSWERS - {Status.CLOSED}, start


def test_truth_can_be_found_wherever_an_answer_needs_it() -> None:
    finders = {source for row in TRANSITIONS if row.truth for source in row.sources}
    assert {Status.RECEIVED, Status.ASSIGNED, Status.IN_WORK, Status.REOPENED} <= finders


def test_actors_are_permissions_or_the_owner_or_the_system() -> None:
    known = {perm.value for perm in Perm} | {who.value for who in Who}
    assert all(row.who and row.who <= known for row in TRANSITIONS)


def test_reasons_messages_and_keys_exist() -> None:
    assert {row.reasons for row in TRANSITIONS} - {""} <= set(REASONS)
    assert {row.message for row in TRANSITIONS} - {""} <= set(KINDS)
    for status in Status:
        keys = [row.key for row in TRANSITIONS if status in row.sources and row.key]
        assert len(keys) == len(set(keys)), status


def test_every_end_stops_the_step_and_every_message_has_words() -> None:
    assert all(row.step is Step.NONE for row in TRANSITIONS if row.target in ENDED)
    assert all(row.done for row in TRANSITIONS if row.message)
