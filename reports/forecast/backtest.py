"""What the forecast would have said on mornings of the past, and what came.

Week by week, as the nights learn: paces and weights know only what had happened before the week.
Only promises whose day is over count: of the others nobody knows yet how they end.
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

WEEK = timedelta(days=7)
WEEKS = 9  # of forecasts; the first ones only teach the weights of the others
TAUGHT = 4
MORNINGS = (1, 3, 5)  # days of a week
HOUR = timedelta(hours=7, minutes=30)
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
    weeks = _weeks(sample, at)
    past = [proof for week in weeks for proof in week]
    scores = score(_said(weeks, local_day(at)))
    return Learned(paces_of(sample.lives, at), fit(past), scores, len(sample.lives))


def _weeks(sample: Sample, at: datetime) -> list[list[Proof]]:
    """The forecasts of each week whose promise is over, the last week ending at `at`."""
    starts = [at - WEEK * back for back in range(WEEKS, 0, -1)]
    return [
        list(_proofs(sample, paces_of(sample.lives, start), start, local_day(at)))
        for start in starts
    ]


def _said(weeks: Sequence[Sequence[Proof]], today: date) -> list[tuple[float, bool]]:
    """Of the later weeks: the chance by what the weeks before had taught, and what came."""
    found = []
    for number in range(TAUGHT, WEEKS):
        begin = today - WEEK * (WEEKS - number)
        before = [proof for week in weeks[:number] for proof in week if proof.due_on < begin]
        weights = fit(before)
        found += [(weights.chance(proof.guess), proof.late) for proof in weeks[number]]
    return found


def paces_of(lives: Sequence[Life], until: datetime) -> Paces:
    seen = (life for life in lives if life.received_at < until)
    return Paces(learn(stay for life in seen for stay in life.stays(until)))


def _proofs(sample: Sample, paces: Paces, start: datetime, today: date) -> Iterator[Proof]:
    for number in MORNINGS:
        morning = midnight(local_day(start) + timedelta(days=number)) + HOUR
        there = [(life, step) for life in sample.lives if (step := life.step_at(morning))]
        loads = Loads.of(sample, there, morning)
        for life, step in there:
            seen, due_at = situation(life, step, morning), step.due_at
            if seen and due_at and life.late is not None and local_day(due_at) < today:
                raw = paces.miss(seen.key, seen.since, seen.left)
                guess = loads.guess(raw, life.in_charge_id, step.holder)
                yield Proof(guess, life.late, local_day(due_at))


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
