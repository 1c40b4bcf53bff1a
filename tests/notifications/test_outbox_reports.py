"""Reports and results in any order and as often as they come: a message only goes forward."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifications.channels import Outcome, Result
from notifications.kinds import AT_ONCE
from notifications.models import Message, MessageEvent, MessageVolume
from notifications.models.message import RANK, TO_SEND
from notifications.outbox.reports import report
from notifications.outbox.sending import send_waiting
from notifications.outbox.verdicts import forward
from tests.factories import MONDAY
from tests.notifications.gateways import TAKEN, Route, connect
from tests.notifications.rows import waiting

pytestmark = pytest.mark.django_db

State, What = Message.State, MessageEvent.What
REPORTS = [What.TAKEN, What.DELIVERED, What.UNDELIVERED, What.REFUSED]


def told(message: Message, *reports: MessageEvent.What) -> Message:
    for what in reports:
        report(message.reference, what, at=MONDAY, route="a")
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(
    ("before", "reports", "after"),
    [
        (State.HANDED_OVER, [What.DELIVERED], State.DELIVERED),
        (State.HANDED_OVER, [What.UNDELIVERED], State.GIVEN_UP),
        (State.HANDED_OVER, [What.REFUSED], State.GIVEN_UP),
        (State.HANDED_OVER, [What.UNDELIVERED, What.DELIVERED], State.DELIVERED),
        (State.HANDED_OVER, [What.DELIVERED, What.UNDELIVERED], State.DELIVERED),
        (State.HANDED_OVER, [What.DELIVERED, What.TAKEN], State.DELIVERED),
        (State.LEASED, [What.TAKEN], State.HANDED_OVER),
        (State.TEMPORARY, [What.DELIVERED], State.DELIVERED),
        (State.TECHNICAL, [What.TAKEN], State.TECHNICAL),
        (State.GIVEN_UP, [What.UNDELIVERED], State.GIVEN_UP),
        (State.CALLED, [What.UNDELIVERED], State.CALLED),
        (State.CALLED, [What.DELIVERED], State.DELIVERED),
    ],
)
def test_what_a_report_does(
    before: Message.State, reports: list[MessageEvent.What], after: Message.State
) -> None:
    (message,) = waiting(1, state=before, attempts=1)
    assert told(message, *reports).state == after


def test_the_same_report_again_is_not_written_twice() -> None:
    (message,) = waiting(1, state=State.HANDED_OVER)
    assert told(message, *[What.DELIVERED] * 3).events.count() == 1
    assert message.delivered_at == MONDAY


def test_a_report_about_nothing_of_ours_is_kept_once() -> None:
    for _ in range(2):
        report("nobody-knows-it", What.DELIVERED, at=MONDAY, route="a", detail="000")
    event = MessageEvent.objects.get()
    assert (event.message, event.reference, event.detail) == (None, "nobody-knows-it", "000")


def test_what_stands_in_the_inbox_has_no_delivery_reports() -> None:
    (message,) = waiting(1, channel=Message.Channel.INAPP, state=State.DELIVERED)
    told(message, What.UNDELIVERED)
    assert message.state == State.DELIVERED
    assert MessageEvent.objects.get().message is None


@pytest.mark.django_db(transaction=True)
def test_a_report_that_is_faster_than_the_answer_of_the_call_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The phone rings before the gateway has answered us: the cost is counted all the same."""
    now = timezone.now()
    (message,) = waiting(1, created_at=now, not_before=now)

    def tell() -> None:
        report(message.reference, What.DELIVERED, at=now, route="a")
        connection.close()

    def call() -> Result:
        with ThreadPoolExecutor(1) as web:
            web.submit(tell).result()
        return TAKEN

    connect(monkeypatch, Route("a", [call]))
    send_waiting()
    message.refresh_from_db()
    assert (message.state, message.cost, message.gateway_id) == (State.DELIVERED, 300, "g1")


