"""How soon dossiers end after entering a status, learned from those that did and those that still
wait (Kaplan-Meier). Pure.

Time is working time while the clock runs, in percent of the dossier's whole term: so a certified
copy and a building permit can be learned from together.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

CLASSES = (
    1, 2, 4, 6, 8, 10, 13, 16, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100,
    110, 120, 135, 150, 175, 200, 250, 300, 400, 500, 700, 1000,
)  # fmt: skip
ALL = 0  # in the place of a procedure
OWN_WEIGHT = 15  # dossiers of its own from which a procedure outweighs all together
Key = tuple[int, str]  # procedure, status


@dataclass(frozen=True, slots=True)
class Stay:
    """From entering a status until the end, or until it was last seen open."""

    procedure_id: int
    status: str
    percent: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """`open_after[i]`: the share still open after `CLASSES[i]` percent of the term."""

    open_after: tuple[float, ...]
    seen: int

    def still_open(self, percent: float) -> float:
        """Between the classes in a straight line; after the last as at its end."""
        index = bisect_left(CLASSES, percent)
        if index == len(CLASSES):
            return self.open_after[-1]
        low, before = (CLASSES[index - 1], self.open_after[index - 1]) if index else (0, 1.0)
        part = max(0.0, (percent - low) / (CLASSES[index] - low))
        return before + (self.open_after[index] - before) * part


def learn(stays: Iterable[Stay]) -> dict[Key, Curve]:
    """A curve for each procedure and status, and one of each status for all together."""
    ends: dict[Key, Counter[int]] = defaultdict(Counter)
    leaves: dict[Key, Counter[int]] = defaultdict(Counter)
    for stay in stays:
        index = min(bisect_left(CLASSES, stay.percent), len(CLASSES) - 1)
        if not stay.ended:  # seen open to the end of the class before
            index = bisect_right(CLASSES, stay.percent)
        for key in ((stay.procedure_id, stay.status), (ALL, stay.status)):
            (ends if stay.ended else leaves)[key][index] += 1
    return {key: _curve(ends[key], leaves[key]) for key in {*ends, *leaves}}


def _curve(ends: Counter[int], leaves: Counter[int]) -> Curve:
    seen = at_risk = ends.total() + leaves.total()
    share, found = 1.0, []
    for index in range(len(CLASSES)):
        at_risk -= leaves[index]
        if at_risk > 0:
            share *= 1 - ends[index] / at_risk
        at_risk -= ends[index]
        found.append(share)
    return Curve(tuple(found), seen)


@dataclass(frozen=True)
class Paces:
    """What is known of all procedures and statuses."""

    curves: Mapping[Key, Curve]

    def miss(self, key: Key, since: float, left: float) -> float:
        """The chance not to end within `left` percent of the term, `since` in the status."""
        now = self._still_open(key, since)
        return self._still_open(key, since + left) / now

    def typical(self, key: Key, share: float = 0.5) -> float:
        """The percent of the term after which that share has ended."""
        ended = (one for one in CLASSES if self._still_open(key, one) <= 1 - share)
        return next(ended, CLASSES[-1])

    def _still_open(self, key: Key, percent: float) -> float:
        """The procedure's own experience, leaning on that of all the less it has; a little of a
        steady pace below it, so that nothing is ever certain."""
        own, everyone = self.curves.get(key), self.curves.get((ALL, key[1]))
        weight, share = 1.0, exp(-percent / 100)
        for curve, most in ((everyone, OWN_WEIGHT), (own, None)):
            if curve is not None:
                seen = min(curve.seen, most) if most else curve.seen
                share = (share * weight + curve.still_open(percent) * seen) / (weight + seen)
                weight += seen
        return share
