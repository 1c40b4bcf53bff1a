"""One office writes thousands of messages at once: how long do the others wait?

The gateway answers so slowly that all of them take minutes. Whoever is served in the order of
arrival then waits as long as the biggest office.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.drill.duties import OTP, RESULT, Duty

BIG_OFFICE, OTHER_OFFICES = 1, 30
LONGEST_WAIT = 60.0  # seconds, of any message of another office


@dataclass(frozen=True)
class Burst:
    """`total` messages at once, `share` of them of one office; then others go on writing, one-time
    codes among them."""

    name: str
    total: int
    share: float
    afterwards: int

    def at_once(self) -> Iterator[Duty]:
        """The big office is first in line."""
        big = int(self.total * self.share)
        for number in range(self.total):
            yield Duty(number, RESULT, BIG_OFFICE if number < big else _other(number))

    def later(self) -> Iterator[Duty]:
        for number in range(self.total, self.total + self.afterwards):
            yield Duty(number, OTP if number % 4 == 0 else RESULT, _other(number))

    def duties(self) -> list[Duty]:
        return [*self.at_once(), *self.later()]


BURSTS = {
    burst.name: burst
    for burst in (Burst("burst", 10_000, 0.7, 400), Burst("campaign", 10_000, 1.0, 400))
}


@dataclass(frozen=True)
class Waits:
    """The longest waits in seconds, from the acknowledgement to the gateway."""

    big: float
    others: float
    codes: float  # one-time codes alone

    @property
    def fair(self) -> bool:
        return self.others < LONGEST_WAIT

    def __str__(self) -> str:
        return (
            f"oldest of other offices {self.others:.1f} s (goal: under {LONGEST_WAIT:.0f}), "
            f"one-time code {self.codes:.1f} s, of the big office {self.big:.1f} s"
        )


def waits(
    duties: Sequence[Duty],
    acknowledged: Mapping[int, float],
    effects: Sequence[Mapping[str, Any]],
) -> Waits:
    """A message that never left is the oracle's business."""
    left = {f"+{effect['to']}": float(effect["at"]) for effect in effects}
    waited = {
        duty: left[duty.phone] - acknowledged[duty.number] for duty in duties if duty.phone in left
    }
    big = [seconds for duty, seconds in waited.items() if duty.office == BIG_OFFICE]
    others = {duty: seconds for duty, seconds in waited.items() if duty.office != BIG_OFFICE}
    codes = [seconds for duty, seconds in others.items() if duty.kind == OTP]
    return Waits(*(max(found, default=0.0) for found in (big, others.values(), codes)))


def _other(number: int) -> int:
    return BIG_OFFICE + 1 + number % OTHER_OFFICES
