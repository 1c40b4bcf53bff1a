"""A call whose answer was lost: asked for, repeated once where it may be, never for a code."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.channels import Result
from notifications.models import Message
from notifications.outbox.claiming import LEASE
from notifications.outbox.sending import send_waiting
from tests.notifications.gateways import AWAY, LOST, TAKEN, UNKNOWN, Route, connect
from tests.notifications.rows import again, code, due, pass_time, sent

pytestmark = pytest.mark.django_db

State = Message.State


def die() -> Result:
    raise SystemExit


def killed_while_calling(message: Message) -> None:
    """The worker dies in the call; then its lease runs out."""
    with pytest.raises(SystemExit):
        send_waiting()
    message.refresh_from_db()
    assert message.state == State.LEASED
    assert message.calling_at is not None
    pass_time(message)


def test_a_lost_answer_stays_with_its_route(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = connect(monkeypatch, Route("a", [LOST]), Route("b", [TAKEN]))
    message = sent(due())
    assert (message.state, message.failure) == (State.TEMPORARY, "uncertain")
    assert message.calling_at is not None
    assert message.not_before >= message.calling_at + LEASE
    assert second.calls == []


def test_a_lost_answer_is_asked_for_by_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    (route,) = connect(monkeypatch, Route("a", [LOST], asked=[AWAY, TAKEN]))
    message = sent(due())
    assert again(message).state == State.TEMPORARY, "the question was not answered either"
    assert again(message).state == State.HANDED_OVER
    assert (len(route.calls), len(route.questions), message.cost) == (1, 2, 300)


def test_what_the_gateway_has_never_seen_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    (route,) = connect(monkeypatch, Route("a", [LOST, TAKEN], asked=[UNKNOWN]))
    message = sent(due())
    assert again(message).state == State.HANDED_OVER
    assert (len(route.calls), message.repeats) == (2, 0)


def test_a_gateway_that_cannot_be_asked_gets_a_result_once_more_and_no_oftener(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (route,) = connect(monkeypatch, Route("a", [LOST]))
    message = sent(due())
    assert again(message).repeats == 1
    assert again(message).state == State.GIVEN_UP
    assert message.failure == "uncertain"
    assert len(route.calls) == 2


@pytest.mark.parametrize(
    ("asked", "end"),
    [
        (None, State.TECHNICAL),
        ([UNKNOWN], State.TECHNICAL),
        ([AWAY], State.TEMPORARY),
        ([TAKEN], State.HANDED_OVER),
    ],
)
def test_a_code_is_never_sent_twice(
    monkeypatch: pytest.MonkeyPatch, asked: list[Result] | None, end: Message.State
) -> None:
    (route,) = connect(monkeypatch, Route("a", [LOST, TAKEN], asked=asked))
    message = sent(code())
    for _ in range(3):
        again(message)
    assert (message.state, len(route.calls)) == (end, 1)


def test_a_code_that_has_run_out_is_not_sent_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    (route,) = connect(monkeypatch, Route("a", [TAKEN]))
    message = sent(code(created_at=timezone.now() - timedelta(minutes=5)))
    assert (message.state, route.calls) == (State.TECHNICAL, [])


def test_a_code_by_mail_lives_longer_and_is_not_repeated_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some mail servers let a stranger's first letter wait for some minutes."""
    (route,) = connect(monkeypatch, Route("a", [LOST, TAKEN]))
    by_mail = {"kind": "email_code", "channel": Message.Channel.EMAIL, "recipient": "a@example.vn"}
    early, late = (timezone.now() - timedelta(minutes=minutes) for minutes in (20, 30))
    assert sent(code(**by_mail, created_at=late)).state == State.TECHNICAL
    assert route.calls == []
    message = sent(code(**by_mail, created_at=early))
    for _ in range(3):
        again(message)
    assert (message.state, len(route.calls)) == (State.TECHNICAL, 1)


def test_a_worker_that_died_in_a_call_leaves_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    (route,) = connect(monkeypatch, Route("a", [die], asked=[TAKEN]))
    message = due()
    killed_while_calling(message)
    assert sent(message).state == State.HANDED_OVER
    assert (len(route.calls), len(route.questions)) == (1, 1)


def test_a_worker_that_died_over_a_code_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (route,) = connect(monkeypatch, Route("a", [die]))
    message = code()
    killed_while_calling(message)
    assert sent(message).state == State.TECHNICAL
    assert len(route.calls) == 1


def test_while_its_route_rests_a_lost_answer_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("a", [LOST], asked=[TAKEN]))
    message = sent(due())
    _, other = connect(monkeypatch, Route("c", [TAKEN]), Route("b", [TAKEN]))
    assert again(message).state == State.TEMPORARY
    assert other.calls == []
    connect(monkeypatch, Route("b", [TAKEN]), Route("a", [TAKEN], asked=[TAKEN]))
    assert again(message).state == State.HANDED_OVER
    assert message.route == "a"


def test_a_call_that_breaks_may_have_been_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Result:
        raise ValueError("unreadable")

    connect(monkeypatch, Route("a", [broken]))
    message = sent(due())
    assert (message.state, message.failure, message.error) == (
        State.TEMPORARY, "uncertain", "ValueError",
    )  # fmt: skip
