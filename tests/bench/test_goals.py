"""A ratio is told honestly: met, near, missed; errors fail whatever the speed."""

import multiprocessing
import os
import time

from portal.bench.goals import Goal, Measured, Sample, failed
from portal.bench.processes import cpu_seconds, parent_of

GOAL = Goal("P0", "something", 0.30, 0.22)


def measured(*rates: float, errors: int = 0) -> Measured:
    hello = Measured("H", [Sample(1000, web_us=500) for _ in rates])
    samples = [Sample(rate, errors=errors, web_us=500_000 / rate) for rate in rates]
    return Measured("page", samples, hello, GOAL)


def test_verdicts_follow_the_goal_and_its_tolerance() -> None:
    assert measured(310, 320, 100).verdict == "met"  # the median round counts
    assert measured(250, 250, 900).verdict == "near"
    assert measured(210, 210, 210).verdict == "MISSED"
    assert Goal("P0", "", 0.30).verdict(0.26) == "MISSED"  # 10 % without a tolerance of its own
    assert Goal("P0", "", 0.30).verdict(0.275) == "near"


def test_a_run_fails_on_a_miss_and_on_any_error() -> None:
    assert not failed([measured(310), measured(250)])
    assert failed([measured(310), measured(210)])
    assert failed([measured(310, errors=1)])


def test_each_round_is_compared_with_its_own_yardstick() -> None:
    slow_minute = Measured("H", [Sample(1000), Sample(100), Sample(1000)])
    page = Measured("page", [Sample(300), Sample(30), Sample(300)], slow_minute, GOAL)
    assert page.ratio == 0.3


def burn(seconds: float) -> None:
    deadline = time.process_time() + seconds
    while time.process_time() < deadline:
        pass


def test_cpu_of_a_process_tree_counts_its_children() -> None:
    before = cpu_seconds(os.getpid())
    child = multiprocessing.get_context("fork").Process(target=burn, args=(0.3,))
    child.start()
    assert child.pid is not None
    assert parent_of(child.pid) == os.getpid()
    child.join()
    assert 0.25 < cpu_seconds(os.getpid()) - before < 1.5
