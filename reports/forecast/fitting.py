"""Turning a raw chance into one that comes true as often as it says (Platt). Pure.

Logistic regression on the raw chance and on how much work lies with the office and the holder,
by Newton's method, held near "as it is" (slope 1, the rest 0) where there is little to learn from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, log1p

STEPS = 12
HOLD = 4.0  # weight of "as it is", in forecasts
BIN_ENDS = (2, 5, 10, 20, 40, 60, 80, 100)  # percent
Vector = tuple[float, ...]
START: Vector = (0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Guess:
    """A raw chance, the days of work that lie with the office, the dossiers with the holder."""

    raw: float
    office_days: float
    holder_count: float

    @property
    def signs(self) -> Vector:
        raw = min(max(self.raw, 0.001), 0.999)
        return (1.0, log(raw / (1 - raw)), log1p(self.office_days), log1p(self.holder_count))


@dataclass(frozen=True, slots=True)
class Proof:
    """A guess of the past and whether it came late, as was known after the promised day."""

    guess: Guess
    late: bool
    due_on: date


@dataclass(frozen=True, slots=True)
class Weights:
    values: Vector = START

    def chance(self, guess: Guess) -> float:
        return _logistic(sum(w * x for w, x in zip(self.values, guess.signs, strict=True)))


@dataclass(frozen=True, slots=True)
class Bin:
    """Of forecasts up to so many percent: how many, what they said on average, what came."""

    upto: int
    tested: int
    said: float
    late: int


@dataclass(frozen=True, slots=True)
class Scores:
    """`brier` is 0 when always right; `usual`: of saying the share of late ones each time."""

    tested: int
    late: int
    brier: float
    usual: float
    bins: tuple[Bin, ...]

    @property
    def skill(self) -> float:
        """1: always right; 0: no better than the usual share."""
        return 1 - self.brier / self.usual if self.usual else 0.0


def fit(proofs: Sequence[Proof]) -> Weights:
    weights = START
    rows = [(proof.guess.signs, float(proof.late)) for proof in proofs]
    for _ in range(STEPS if rows else 0):
        slope = [HOLD * (start - now) for start, now in zip(START, weights, strict=True)]
        curve = [[HOLD * (i == j) for j in range(len(START))] for i in range(len(START))]
        for signs, came in rows:
            said = _logistic(sum(w * x for w, x in zip(weights, signs, strict=True)))
            spread = said * (1 - said)
            for i, x in enumerate(signs):
                slope[i] += (came - said) * x
                for j, other in enumerate(signs):
                    curve[i][j] += spread * x * other
        weights = tuple(w + s for w, s in zip(weights, _solve(curve, slope), strict=True))
    return Weights(weights)


def score(said: Sequence[tuple[float, bool]]) -> Scores | None:
    """How good chances were that were said before something came or not; None without any."""
    if not said:
        return None
    late = sum(came for _, came in said)
    usual = late / len(said)
    brier = sum((chance - came) ** 2 for chance, came in said) / len(said)
    return Scores(len(said), late, brier, usual * (1 - usual), tuple(_bins(said)))


def _bins(said: Sequence[tuple[float, bool]]) -> list[Bin]:
    found, low = [], -1.0
    for upto in BIN_ENDS:
        inside = [one for one in said if low < one[0] <= upto / 100]
        if inside:
            mean = sum(chance for chance, _ in inside) / len(inside)
            found.append(Bin(upto, len(inside), mean, sum(came for _, came in inside)))
        low = upto / 100
    return found


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, x))))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Of a small symmetric positive system, by elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        for j in range(i + 1, size):
            factor = rows[j][i] / rows[i][i]
            rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][j] * found[j] for j in range(i + 1, size))
        found[i] = (rows[i][size] - known) / rows[i][i]
    return found
