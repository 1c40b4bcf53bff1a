"""Sending what waits: mark the row, call without the database, write down what came of it."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from notifications.channels import Call, Outcome, Result, calls
from notifications.failures import Failure
from notifications.kinds import KINDS
from notifications.models import Message, StoppedAddress
from notifications.models.message import State
from notifications.outbox.bell import come, ring_outbox
from notifications.outbox.claiming import LEASE, claim
from notifications.outbox.connections import without_database
from notifications.outbox.recording import prove_call, write_down
from notifications.outbox.slots import slot
from notifications.outbox.verdicts import (
    LIVES,
    Doubt,
    Verdict,
    doubt,
    is_code,
    is_too_late,
    verdict,
)

logger = logging.getLogger(__name__)

BATCH = 16
PATIENCE = 5.0  # seconds for a batch: then the rest goes back, so that codes need not wait for it
ROOM = timedelta(seconds=2)  # until a route that is full has room again
TURN = 60.0  # seconds after which a sender may be told to stop

IN_DOUBT = Verdict(State.TECHNICAL, Failure.UNCERTAIN)


def send_waiting() -> int:
    """Sends what is due, batch by batch; how many messages it took in hand.

    While there is more than one, another sender is woken. At the end of its turn it rings instead.
    """
    began, done = time.monotonic(), 0
    come()
    while batch := claim(BATCH, timezone.now()):
        if len(batch) > 1:
            ring_outbox()
        done += _send_all(batch)
        if time.monotonic() - began > TURN:
            ring_outbox()
            break
        come()
    return done


def _send_all(batch: Sequence[Message]) -> int:
    recipients = {message.recipient for message in batch}
    stopped = StoppedAddress.objects.filter(address__in=recipients)
    silent = set(stopped.values_list("address", flat=True))
    began = time.monotonic()
    for number, message in enumerate(batch):
        if number and time.monotonic() - began > PATIENCE:
            _give_back(batch[number:])
            return number
        try:
            asked = KINDS[message.kind].on_request
            _send(message, is_stopped=message.recipient in silent and not asked)
        except Exception:
            logger.exception("message %s is left to the end of its lease", message.reference)
            _lay_aside(message)
    return len(batch)


def _lay_aside(message: Message) -> None:
    """What still breaks after the longest life, of a kind that nobody knows any more perhaps, is
    left to people: it must not wait, and alarm, for ever."""
    if message.created_at + max(LIVES.values()) <= timezone.now():
        mine = Message.objects.filter(pk=message.pk, attempts=message.attempts)
        mine.update(state=State.TECHNICAL, failure=Failure.UNCERTAIN.code)


def _give_back(rest: Sequence[Message], *, after: timedelta = timedelta()) -> None:
    """As if they had not been claimed; unless our lease ran out and somebody else has them."""
    ours = {"state": State.LEASED, "not_before": rest[0].not_before}
    rows = Message.objects.filter(pk__in=[message.pk for message in rest], **ours)
    again = timezone.now() + after
    rows.update(state=State.WAITING, not_before=again, attempts=F("attempts") - 1)


def _send(message: Message, *, is_stopped: bool) -> None:
    at = timezone.now()
    if is_stopped:
        write_down(message, Verdict(State.PERMANENT, Failure.STOPPED), None, at=at)
    elif is_too_late(message, at):
        late = IN_DOUBT if message.calling_at else Verdict(State.TECHNICAL, Failure.AWAY)
        write_down(message, late, None, at=at)
    elif message.calling_at:
        _clear_up(message, calls.calls_for(message))
    else:
        _call_in_turn(message, calls.calls_for(message))


def _clear_up(message: Message, offered: Sequence[Call]) -> None:
    """The answer to the last call was lost, or the worker that made it: it may have been sent."""
    known = [call for call in offered if call.route == message.route]
    ask = known[0].ask if known else None
    step = doubt(message, offered=bool(known), askable=ask is not None)
    if step is Doubt.CLOSE:
        write_down(message, IN_DOUBT, None, at=timezone.now())
    elif step is Doubt.WAIT:
        lost = Result(Outcome.UNCERTAIN)
        at = timezone.now()
        write_down(message, verdict(message, lost, at=at), None, at=at)
    else:
        if step is Doubt.REPEAT:
            message.repeats += 1
        elif ask is None or not _is_unseen(message, known[0], ask):
            return
        _call_in_turn(message, known + [call for call in offered if call not in known])


def _is_unseen(message: Message, call: Call, ask: Callable[[], Result]) -> bool:
    """Asks the gateway by reference. Only what it has never seen may be called again."""
    if not _hold(message, timezone.now()):
        return False
    answer = _outside(ask)
    at = timezone.now()
    if answer.outcome is Outcome.UNKNOWN:
        if is_code(message):  # never twice
            write_down(message, IN_DOUBT, None, at=at)
        return not is_code(message)
    if answer.outcome is Outcome.AWAY:  # the answer, not the message
        answer = Result(Outcome.UNCERTAIN, detail=answer.detail)
    write_down(message, verdict(message, answer, at=at), answer, at=at)
    calls.answered(message, call, answer, at=at)
    return False


def _call_in_turn(message: Message, offered: Sequence[Call]) -> None:
    """The routes one after the other until one has an answer other than "not now".

    A route that is full is passed over; when all are, the message has not been tried.
    """
    result, full = Result(Outcome.AWAY, Failure.NO_ROUTE), 0
    for number, call in enumerate(offered, start=1):
        with slot(call.route) as free:
            if not free:
                full += 1
                continue
            message.route, message.calling_at = call.route, timezone.now()
            if not _hold(message, message.calling_at):
                return
            result, at = _outside(call.make), timezone.now()
        if result.outcome is not Outcome.AWAY or number == len(offered):
            write_down(message, verdict(message, result, at=at), result, at=at)
            calls.answered(message, call, result, at=at)
            return
        prove_call(message, result, at=at)
        calls.answered(message, call, result, at=at)
    if offered and full == len(offered):
        _give_back([message], after=ROOM)
    else:
        at = timezone.now()
        write_down(message, verdict(message, result, at=at), None, at=at)


def _hold(message: Message, at: datetime) -> bool:
    """Prolongs the lease and marks the call. False when the message is somebody else's by now, or
    when a report has closed it."""
    mine = Message.objects.filter(pk=message.pk, state=State.LEASED, attempts=message.attempts)
    return bool(
        mine.update(
            not_before=at + LEASE,
            calling_at=message.calling_at,
            route=message.route,
            repeats=message.repeats,
        )
    )


def _outside(call: Callable[[], Result]) -> Result:
    """A call that breaks may have been made."""
    try:
        with without_database():
            return call()
    except Exception as error:
        logger.exception("a call broke")
        return Result(Outcome.UNCERTAIN, detail=type(error).__name__)
