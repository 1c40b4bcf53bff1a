"""The two drills: a storm in which everything dies, and a burst of one office."""

import time
from collections import Counter
from collections.abc import Callable, Sequence, Set

from tools.drill import inside, ledger
from tools.drill.bursts import BURSTS, Waits, waits
from tools.drill.duties import Duty, duty
from tools.drill.oracle import TO_SEND, Row, Verdict, judge
from tools.drill.stage import ROUTES, Stage
from tools.drill.storm import Storm
from tools.gateway import Faults
from tools.steps import Failed

AFTERMATH = 10.0  # seconds of storm after the last duty
SHOW_EVERY, LOOK_EVERY = 5.0, 0.2
UNREPORTED = "handed_over"
BURST_ANSWER = 0.25  # seconds: three groups of eight threads send at most 96 a second


def run_storm(stage: Stage, count: int, *, per_second: float, bound: float) -> Verdict:
    """`bound`: seconds for the storm, and again for what it leaves behind."""
    stage.call("writer", "writing.write", str(count), str(per_second), stage.ledger)
    storm = Storm(stage)
    _write(stage, count, bound, storm.blow, words=lambda: str(storm))
    _for_seconds(AFTERMATH, storm.blow)
    storm.end()
    print(f"storm: {storm}", flush=True)
    _settle(stage, bound, {*TO_SEND, UNREPORTED})
    return _judge(stage, [duty(number) for number in range(count)])


def run_burst(stage: Stage, name: str, *, bound: float) -> tuple[Verdict, Waits]:
    for route in ROUTES:
        stage.gateway.fail(route, Faults(slow=BURST_ANSWER, copies=0))
    stage.call("writer", "writing.write_burst", name, stage.ledger)
    duties = BURSTS[name].duties()
    _write(stage, len(duties), bound)
    _settle(stage, bound, TO_SEND)
    verdict = _judge(stage, duties)
    return verdict, waits(duties, ledger.read(stage.ledger), stage.gateway.effects())


def _write(
    stage: Stage,
    count: int,
    bound: float,
    act: Callable[[], None] = lambda: None,
    words: Callable[[], str] = lambda: "",
) -> None:
    """Until so many duties are acknowledged; meanwhile `act` is called again and again."""
    progress = Progress(bound)
    while (written := len(ledger.read(stage.ledger))) < count:
        _for_seconds(1, act)
        if progress.is_due:
            sent = len(stage.gateway.effects())
            progress.show(f"{written} of {count} written, {sent} sent; {words()}")
        if progress.is_late:
            raise Failed(f"only {written} of {count} duties were acknowledged in {bound:.0f} s")


def _for_seconds(seconds: float, act: Callable[[], None]) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        act()
        time.sleep(LOOK_EVERY)


def _settle(stage: Stage, bound: float, unsettled: Set[str]) -> None:
    """Until no row is in such a state, or time is up: what is open then is judged too."""
    progress = Progress(bound)
    while not progress.is_late:
        states = Counter(row.state for row in _rows())
        if progress.is_due:
            progress.show(f"settling: {dict(states)}, {len(stage.gateway.effects())} sent")
        if not states.keys() & unsettled:
            return
        time.sleep(2)


def _judge(stage: Stage, duties: Sequence[Duty]) -> Verdict:
    return judge(duties, _rows(), stage.gateway.effects(), stage.gateway.calls())


def _rows() -> list[Row]:
    return list(inside.call("tools.drill.rows.rows"))


class Progress:
    """A line every few seconds, and the end of patience."""

    def __init__(self, bound: float) -> None:
        self._begun = self._shown = time.monotonic()
        self._bound = bound

    @property
    def is_late(self) -> bool:
        return time.monotonic() - self._begun > self._bound

    @property
    def is_due(self) -> bool:
        return time.monotonic() - self._shown >= SHOW_EVERY

    def show(self, words: str) -> None:
        self._shown = time.monotonic()
        print(f"{self._shown - self._begun:4.0f} s: {words}", flush=True)
