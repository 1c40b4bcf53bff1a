"""The forecast by itself: curves, weights and scores, over invented lives."""

import random
from datetime import date, timedelta

import pytest

from dossiers.workflow import Status
from portal.lib.dates import local_day, midnight
from reports.forecast.backtest import Learned, learned
from reports.forecast.curves import ALL, Curve, Paces, Stay, learn
from reports.forecast.fitting import Guess, Proof, Weights, fit, score
from reports.forecast.history import Sample
from reports.forecast.lives import Life, Step, situation
from tests.factories import at
from tests.worktime.offices import office

NOW = at("2026-11-23 07:00")
CALENDAR = office()
DAY = 480  # working minutes
KEY = (7, Status.ASSIGNED.value)
WAY = (Status.RECEIVED, Status.ASSIGNED, Status.SUBMITTED_FOR_SIGN)


def stays(*ends: float, still_open: tuple[float, ...] = ()) -> list[Stay]:
    ended = [Stay(*KEY, percent, ended=True) for percent in ends]
    return ended + [Stay(*KEY, percent, ended=False) for percent in still_open]


def test_a_curve_says_which_share_was_still_open() -> None:
    curve = learn(stays(20, 40, 60, 80))[KEY]
    assert curve.seen == 4
    assert [round(curve.still_open(percent), 2) for percent in (0, 20, 50, 80, 5000)] == [
        1, 0.75, 0.5, 0, 0,
    ]  # fmt: skip


def test_what_is_still_open_counts_until_it_was_last_seen() -> None:
    """Of two that reached 60 percent one ended there: half, whatever became of the third."""
    curve = learn(stays(20, 60, 80, still_open=(30,)))[KEY]
    assert curve.still_open(20) == pytest.approx(3 / 4)
    assert curve.still_open(60) == pytest.approx(3 / 8)


def test_the_longer_it_lies_the_more_it_misses_and_time_left_helps() -> None:
    paces = Paces(learn(stays(*[10] * 80, *[150] * 20)))
    assert paces.miss(KEY, 0, 100) == pytest.approx(0.2, abs=0.05)
    assert paces.miss(KEY, 50, 50) > 0.85
    assert paces.miss(KEY, 50, 200) < 0.2


def test_a_procedure_without_history_goes_by_all_together() -> None:
    known = learn(stays(*[10] * 80, *[150] * 20))
    new = (99, KEY[1])
    assert Paces(known).miss(new, 0, 100) == pytest.approx(0.2, abs=0.1)
    assert (ALL, KEY[1]) in known


def test_nothing_is_certain_even_beyond_all_experience() -> None:
    paces = Paces({KEY: Curve(tuple(0.0 for _ in range(37)), 500)})
    assert 0 < paces.miss(KEY, 900, 50) < 1
    assert 0 < Paces({}).miss(KEY, 0, 50) < 1


def test_weights_learn_that_chances_were_said_too_low() -> None:
    guess = Guess(0.1, 0, 0)
    proofs = [Proof(guess, late=number < 30, due_on=date(2026, 11, 2)) for number in range(100)]
    assert Weights().chance(guess) == pytest.approx(0.1)
    assert fit(proofs).chance(guess) == pytest.approx(0.3, abs=0.03)
    assert fit([]) == Weights()


def test_weights_learn_that_loaded_hands_are_late() -> None:
    dice = random.Random(1)
    proofs = [
        Proof(Guess(0.2, 0, load), dice.random() < (0.6 if load else 0.1), date(2026, 11, 2))
        for load in (0, 60)
        for _ in range(200)
    ]
    weights = fit(proofs)
    assert weights.chance(Guess(0.2, 0, 60)) > 3 * weights.chance(Guess(0.2, 0, 0))


def test_scores_are_mean_squared_differences() -> None:
    scores = score([(0.9, True), (0.1, False), (0.3, False), (0.3, True)])
    assert scores is not None
    assert scores.brier == pytest.approx((0.01 + 0.01 + 0.09 + 0.49) / 4)
    assert scores.usual == pytest.approx(0.25)
    assert scores.skill == pytest.approx(1 - 0.15 / 0.25)
    assert sum(one.tested for one in scores.bins) == 4
    assert sum(one.late for one in scores.bins) == 2
    assert score([]) is None


