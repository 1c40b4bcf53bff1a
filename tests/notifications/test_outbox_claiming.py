"""Claims: at once first, every office in turn, each row once, whatever the backlog."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from notifications.kinds import AT_ONCE, BULK, USUAL
from notifications.models import Message
from notifications.outbox.claiming import LEASE, claim
from tests.factories import MONDAY
from tests.notifications.rows import waiting

pytestmark = pytest.mark.django_db

State = Message.State


def offices(batch: Iterable[Message]) -> Counter[int | None]:
    return Counter(message.root_unit_id for message in batch)


def test_what_goes_at_once_is_taken_before_what_waits_longer() -> None:
    waiting(30, root_unit_id=1, not_before=MONDAY - timedelta(hours=1))
    codes = waiting(3, root_unit_id=2, kind="otp", priority=AT_ONCE)
    batch = claim(10, MONDAY)
    assert {message.pk for message in batch[:3]} == {message.pk for message in codes}
    assert offices(batch) == {1: 7, 2: 3}


def test_an_office_with_very_much_leaves_every_other_its_turn() -> None:
    waiting(500, root_unit_id=1, not_before=MONDAY - timedelta(hours=2))
    waiting(20, root_unit_id=2)
    waiting(1, root_unit_id=None)
    batch = claim(30, MONDAY)
    assert offices(batch) == {1: 10, 2: 10, None: 1}
    assert [message.root_unit_id for message in batch[:5]] == [1, 2, None, 1, 2]


def test_more_offices_than_places_take_turns_by_how_long_they_have_waited() -> None:
    for office in range(1, 9):
        waiting(3, root_unit_id=office, not_before=MONDAY - timedelta(minutes=office))
    taken = [offices(claim(4, MONDAY)) for _ in range(2)]
    assert taken == [Counter([8, 7, 6, 5])] * 2  # they have waited longest, until they are done
    claim(4, MONDAY)
    assert offices(claim(4, MONDAY)) == Counter([4, 3, 2, 1])


def test_a_campaign_of_an_office_waits_for_its_single_messages_only() -> None:
    waiting(50, root_unit_id=1, priority=BULK, not_before=MONDAY - timedelta(hours=1))
    usual = waiting(2, root_unit_id=1, priority=USUAL)
    waiting(50, root_unit_id=2, priority=BULK)
    batch = claim(10, MONDAY)
    assert {message.pk for message in usual} < {message.pk for message in batch}
    assert offices(batch) == {1: 2, 2: 5}
    assert offices(claim(10, MONDAY)) == {1: 5, 2: 5}


def test_a_message_is_not_taken_before_its_time_nor_when_it_has_left() -> None:
    waiting(1, not_before=MONDAY + timedelta(seconds=1))
    waiting(1, state=State.HANDED_OVER)
    waiting(1, state=State.GIVEN_UP)
    assert claim(10, MONDAY) == []


def test_a_lease_that_ran_out_is_taken_again_and_counted() -> None:
    (message,) = waiting(1)
    assert [taken.attempts for taken in claim(10, MONDAY)] == [1]
    assert claim(10, MONDAY + LEASE - timedelta(seconds=1)) == []
    (again,) = claim(10, MONDAY + LEASE)
    assert (again.pk, again.attempts, again.state) == (message.pk, 2, State.LEASED)
    message.refresh_from_db()
    assert (message.attempts, message.not_before) == (2, MONDAY + 2 * LEASE)


def test_everything_is_taken_in_the_end() -> None:
    for office in (None, 1, 2, 3):
        for priority in (AT_ONCE, USUAL, BULK):
            waiting(7, root_unit_id=office, priority=priority)
    taken = Counter(
        message.pk for batch in iter(lambda: claim(10, MONDAY), []) for message in batch
    )
    assert taken == Counter(Message.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_wins_each_row() -> None:
    waiting(200, root_unit_id=1)
    waiting(40, root_unit_id=2)

    def work(_: int) -> list[int]:
        try:
            return [row.pk for batch in iter(lambda: claim(7, MONDAY), []) for row in batch]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = Counter(pk for done in pool.map(work, range(4)) for pk in done)
    left = Counter(row.pk for batch in iter(lambda: claim(50, MONDAY), []) for row in batch)
    assert taken + left == Counter(Message.objects.values_list("pk", flat=True))


def test_a_claim_reads_only_the_heads_of_its_index_and_sorts_nothing() -> None:
    """Seen to fail on PostgreSQL with a lane ordered by less."""
    for office in (None, 1, 2):
        waiting(50, root_unit_id=office)
    reads = []

    def record(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if "not_before" in sql and not sql.startswith("UPDATE"):
            reads.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(record):
        claim(9, MONDAY)
    plans = [plan for sql, params in reads[:2] for plan in explained(sql, params)]
    assert len(plans) == 2
    for plan in plans:
        assert "message_unit_to_send" in plan
        assert not re.search(r"Seq Scan on notif|SCAN notif|B-TREE|Sort Key", plan), plan


def explained(sql: str, params: Any) -> Iterable[str]:
    """PostgreSQL is told to prefer an index, as it does with many rows."""
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgresql:
            cursor.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {'' if on_postgresql else 'QUERY PLAN'} {sql}", params)
        yield "\n".join(str(row[-1]) for row in cursor.fetchall())
        if on_postgresql:
            cursor.execute("RESET enable_seqscan; RESET enable_bitmapscan")
