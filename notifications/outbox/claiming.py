"""Taking what waits, in batches that are fair between offices.

Two indexes of `Message` hold only what is still to be sent. Of them nothing here reads more than
one entry an office and priority (a lane), and the rows that are taken: a backlog of a million
costs the same as one of ten.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain, zip_longest

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from notifications.kinds import AT_ONCE
from notifications.models import Message
from notifications.models.message import TO_SEND, State

LEASE = timedelta(minutes=2) * settings.MESSAGE_PACE  # longer than any call may take
LANES = 20  # of a batch, those that have waited longest; the others' turn comes with the next one

# Written out, not bound: only so do both databases see that their partial index holds these rows.
_TO_SEND = "state IN ({})".format(", ".join(f"'{state.value}'" for state in TO_SEND))
_IN_ORDER = "ORDER BY root_unit_id, priority, not_before, id"
_ROWS = f"SELECT id FROM notifications_message WHERE {_TO_SEND}"  # noqa: S608 - made of constants
_FIRST = f"{_IN_ORDER} LIMIT 1"
# From the head of each lane (the row due first) straight to the head of the next one: of the same
# office, else of the next office. No comparison finds NULL, so messages of no office come apart.
_HEADS = f"""
WITH RECURSIVE head (id) AS (
    SELECT ({_ROWS} AND root_unit_id IS NOT NULL {_FIRST})
    UNION ALL
    SELECT COALESCE(
        ({_ROWS} AND root_unit_id = last.root_unit_id AND priority > last.priority {_FIRST}),
        ({_ROWS} AND root_unit_id > last.root_unit_id {_FIRST}))
    FROM head JOIN notifications_message last ON last.id = head.id
), own (id) AS (
    SELECT ({_ROWS} AND root_unit_id IS NULL {_FIRST})
    UNION ALL
    SELECT ({_ROWS} AND root_unit_id IS NULL AND priority > last.priority {_FIRST})
    FROM own JOIN notifications_message last ON last.id = own.id
)
SELECT id, root_unit_id, priority, not_before FROM notifications_message
WHERE id IN (SELECT id FROM head UNION ALL SELECT id FROM own)
"""  # noqa: S608 - made of constants


def claim(size: int, at: datetime) -> list[Message]:
    """At most `size` messages for the caller alone, until the lease runs out.

    What goes at once comes first; then every office in turn, however much one of them has waiting.
    Fewer than `size` does not mean that nothing is left; none does. `attempts` proves the lease:
    whoever claims the row later counts it up.
    """
    with transaction.atomic():
        heads = _due_heads(at)
        ids = _take([head for head in heads if head.priority == AT_ONCE], size, at)
        others = [head for head in heads if head.priority != AT_ONCE]
        ids += _take(_first_of_each_office(others), size - len(ids), at)
        return _lease(ids, at)


def _due_heads(at: datetime) -> list[Message]:
    """The first row of every lane with something due; the lane that has waited longest first."""
    heads = (head for head in Message.objects.raw(_HEADS) if head.not_before <= at)
    return sorted(heads, key=lambda head: (head.not_before, head.pk))


def _first_of_each_office(heads: Iterable[Message]) -> list[Message]:
    """Inside an office what matters more goes first: a campaign waits for single messages."""
    first: dict[int | None, Message] = {}
    for head in heads:
        known = first.setdefault(head.root_unit_id, head)
        if head.priority < known.priority:
            first[head.root_unit_id] = head
    return list(first.values())


def _take(heads: Sequence[Message], size: int, at: datetime) -> list[int]:
    """Ids of as many rows of every lane, in turn; what others are taking now is passed over."""
    heads = heads[: max(0, min(size, LANES))]
    if not heads:
        return []
    share = size // len(heads)
    lanes = [_rows_of_lane(number, head, share) for number, head in enumerate(heads)]
    moment = connection.ops.adapt_datetimefield_value(at)
    ids: dict[int, list[int]] = {number: [] for number in range(len(heads))}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(lanes), [moment] * len(lanes))
        for number, message_id in cursor.fetchall():
            ids[number].append(message_id)
    in_turn = chain.from_iterable(zip_longest(*ids.values()))
    return [message_id for message_id in in_turn if message_id is not None]


def _rows_of_lane(number: int, head: Message, share: int) -> str:
    office = "IS NULL" if head.root_unit_id is None else f"= {head.root_unit_id:d}"
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update else ""
    due = f"root_unit_id {office} AND priority = {head.priority:d} AND not_before <= %s"
    rows = f"{_ROWS} AND {due} {_IN_ORDER} LIMIT {share:d} {lock}"
    return f"SELECT {number:d}, id FROM ({rows}) AS lane{number:d}"  # noqa: S608 - only numbers


def _lease(ids: Sequence[int], at: datetime) -> list[Message]:
    """The rows in the order of their ids, as they are now."""
    rows = Message.objects.filter(pk__in=ids)
    rows.update(state=State.LEASED, not_before=at + LEASE, attempts=F("attempts") + 1)
    by_id = rows.in_bulk()
    return [by_id[message_id] for message_id in ids]
