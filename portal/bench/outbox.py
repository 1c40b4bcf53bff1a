"""P10: taking messages from the outbox in batches, next to one task a message.

Neither side calls a gateway. The yardstick is lean: a message from the broker names a row, which is
leased by itself; Celery would add its own cost to that.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from kombu.connection import Connection

from notifications.kinds import USUAL
from notifications.models import Message
from notifications.models.message import TO_SEND
from notifications.outbox.claiming import LEASE, claim
from portal.bench.goals import BATCHES, BURST, Measured, Sample, within

OFFICES, BATCH = 300, 100
BURST_SIZE, BURST_MAY_TAKE = 20_000, 5.0  # seconds
TASKS = 1_000  # one task a message takes too long for a whole burst
Drain = Callable[[], list[int]]  # takes all that waits, returns the ids


def run(*, rounds: int, burst: int = BURST_SIZE, tasks: int = TASKS) -> list[Measured]:
    """Both ways in each round; the first round warms up and is dropped."""
    single, batches = [], []
    for _ in range(rounds + 1):
        single.append(_timed(_one_task_each(_fill(tasks))))
        batches.append(_timed(_in_batches(_fill(burst))))
    one_each = Measured("one task a message", single[1:])
    bursts = [Sample(sample.per_second / burst) for sample in batches[1:]]
    return [
        one_each,
        Measured("claimed in batches of 100", batches[1:], one_each, BATCHES),
        within(BURST_MAY_TAKE, f"burst of {burst:,} claimed", bursts, BURST),
    ]


def _fill(count: int) -> list[int]:
    """So many messages wait, of many offices, and no others."""
    Message.objects.all().delete()
    at = timezone.now()
    rows = Message.objects.bulk_create(
        (_message(number, at) for number in range(count)), batch_size=1_000
    )
    return [row.pk for row in rows]


def _message(number: int, at: datetime) -> Message:
    return Message(
        root_unit_id=number % OFFICES + 1,
        event=f"bench:{number}",
        key=f"bench:{number}:sms",
        kind="ready",
        recipient=f"+849{number:08d}",
        text="[UBND xa Mau] Ho so da co ket qua.",
        priority=USUAL,
        created_at=at,
        not_before=at,
    )


def _timed(work: tuple[Drain, list[int]]) -> Sample:
    """An error is a message that was taken twice or not at all."""
    drain, expected = work
    started = time.perf_counter()
    taken = drain()
    took = time.perf_counter() - started
    wrong = len(set(expected) ^ set(taken)) + len(taken) - len(set(taken))
    return Sample(len(taken) / took, errors=wrong)


def _in_batches(ids: list[int]) -> tuple[Drain, list[int]]:
    def drain() -> list[int]:
        taken: list[int] = []
        while batch := claim(BATCH, timezone.now()):
            taken += [message.pk for message in batch]
        return taken

    return drain, ids


def _one_task_each(ids: list[int]) -> tuple[Drain, list[int]]:
    with Connection(settings.CELERY_BROKER_URL) as broker:
        queue = broker.SimpleQueue("bench-one-each")
        for pk in ids:
            queue.put({"id": pk})

    def drain() -> list[int]:
        with Connection(settings.CELERY_BROKER_URL) as broker:
            queue = broker.SimpleQueue("bench-one-each")
            return [_one_task(queue) for _ in ids]

    return drain, ids


def _one_task(queue: Any) -> int:
    bell = queue.get(timeout=5)
    now = timezone.now()
    rows = Message.objects.filter(pk=bell.payload["id"], state__in=TO_SEND, not_before__lte=now)
    leased = {"state": Message.State.LEASED, "not_before": now + LEASE}
    if not rows.update(attempts=F("attempts") + 1, **leased):
        raise LookupError("somebody else had it")
    message = Message.objects.get(pk=bell.payload["id"])
    bell.ack()
    return message.pk
