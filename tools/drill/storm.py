"""What goes wrong, and when. One thread of control: `blow` does what is due now and returns."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

from tools.drill.stage import ROUTES, Stage
from tools.gateway import Faults

# Seconds between two acts of a kind, at random between both ends.
SENDER_DIES, BEAT_DIES, BROKER_DIES, WRITER_DIES = (2, 5), (9, 14), (8, 16), (8, 16)
BROKER_AWAY, WEATHER = (1, 3), (4, 6)
CALM = Faults()
# The gateway's bad days, one after the other: faults of the first route, faults of the second.
BAD_DAYS = (
    (Faults(errors=1), CALM),
    (Faults(swallow=0.5, copies=2), Faults(swallow=0.5)),
    (Faults(slow=5), CALM),
    (Faults(errors=0.5), Faults(errors=0.5)),
    (CALM, Faults(cut=0.5, undelivered=0.02)),
    (Faults(cut=0.4, swallow=0.4), Faults(slow=5, errors=0.3)),
    (Faults(errors=1), Faults(errors=1)),
    (CALM, CALM),
)


@dataclass
class Storm:
    stage: Stage
    counts: dict[str, int] = field(default_factory=dict)
    _due: dict[str, float] = field(default_factory=dict)
    _work_seen: int = 0

    def __post_init__(self) -> None:
        self._weather: Iterator[tuple[Faults, Faults]] = cycle(BAD_DAYS)
        self._acts: dict[str, tuple[tuple[int, int], Callable[[], bool]]] = {
            "sender groups killed": (SENDER_DIES, self._kill_a_sender),
            "beat killed": (BEAT_DIES, self._kill_beat),
            "broker wiped": (BROKER_DIES, self._wipe_broker),
            "writer killed": (WRITER_DIES, self._kill_writer),
            "weather": (WEATHER, self._change_weather),
        }

    def blow(self) -> None:
        """What cannot be done now is tried again next time."""
        now = time.monotonic()
        for name, (between, act) in self._acts.items():
            if now >= self._due.setdefault(name, now + _within(between)) and act():
                self.counts[name] = self.counts.get(name, 0) + 1
                self._due[name] = time.monotonic() + _within(between)

    def end(self) -> None:
        for route in ROUTES:
            self.stage.gateway.fail(route, CALM)

    def __str__(self) -> str:
        return ", ".join(f"{count} x {name}" for name, count in self.counts.items())

    def _kill_a_sender(self) -> bool:
        """Not before something was sent again: senders that only ever start would prove nothing."""
        work = self.stage.gateway.work
        senders = [name for name in self.stage.running if name.startswith("sender-")]
        dies = work > self._work_seen and self._kill_one_of(senders)
        self._work_seen = work if dies else self._work_seen
        return dies

    def _kill_beat(self) -> bool:
        return self._kill_one_of(["beat"])

    def _kill_writer(self) -> bool:
        return self._kill_one_of(["writer"])

    def _kill_one_of(self, names: list[str]) -> bool:
        """One that has begun to work: on a busy machine others would never get to it."""
        working = [name for name in names if self.stage.works(name)]
        if working:
            self.stage.restart(random.choice(working))  # noqa: S311 - no secret
        return bool(working)

    def _wipe_broker(self) -> bool:
        self.stage.wipe_broker()
        time.sleep(_within(BROKER_AWAY))
        self.stage.start_broker()
        return True

    def _change_weather(self) -> bool:
        for route, faults in zip(ROUTES, next(self._weather), strict=True):
            self.stage.gateway.fail(route, faults)
        return True


def _within(between: tuple[int, int]) -> float:
    return random.uniform(*between)  # noqa: S311 - no secret
