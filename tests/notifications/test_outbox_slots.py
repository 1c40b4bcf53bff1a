"""A slow route never holds every sender: without room a message goes another way, or waits."""

from contextlib import ExitStack

import pytest
from django.utils import timezone

from notifications.models import Message
from notifications.outbox.sending import send_waiting
from notifications.outbox.slots import AT_ONCE, slot
from tests.notifications.gateways import TAKEN, Route, connect
from tests.notifications.rows import waiting

pytestmark = pytest.mark.django_db


def crowd(held: ExitStack, route: str) -> None:
    """As many calls as a route may have, all still waiting for their answer."""
    assert all(held.enter_context(slot(route)) for _ in range(AT_ONCE))


def test_a_full_route_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, free = connect(monkeypatch, Route("slow", [TAKEN]), Route("free", [TAKEN]))
    (message,) = waiting(1, created_at=timezone.now(), not_before=timezone.now())
    with ExitStack() as held:
        crowd(held, "slow")
        send_waiting()
    assert (slow.calls, free.calls) == ([], [message.reference])


def test_a_message_without_room_has_not_been_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    (slow,) = connect(monkeypatch, Route("slow", [TAKEN]))
    (message,) = waiting(1, created_at=timezone.now(), not_before=timezone.now())
    with ExitStack() as held:
        crowd(held, "slow")
        send_waiting()
    message.refresh_from_db()
    assert (message.state, message.attempts, slow.calls) == (Message.State.WAITING, 0, [])
    assert message.not_before > timezone.now()
    Message.objects.update(not_before=timezone.now())
    send_waiting()
    assert slow.calls == [message.reference]