@given(st.sampled_from(list(State)), st.lists(st.sampled_from(list(State)), max_size=12))
def test_states_never_go_back(now: Message.State, wishes: list[Message.State]) -> None:
    for wish in wishes:
        if forward(now, wish):
            assert RANK[wish] > RANK[now] or {now, wish} <= set(TO_SEND)
            now = wish


# --- Any order of everything ---------------------------------------------------------------------

DIES = "the worker dies in the call"
ANSWERS = [Outcome.TAKEN, Outcome.AWAY, Outcome.REFUSED, Outcome.UNCERTAIN, DIES]
ASKED = [Outcome.TAKEN, Outcome.AWAY, Outcome.UNCERTAIN, Outcome.UNKNOWN, Outcome.REFUSED]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.sampled_from(ANSWERS), st.sampled_from(ASKED)),
        st.tuples(st.just("report"), st.sampled_from(REPORTS)),
    ),
    max_size=8,
)


class World:
    """One message, one gateway, and the book of what may be called."""

    def __init__(self, *, is_code: bool, askable: bool) -> None:
        Message.objects.all().delete()  # of the example before
        now = timezone.now()
        facts: dict[str, Any] = {"kind": "otp", "priority": AT_ONCE} if is_code else {}
        (self.message,) = waiting(1, created_at=now, not_before=now, **facts)
        self.askable, self.leave = askable, 0 if is_code else 1
        self.is_code, self.in_doubt, self.is_over = is_code, False, False
        self.wrong: list[str] = []

    def send(self, answer: Any, asked: Outcome) -> None:
        """Time has passed: leases and pauses have run out."""
        rows = Message.objects.filter(pk=self.message.pk, state__in=TO_SEND)
        rows.update(not_before=timezone.now())
        self.answer = answer
        route = Route("a", [self.called], [Result(asked)] if self.askable else None)
        self.asked = asked
        self.route = route
        with pytest.MonkeyPatch.context() as patch:
            connect(patch, route)
            try:
                send_waiting()
            except SystemExit:
                assert answer is DIES

    def called(self) -> Result:
        if self.is_over:
            self.wrong.append("called after a gateway had taken or refused it")
        if self.route.questions and self.asked is Outcome.UNKNOWN and not self.is_code:
            self.in_doubt = False
        if self.in_doubt:
            self.leave -= 1
            if self.leave < 0:
                self.wrong.append("called twice without leave")
        self.is_over = self.answer in {Outcome.TAKEN, Outcome.REFUSED}
        self.in_doubt = self.answer in {Outcome.UNCERTAIN, DIES}
        if self.answer is DIES:
            raise SystemExit
        return Result(self.answer)

    def report(self, what: MessageEvent.What) -> None:
        report(self.message.reference, what, at=timezone.now(), route="a")
        self.is_over = True


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, is_code=st.booleans(), askable=st.booleans())
def test_in_any_order_a_message_goes_forward_and_is_not_called_twice_without_leave(
    steps: list[tuple[Any, ...]], is_code: bool, askable: bool
) -> None:
    world = World(is_code=is_code, askable=askable)
    rank = RANK[State.WAITING]
    for name, *arguments in steps:
        getattr(world, name)(*arguments)
        world.message.refresh_from_db()
        now = RANK[State(world.message.state)]
        assert now >= rank
        assert world.wrong == []
        rank = now


def test_the_guard_bites_on_a_second_call() -> None:
    world = World(is_code=True, askable=False)
    world.send(Outcome.UNCERTAIN, Outcome.AWAY)
    Message.objects.update(calling_at=None, state=State.WAITING)
    world.send(Outcome.TAKEN, Outcome.AWAY)
    assert world.wrong == ["called twice without leave"]


def test_a_late_report_is_counted_in_the_day_of_the_message() -> None:
    (message,) = waiting(1, state=State.HANDED_OVER, attempts=1, route="a", sent_at=MONDAY)
    report(message.reference, What.DELIVERED, at=MONDAY + timedelta(days=2), route="a")
    assert MessageVolume.objects.get().day == MONDAY.date()
