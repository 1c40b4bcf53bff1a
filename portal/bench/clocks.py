"""The ledger of an invented dossier, as the product would have written it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from dossiers.clock.replay import Replay, Supposed
from dossiers.models import ClockEntry
from dossiers.workflow import Action
from worktime.arithmetic import WorkCalendar

Kind = ClockEntry.Kind
TERM = "7 DAY"
PAUSES = {Action.ASK_SUPPLEMENT: Kind.PAUSE, Action.SUPPLY: Kind.RESUME}


@dataclass(frozen=True)
class Line(Supposed):
    event_seq: int = 0
    reason: str = ""


@dataclass
class Ledger:
    """Lines with the date after each, and where they lead."""

    replayed: Replay
    lines: list[tuple[Line, datetime | None]] = field(default_factory=list)

    def add(self, line: Line) -> None:
        self.lines.append((line, self.replayed.add(line).due_at))


def ledger_of(
    calendar: WorkCalendar,
    received_at: datetime,
    closed_at: datetime | None,
    events: list[tuple[Action, datetime]],
) -> Ledger:
    """Received, perhaps paused and resumed, perhaps closed; notices leave at once."""
    ledger = Ledger(Replay(lambda _: calendar))
    for line in _lines(calendar.version_id, received_at, closed_at, events):
        ledger.add(line)
    return ledger


def _lines(
    version: int,
    received_at: datetime,
    closed_at: datetime | None,
    events: list[tuple[Action, datetime]],
) -> Iterator[Line]:
    yield Line(
        Kind.START, received_at, received_at, version, TERM, event_seq=2, reason=Action.RECEIVE
    )
    since = received_at
    for seq, (action, at) in enumerate(events, start=1):
        if action in PAUSES:
            since = at if action is Action.ASK_SUPPLEMENT else since
            yield Line(PAUSES[action], at, since, version, event_seq=seq, reason=action)
    if closed_at:
        seq = [action for action, _ in events].index(Action.FINISH) + 1
        yield Line(Kind.STOP, closed_at, closed_at, version, event_seq=seq, reason=Action.FINISH)
