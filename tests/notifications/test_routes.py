"""Which gateway a message takes: the order, the rest of those that fail, the way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.channels import Outcome, Result, routes
from notifications.channels.calls import answered, calls_for
from notifications.failures import Failure
from notifications.models import Gateway, Message
from notifications.outbox.sending import send_waiting
from tests.notifications.scripted import scripted
from tests.notifications.texts import a_gateway, a_text
from tools.processes import free_port

pytestmark = pytest.mark.django_db

TAKEN, AWAY = Result(Outcome.TAKEN), Result(Outcome.AWAY, detail="HTTP 503")
NOWHERE = "http://127.0.0.1:9"


def two() -> None:
    a_gateway("first", NOWHERE, position=1)
    a_gateway("second", NOWHERE, position=2)


def offered(**fields: object) -> list[str]:
    return [call.route for call in calls_for(a_text(**fields))]  # type: ignore[arg-type]


def fail(code: str, times: int) -> None:
    for _ in range(times):
        routes.note(code, AWAY, at=timezone.now())


def wake(code: str) -> None:
    Gateway.objects.filter(code=code).update(resting_until=timezone.now() - timedelta(seconds=1))


def test_routes_are_offered_in_their_order_and_only_those_that_are_on() -> None:
    two()
    a_gateway("off", NOWHERE, position=0, is_on=False)
    assert offered() == ["first", "second"]


def test_a_gateway_of_one_unit_serves_no_other() -> None:
    a_gateway("ours", NOWHERE, root_unit_id=1)
    a_gateway("everybodys", NOWHERE, position=2)
    assert offered(root_unit_id=1) == ["ours", "everybodys"]
    assert offered(root_unit_id=2) == ["everybodys"]


def test_without_any_gateway_the_page_of_the_demo_takes_it_and_a_live_portal_waits(
    settings: object,
) -> None:
    assert offered() == ["demo"]
    settings.MESSAGE_CHANNEL = "live"  # type: ignore[attr-defined]
    assert offered() == []


def test_five_failures_in_a_row_send_a_gateway_to_rest() -> None:
    two()
    fail("first", 4)
    assert offered() == ["first", "second"]
    fail("first", 1)
    assert offered() == ["second"]
    first = Gateway.objects.get(code="first")
    assert (first.failures, first.last_error) == (5, "HTTP 503")


def test_one_success_between_them_is_no_row() -> None:
    two()
    for _ in range(3):
        fail("first", 4)
        routes.note("first", TAKEN, at=timezone.now())
    assert offered() == ["first", "second"]


def test_a_refused_number_speaks_well_of_its_gateway() -> None:
    two()
    fail("first", 4)
    routes.note("first", Result(Outcome.REFUSED, Failure.WRONG_NUMBER), at=timezone.now())
    assert Gateway.objects.get(code="first").failures == 0


def test_after_its_rest_one_message_tries_and_the_others_go_on_elsewhere() -> None:
    two()
    fail("first", 5)
    wake("first")
    assert offered() == ["first", "second"]
    assert offered() == ["second"]
    routes.note("first", TAKEN, at=timezone.now())
    assert offered() == ["first", "second"]


def test_a_failed_try_doubles_the_rest_up_to_two_minutes() -> None:
    a_gateway("first", NOWHERE)
    rests = []
    fail("first", 4)
    for _ in range(5):
        at = timezone.now()
        routes.note("first", AWAY, at=at)
        rests.append((Gateway.objects.get().resting_until - at).total_seconds())  # type: ignore[operator]
    assert rests == [30, 60, 120, 120, 120]


def test_while_all_rest_nothing_is_called_not_even_by_the_demo() -> None:
    a_gateway("first", NOWHERE)
    fail("first", 5)
    assert offered() == []


def test_while_one_is_away_everything_goes_by_the_other() -> None:
    a_gateway("first", f"http://127.0.0.1:{free_port()}", position=1)
    with scripted() as second:
        second.says({"code": 0, "message_id": "m-1"})
        a_gateway("second", second.url, position=2)
        now = timezone.now()
        messages = [a_text(created_at=now, not_before=now) for _ in range(8)]
        send_waiting()
    routes_taken = set(Message.objects.values_list("state", "route"))
    assert routes_taken == {(Message.State.HANDED_OVER, "second")}
    assert len(second.seen) == len(messages)
    assert Gateway.objects.get(code="first").failures == 5


def sent_by(route: str, at: object, *, minutes: int | None, count: int) -> None:
    for _ in range(count):
        message = a_text(state=Message.State.HANDED_OVER, route=route, sent_at=at)
        if minutes is not None:
            Message.objects.filter(pk=message.pk).update(
                delivered_at=at + timedelta(minutes=minutes)  # type: ignore[operator]
            )


@pytest.mark.parametrize(
    ("slow", "minutes", "rests"), [(3, 6, False), (4, 6, True), (4, None, True), (20, 4, False)]
)
def test_a_gateway_whose_messages_arrive_late_rests(
    slow: int, minutes: int | None, rests: bool
) -> None:
    two()
    now = timezone.now()
    sent_by("first", now - timedelta(minutes=10), minutes=minutes, count=slow)
    sent_by("first", now - timedelta(minutes=10), minutes=1, count=23 - slow)
    routes.watch(at=now)
    assert offered() == (["second"] if rests else ["first", "second"])


def test_a_success_does_not_end_the_rest_of_a_slow_gateway() -> None:
    two()
    now = timezone.now()
    sent_by("first", now - timedelta(minutes=10), minutes=None, count=20)
    routes.watch(at=now)
    routes.note("first", TAKEN, at=now)
    assert offered() == ["second"]


def test_the_only_gateway_goes_on_however_slow_it_is() -> None:
    a_gateway("only", NOWHERE)
    now = timezone.now()
    sent_by("only", now - timedelta(minutes=10), minutes=None, count=20)
    routes.watch(at=now)
    assert offered() == ["only"]


def test_a_slow_one_is_better_than_one_that_fails() -> None:
    two()
    now = timezone.now()
    sent_by("first", now - timedelta(minutes=10), minutes=None, count=20)
    routes.watch(at=now)
    fail("second", 5)
    assert offered() == ["first"]


def test_health_costs_one_statement_while_all_is_well(
    django_assert_num_queries: object,
) -> None:
    two()
    message = a_text()
    call = calls_for(message)[0]
    with django_assert_num_queries(1):  # type: ignore[operator]
        answered(message, call, TAKEN, at=timezone.now())
