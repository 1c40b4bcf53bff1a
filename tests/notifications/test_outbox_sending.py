"""Sending: by the next route when one is away, later when all are, never twice without leave."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from notifications.channels import Call, Result, calls
from notifications.models import Message, MessageEvent, MessageVolume, StoppedAddress
from notifications.outbox import sending
from notifications.outbox.claiming import LEASE, claim
from notifications.outbox.recording import write_down
from notifications.outbox.reports import report
from notifications.outbox.sending import send_waiting
from notifications.outbox.verdicts import verdict
from notifications.outbox.volumes import PLACE, tally
from tests.notifications.gateways import AWAY, LOST, REFUSED, TAKEN, UNKNOWN, Route, connect
from tests.notifications.rows import again, code, due, pass_time, sent

pytestmark = pytest.mark.django_db

State, What = Message.State, MessageEvent.What


# --- Routes ------------------------------------------------------------------------------------


def test_what_a_gateway_takes_is_handed_over_with_proof_and_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (route,) = connect(monkeypatch, Route("a", [TAKEN]))
    message = sent(due())
    assert (message.state, message.route, message.gateway_id) == (State.HANDED_OVER, "a", "g1")
    assert (message.parts, message.cost, message.attempts) == (1, 300, 1)
    assert message.sent_at is not None
    assert message.calling_at is None
    assert list(message.events.values_list("what", "route")) == [(What.TAKEN, "a")]
    assert again(message).state == State.HANDED_OVER
    assert route.calls == [message.reference]


def test_the_next_route_is_called_at_once_when_one_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("a", [AWAY]), Route("b", [TAKEN]))
    message = sent(due())
    assert (message.state, message.route) == (State.HANDED_OVER, "b")
    assert list(message.events.order_by("pk").values_list("what", "route")) == [
        (What.AWAY, "a"),
        (What.TAKEN, "b"),
    ]


def test_with_all_routes_away_it_is_tried_again_after_one_and_then_five_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect(monkeypatch, Route("a", [AWAY]), Route("b", [AWAY]))
    message = sent(due())
    pauses = []
    for _ in range(3):
        assert (message.state, message.failure, message.error) == (State.TEMPORARY, "away", "503")
        pauses.append(round((message.not_before - timezone.now()).total_seconds() / 60))
        again(message)
    assert pauses == [1, 5, 5]
    assert message.events.count() == 2, "the same answer is kept once a route"


def test_after_four_hours_somebody_has_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("a", [AWAY]))
    message = due(created_at=timezone.now() - timedelta(hours=3, minutes=59, seconds=30))
    assert sent(message).state == State.GIVEN_UP
    assert (message.failure, message.error) == ("away", "503")


def test_what_waited_for_hours_because_no_worker_ran_is_sent_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect(monkeypatch, Route("a", [TAKEN]))
    assert sent(due(created_at=timezone.now() - timedelta(days=3))).state == State.HANDED_OVER


def test_a_message_that_never_comes_to_its_call_ends_after_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (route,) = connect(monkeypatch, Route("a", [TAKEN]))
    message = due(created_at=timezone.now() - timedelta(hours=5), attempts=4)
    assert sent(message).state == State.GIVEN_UP
    assert route.calls == []


def test_the_four_hours_of_the_evening_begin_in_the_morning(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    connect(monkeypatch, Route("a", [AWAY]))
    local = timezone.localtime()
    quiet_until = (local + timedelta(minutes=-30)).strftime("%H:%M")
    settings.QUIET_HOURS = f"{(local - timedelta(hours=9)).strftime('%H:%M')}-{quiet_until}"  # type: ignore[attr-defined]
    assert sent(due(created_at=timezone.now() - timedelta(hours=8))).state == State.TEMPORARY


def test_what_a_gateway_refuses_goes_no_other_way(monkeypatch: pytest.MonkeyPatch) -> None:
    _, other = connect(monkeypatch, Route("a", [REFUSED]), Route("b", [TAKEN]))
    message = sent(due())
    assert (message.state, message.failure) == (State.GIVEN_UP, "refused")
    assert other.calls == []


def test_without_a_duty_a_refused_message_only_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("a", [REFUSED]))
    assert sent(code()).state == State.PERMANENT


def test_with_no_way_out_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch)
    message = sent(due())
    assert (message.state, message.failure, message.calling_at) == (
        State.TEMPORARY, "no_route", None,
    )  # fmt: skip
    connect(monkeypatch, Route("a", [TAKEN]))
    assert again(message).state == State.HANDED_OVER
    assert message.failure == ""


def test_nothing_is_sent_to_an_address_that_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    (route,) = connect(monkeypatch, Route("a", [TAKEN]))
    StoppedAddress.objects.create(address="+84905123318", reason="DUNG", at=timezone.now())
    message = sent(due())
    assert (message.state, message.failure) == (State.GIVEN_UP, "stopped")
    assert route.calls == []


def test_one_message_that_breaks_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = due(), due()

    def calls_for(message: Message) -> list[Call]:
        if message.pk == first.pk:
            raise LookupError("no such paper")
        return [Route("a", [TAKEN]).call_for(message)]

    monkeypatch.setattr(calls, "calls_for", calls_for)
    assert sent(second).state == State.HANDED_OVER
    first.refresh_from_db()
    assert first.state == State.LEASED
    assert first.not_before > timezone.now(), "tried again when the lease has run out"


@pytest.mark.parametrize("odd", [{"kind": "of-yesterday"}, {"channel": "pigeon"}])
def test_what_no_sender_understands_waits_a_day_and_then_goes_to_people(
    monkeypatch: pytest.MonkeyPatch, odd: dict[str, str]
) -> None:
    """A newer version may know it; left as it is it would be claimed, and alarm, for ever."""
    connect(monkeypatch, Route("a", [TAKEN]))
    message = sent(due(**odd))
    assert message.state == State.LEASED
    message = again(message, created_at=timezone.now() - timedelta(hours=25))
    assert (message.state, message.failure) == (State.TECHNICAL, "uncertain")


# --- Leases --------------------------------------------------------------------------------------


def test_a_worker_that_lost_its_lease_calls_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    message = due()

    def calls_for(stale: Message) -> list[Call]:
        """Meanwhile the lease runs out, and another worker takes the message."""
        pass_time(message)
        assert [row.pk for row in claim(1, timezone.now())] == [message.pk]
        return [route.call_for(stale)]

    route = Route("a", [TAKEN])
    monkeypatch.setattr(calls, "calls_for", calls_for)
    assert sent(message).state == State.LEASED
    assert route.calls == []


def test_of_a_call_that_took_too_long_only_a_taken_message_counts() -> None:
    message = due()
    (slow,) = claim(1, timezone.now())
    pass_time(message)
    claim(1, timezone.now())
    for result, end in ((AWAY, State.LEASED), (TAKEN, State.HANDED_OVER)):
        at = timezone.now()
        write_down(slow, verdict(slow, result, at=at), result, at=at)
        message.refresh_from_db()
        assert message.state == end
    assert message.events.count() == 2


def test_the_rest_of_a_slow_batch_goes_back_as_if_it_had_not_been_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.0)
    monkeypatch.setattr(sending, "TURN", 0.0)
    (route,) = connect(monkeypatch, Route("a", [TAKEN]))
    for _ in range(4):
        due()
    assert send_waiting() == 1
    rest = Message.objects.filter(state=State.WAITING)
    assert list(rest.values_list("attempts", flat=True)) == [0, 0, 0]
    assert len(route.calls) == 1


def test_a_batch_that_took_longer_than_its_lease_gives_back_nothing_of_another_sender() -> None:
    """Found by `make drill-messages`: a third sender took the row, and a code went twice."""
    for _ in range(3):
        due()
    slow = claim(3, timezone.now())
    claim(3, timezone.now() + LEASE)
    sending._give_back(slow[1:])
    rows = Message.objects.values_list("state", "attempts")
    assert list(rows) == [(State.LEASED, 2)] * 3


# --- The database --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_open_while_a_gateway_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail without `connection.close()`."""
    open_ones = []

    def look() -> Result:
        open_ones.append(connection.connection)
        return LOST if len(open_ones) == 1 else TAKEN

    connect(monkeypatch, Route("a", [look], asked=[UNKNOWN]))
    message = sent(due())
    assert again(message).state == State.HANDED_OVER
    assert open_ones == [None, None]


