"""What time alone decides, and the bell."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import ConnectionError as Away

from notifications.kinds import AT_ONCE
from notifications.models import Gateway, Message
from notifications.outbox import bell
from notifications.outbox.sweeping import blank_one_time_codes, close_unproven
from notifications.services import Notice, send_many
from tests.factories import MONDAY
from tests.notifications.rows import waiting

pytestmark = pytest.mark.django_db

State = Message.State
THREE_DAYS = timedelta(hours=72)


def handed_over(route: str, ago: timedelta) -> Message:
    (row,) = waiting(1, state=State.HANDED_OVER, route=route, sent_at=MONDAY - ago, attempts=1)
    return row


def test_three_days_without_proof_are_a_reason_to_call() -> None:
    facts = {"kind": Gateway.Kind.JSON, "url": "https://g.example"}
    Gateway.objects.create(code="a", **facts)
    Gateway.objects.create(code="silent", reports=False, **facts)
    old, new = handed_over("a", THREE_DAYS), handed_over("a", THREE_DAYS - timedelta(minutes=1))
    silent = handed_over("silent", 2 * THREE_DAYS)
    assert close_unproven(at=MONDAY) == 1
    assert close_unproven(at=MONDAY) == 0
    for row in (old, new, silent):
        row.refresh_from_db()
    assert (old.state, old.failure) == (State.GIVEN_UP, "no_report")
    assert {new.state, silent.state} == {State.HANDED_OVER}


def test_the_words_of_codes_are_gone_after_a_day() -> None:
    (old,) = waiting(
        1, kind="otp", priority=AT_ONCE, text="123456", created_at=MONDAY - timedelta(hours=25)
    )
    (new,) = waiting(
        1, kind="otp", priority=AT_ONCE, text="234567", created_at=MONDAY - timedelta(hours=23)
    )
    (other,) = waiting(1, text="hen tra", created_at=MONDAY - timedelta(hours=25))
    assert blank_one_time_codes(at=MONDAY) == 1
    texts = dict(Message.objects.values_list("pk", "text"))
    assert texts == {old.pk: "", new.pk: "234567", other.pk: "hen tra"}


# --- The bell ------------------------------------------------------------------------------------


class Rings:
    """The broker's side: how often a sender was woken."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        monkeypatch.setattr(bell, "ring", self._ring)

    def _ring(self, task: object) -> None:
        self.count += 1


def test_many_messages_ring_once_until_a_sender_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    rings = Rings(monkeypatch)
    for _ in range(3):
        bell.ring_outbox()
    assert rings.count == 1
    bell.come()
    bell.ring_outbox()
    assert rings.count == 2


def test_without_its_cache_the_bell_rings_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise Away

    rings = Rings(monkeypatch)
    monkeypatch.setattr(cache, "add", away, raising=False)
    monkeypatch.setattr(cache, "delete", away, raising=False)
    bell.ring_outbox()
    bell.come()
    bell.ring_outbox()
    assert rings.count == 2


def test_thousands_of_notices_ring_once_on_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    rings = Rings(monkeypatch)
    notices = [
        Notice(
            "otp", "+84905123318", f"k{n}", timezone.now(), 1, context={"office": "X", "otp": "1"}
        )
        for n in range(30)
    ]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        send_many(notices)
    assert rings.count == 1
