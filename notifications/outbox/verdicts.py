"""What becomes of a message: which state next, when to try again. No query, no clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from django.conf import settings

from notifications.channels import Outcome, Result
from notifications.failures import Failure
from notifications.kinds import KINDS
from notifications.models import Message
from notifications.models.message import RANK, Channel, State
from notifications.outbox.claiming import LEASE
from notifications.quiet import after_quiet_hours

# How long a message is tried from the moment it may leave. Zalo's is short: an SMS stands by.
LIVES = {
    Channel.SMS: timedelta(hours=4),
    Channel.EMAIL: timedelta(hours=24),
    Channel.ZALO: timedelta(minutes=30),
}
LIFE_OF_A_CODE = {Channel.SMS: timedelta(minutes=5), Channel.EMAIL: timedelta(minutes=30)}

PAUSE_OF_A_CODE = timedelta(seconds=15)
PAUSE_FOR_PAPER = timedelta(seconds=30)
FIRST_PAUSE, LATER_PAUSE = timedelta(minutes=1), timedelta(minutes=5)


class Doubt(Enum):
    """What to do about a call whose answer was lost."""

    ASK = auto()  # the route tells whether it has the message
    WAIT = auto()  # the route rests, it may tell later
    REPEAT = auto()  # once, for what had better come twice than not at all
    CLOSE = auto()


@dataclass(frozen=True)
class Verdict:
    """`again_at` of a state that is still to be sent; `in_doubt`: it may have left all the same."""

    state: State
    failure: Failure | None = None
    again_at: datetime | None = None
    in_doubt: bool = False


def forward(now: str, to: State) -> bool:
    """Whether a message may go from one state to the other. What is to be sent may turn around."""
    here, there = RANK[State(now)], RANK[to]
    return there > here or here == there == RANK[State.WAITING]


def is_code(message: Message) -> bool:
    """A one-time code: worth nothing after its life, and never sent twice."""
    return not KINDS[message.kind].repeatable


def deadline(message: Message) -> datetime:
    """When trying ends."""
    channel = Channel(message.channel)
    if is_code(message):
        return message.created_at + LIFE_OF_A_CODE[channel]
    return after_quiet_hours(message.created_at, KINDS[message.kind], channel) + LIVES[channel]


def is_too_late(message: Message, at: datetime) -> bool:
    """Claimed after its end: a code is worth nothing any more, anything else was tried enough.

    What has not been tried yet is tried once, however long the senders were down.
    """
    return at >= deadline(message) and (is_code(message) or message.attempts > 1)


def verdict(message: Message, result: Result, *, at: datetime) -> Verdict:
    """After the last route has answered."""
    if result.outcome is Outcome.TAKEN:
        return Verdict(State.HANDED_OVER)
    if result.outcome is Outcome.REFUSED:
        return Verdict(State.PERMANENT, result.failure or Failure.REFUSED)
    in_doubt = result.outcome is Outcome.UNCERTAIN
    failure = Failure.UNCERTAIN if in_doubt else result.failure or Failure.AWAY
    again_at = at + pause(message, result)
    if again_at >= deadline(message):
        return Verdict(State.TECHNICAL, failure)
    return Verdict(State.TEMPORARY, failure, again_at, in_doubt)


def pause(message: Message, result: Result) -> timedelta:
    """Shortened in drills. An answer that was lost is asked for after a lease: by then the call is
    over for the gateway too."""
    if is_code(message):
        length = PAUSE_OF_A_CODE
    elif result.failure is Failure.NO_PAPER:
        length = PAUSE_FOR_PAPER
    elif message.attempts > 1:
        length = LATER_PAUSE
    else:
        length = FIRST_PAUSE
    length *= settings.MESSAGE_PACE
    return max(length, LEASE) if result.outcome is Outcome.UNCERTAIN else length


def doubt(message: Message, *, offered: bool, askable: bool) -> Doubt:
    """`offered`: the route of that call may be used now; `askable`: it knows references."""
    if askable:
        return Doubt.ASK
    if is_code(message) or message.repeats:
        return Doubt.CLOSE
    return Doubt.REPEAT if offered else Doubt.WAIT