def test_a_call_that_asks_the_database_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def curious() -> Result:
        Message.objects.count()
        return TAKEN

    connect(monkeypatch, Route("a", [curious]))
    assert sent(due()).error == "RuntimeError"


# --- Volumes -------------------------------------------------------------------------------------


def test_volumes_are_what_counting_all_rows_would_give(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("a", [TAKEN, REFUSED, AWAY, TAKEN]), Route("b", [TAKEN]))
    messages = [due(root_unit_id=office) for office in (1, 1, None, 2)]
    send_waiting()
    report(messages[0].reference, What.DELIVERED, at=timezone.now(), route="a")
    report(messages[3].reference, What.UNDELIVERED, at=timezone.now(), route="a")
    columns = ("sent", "delivered", "failed", "parts", "cost")
    rows = MessageVolume.objects.values_list("root_unit_id", "route", *columns)
    assert sum((tally(row) for row in Message.objects.all()), Counter()) == Counter(
        {
            (tuple(getattr(volume, name) for name in PLACE), column): getattr(volume, column)
            for volume in MessageVolume.objects.all()
            for column in columns
            if getattr(volume, column)
        }
    )
    assert set(rows) == {  # the offices took turns
        (1, "a", 2, 1, 0, 2, 600),
        (0, "a", 0, 0, 1, 0, 0),
        (2, "b", 1, 0, 1, 1, 300),
    }
