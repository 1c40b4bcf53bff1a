"""`make drill-messages` at a sixth of its size: everything around 500 messages dies."""

import re
import subprocess
import sys

import pytest

from tools.drill.bursts import BIG_OFFICE, BURSTS, waits
from tools.steps import ROOT

DUTIES = 500


@pytest.mark.e2e
def test_nothing_is_lost_or_sent_twice_while_workers_broker_and_gateway_fail() -> None:
    size = ["--duties", str(DUTIES), "--groups", "2", "--per-second", "25"]
    speed = ["--pace", "0.05", "--bound", "120"]
    answer = subprocess.run(
        [sys.executable, "-m", "tools.drill", *size, *speed],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    last = answer.stdout.splitlines()[-1]
    assert last.startswith("0 lost, 0 repeated effects, ")
    assert f"{DUTIES} duties" in last
    for what in ("sender groups killed", "beat killed", "broker wiped", "writer killed", "weather"):
        assert re.search(rf"\d+ x {what}", answer.stdout), what


def test_the_longest_wait_of_each_side_of_a_burst_is_told() -> None:
    duties = BURSTS["burst"].duties()
    acknowledged = {duty.number: 100.0 for duty in duties}
    effects = [
        {"to": duty.phone[1:], "at": 190.0 if duty.office == BIG_OFFICE else 130.0}
        for duty in duties
    ]
    found = waits(duties, acknowledged, effects)
    assert (found.big, found.others, found.codes, found.fair) == (90, 30, 30, True)
    effects[-1]["at"] = 161.0  # one message of another office is enough
    assert not waits(duties, acknowledged, effects).fair
