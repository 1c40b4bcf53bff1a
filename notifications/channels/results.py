"""What a channel offers to the outbox: prepared calls, made later without any database."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from notifications.failures import Failure


class Outcome(Enum):
    TAKEN = "taken"  # the gateway has it
    AWAY = "away"  # not now: try the next route, then later
    REFUSED = "refused"  # this message can never go by any route
    UNCERTAIN = "uncertain"  # it may have been taken: the answer was lost
    UNKNOWN = "unknown"  # answer to `ask`: the gateway has never seen it


@dataclass(frozen=True)
class Result:
    """What came of a call. `detail` is for staff and logs: no personal data."""

    outcome: Outcome
    failure: Failure | None = None
    detail: str = ""
    gateway_id: str = ""
    parts: int = 1
    cost: int = 0  # đồng


@dataclass(frozen=True)
class Call:
    """One route for one message. `ask`: whether the gateway knows its reference; None: it cannot
    be asked."""

    route: str
    make: Callable[[], Result]
    ask: Callable[[], Result] | None = None