def a_life(*minutes: int, received: str = "2026-11-09 07:00", ended: bool = True) -> Life:
    """Received in the morning for five working days; so long at each step of the way."""
    moment = at(received)
    due = CALENDAR.add_working_minutes(moment, 5 * DAY)
    steps = []
    for status, length in zip(WAY, minutes, strict=False):
        steps.append(Step(moment, status.value, moment, due, 3))
        moment = CALENDAR.add_working_minutes(moment, length)
    late = local_day(moment) > local_day(due) if ended else None
    end = moment if ended else None
    return Life(7, 1, CALENDAR, steps[0].at, due, tuple(steps), end, late)


def test_each_status_is_learned_from_its_beginning_to_the_end_of_all() -> None:
    found = {stay.status: stay for stay in a_life(DAY, 2 * DAY, DAY).stays(NOW)}
    assert {name: round(stay.percent) for name, stay in found.items()} == {
        "received": 80, "assigned": 60, "submitted_for_sign": 20,
    }  # fmt: skip
    assert all(stay.ended for stay in found.values())


def test_of_what_came_after_nothing_is_learned() -> None:
    """Seen from the second morning: open, and only its first status."""
    second = at("2026-11-10 07:00")
    assert list(a_life(2 * DAY, DAY, DAY).stays(second)) == [Stay(7, "received", 20, ended=False)]


def test_time_with_the_citizen_is_no_time_of_the_office() -> None:
    life = a_life(DAY, DAY, DAY)
    waiting = Step(life.steps[1].at, "supplement", life.steps[1].at, life.due_original, 3)
    life = Life(7, 1, CALENDAR, life.received_at, life.due_original,
                (life.steps[0], waiting, life.steps[2]), life.ended_at, late=False)  # fmt: skip
    assert [round(stay.percent) for stay in life.stays(NOW)] == [20, 40]


def test_a_dossier_that_is_late_or_stands_still_has_nothing_to_forecast() -> None:
    life = a_life(9 * DAY, ended=False)
    step, due = life.steps[0], life.due_original
    assert situation(life, step, due) is not None  # the promised day itself
    assert situation(life, step, midnight(local_day(due) + timedelta(days=1))) is None
    paused = Step(step.at, Status.SUPPLEMENT.value, step.at, due, 3)
    assert situation(life, paused, step.at) is None


@pytest.fixture(scope="module")
def steady() -> Learned:
    """A commune whose pace never changes: one procedure quick, one often slow."""
    dice = random.Random(2026)
    return learned(Sample([invented(dice) for _ in range(900)], 1, date(2026, 6, 1)), NOW)


def invented(dice: random.Random) -> Life:
    procedure = dice.choice((1, 2))
    moment = CALENDAR.normalize(NOW - timedelta(minutes=dice.randint(0, 100 * 24 * 60)))
    start, steps = moment, []
    due = CALENDAR.add_working_minutes(start, 5 * DAY)
    for status in WAY:
        steps.append(Step(moment, status.value, moment, due, 1))
        length = dice.expovariate(1 / (DAY * (0.7 if procedure == 1 else 1.5)))
        moment = CALENDAR.add_working_minutes(moment, 1 + int(length))
    ended = moment if moment < NOW else None
    past = local_day(due) < local_day(ended or NOW)
    there = tuple(step for step in steps if step.at < NOW)
    return Life(procedure, 1, CALENDAR, start, due, there, ended, past if ended or past else None)


def test_the_forecast_beats_the_usual_share(steady: Learned) -> None:
    assert steady.scores is not None
    assert steady.scores.tested > 500
    assert steady.scores.skill > 0.15


def test_what_is_said_comes_true_as_often(steady: Learned) -> None:
    assert steady.scores is not None
    off = {one.upto: one for one in steady.scores.bins
           if one.tested >= 80 and abs(one.said - one.late / one.tested) > 0.12}  # fmt: skip
    assert off == {}


def test_the_slow_procedure_is_the_one_at_risk(steady: Learned) -> None:
    slow, quick = (steady.paces.miss((pk, "assigned"), 0, 60) for pk in (2, 1))
    assert slow > 1.5 * quick
