"""The benchmark of the outbox takes every message once, both ways."""

import pytest

from notifications.models import Message
from portal.bench import outbox
from portal.bench.goals import failed


@pytest.mark.django_db
def test_both_ways_take_every_message_once() -> None:
    one_each, batches, burst = outbox.run(rounds=1, burst=400, tasks=20)
    assert one_each.errors == batches.errors == 0
    assert batches.goal is not None
    assert burst.verdict == "met"
    assert Message.objects.filter(state=Message.State.LEASED, attempts=1).count() == 400


@pytest.mark.django_db
def test_a_message_taken_twice_or_not_at_all_fails_the_run() -> None:
    one_each, batches, _ = outbox.run(rounds=1, burst=100, tasks=10)
    ids = [1, 2, 3]
    for taken in ([1, 2], [1, 2, 3, 3], [1, 2, 3, 4]):
        batches.samples[0] = outbox._timed((lambda taken=taken: taken, ids))  # type: ignore[misc]
        assert failed([one_each, batches])
