"""What the forecast would have said on mornings of the past, and what came. Pure but for `read`.

The paces know only what had happened before the first of these mornings. The weights are fitted on
the earlier half of the mornings, the scores come from the later half. Only promises whose day is
over by then count: of the others nobody knows yet how they end.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.lib.dates import local_day, midnight
from reports.forecast.curves import Paces, learn
from reports.forecast.fitting import Guess, Proof, Scores, Weights, fit, score
from reports.forecast.history import MOST, Sample, read
from reports.forecast.lives import Life, Step, situation

TESTED = timedelta(days=60)
EVERY = 2  # days between the mornings
MORNING = timedelta(hours=7, minutes=30)
PACE_OF_WORK = timedelta(days=28)  # over which the ends of an office are counted


@dataclass(frozen=True)
class Learned:
    """For tomorrow: paces of everything seen, weights of all mornings. `scores`: of the test."""

    paces: Paces
    weights: Weights
    scores: Scores | None
    dossiers: int


def backtest(at: datetime, most: int = MOST) -> Learned:
    """Learns from a sample of at most so many dossiers, as of `at`."""
    return learned(read(at, most), at)


def learned(sample: Sample, at: datetime) -> Learned:
    begin, middle = at - TESTED, at - TESTED / 2
    before = paces_of(sample.lives, begin)
    earlier = list(proofs(sample, before, begin, middle))
    later = list(proofs(sample, before, middle, at))
    return Learned(
        paces_of(sample.lives, at),
        fit([*earlier, *later]),
        score(later, fit(earlier)),
        len(sample.lives),
    )


def paces_of(lives: Sequence[Life], until: datetime) -> Paces:
    seen = (life for life in lives if life.received_at < until)
    return Paces(learn(stay for life in seen for stay in life.stays(until)))


def proofs(sample: Sample, paces: Paces, first: datetime, until: datetime) -> Iterator[Proof]:
    """Every forecast of the mornings from `first` on whose promise was over before `until`."""
    last = local_day(until)
    for morning in _mornings(local_day(first), last):
        there = [(life, step) for life in sample.lives if (step := life.step_at(morning))]
        loads = Loads.of(sample, there, morning)
        for life, step in there:
            seen = situation(life, step, morning)
            if seen and life.late is not None and step.due_at and local_day(step.due_at) < last:
                raw = paces.miss(seen.key, seen.since, seen.left)
                yield Proof(loads.guess(raw, life.in_charge_id, step.holder), life.late)


def _mornings(first: date, last: date) -> Iterator[datetime]:
    for number in range(0, (last - first).days, EVERY):
        yield midnight(first + timedelta(days=number)) + MORNING


@dataclass(frozen=True)
class Loads:
    """How much lies with whom: dossiers of offices and holders; ends of offices a day."""

    of_office: Counter[int]
    of_holder: Counter[int]
    ended: Counter[int]  # in PACE_OF_WORK

    @classmethod
    def of(cls, sample: Sample, there: list[tuple[Life, Step]], at: datetime) -> "Loads":
        ended = Counter[int]()
        for life in sample.lives:
            if life.ended_at and at - PACE_OF_WORK <= life.ended_at < at:
                ended[life.in_charge_id] += sample.stride
        offices, holders = Counter[int](), Counter[int]()
        for life, step in there:
            offices[life.in_charge_id] += sample.stride
            if step.holder:
                holders[step.holder] += sample.stride
        return cls(offices, holders, ended)

    def days_of_work(self, office: int) -> float:
        """How many days the office would need for what it has, at its pace of the last weeks."""
        a_day = (1 + self.ended[office]) / PACE_OF_WORK.days
        return self.of_office[office] / a_day

    def guess(self, raw: float, office: int, holder: int | None) -> Guess:
        return Guess(raw, self.days_of_work(office), float(self.of_holder[holder or 0]))
