"""Prove that no message is lost or sent twice: `make drill-messages` (N=3000, ARGS=--postgres).

The last line is the verdict; the exit status is 1 when a promise was broken.
"""

import argparse
import os
import sys
import time
from collections import Counter

from tools.drill import inside, ledger
from tools.drill.duties import duty
from tools.drill.oracle import TO_SEND, Verdict, judge
from tools.drill.stage import Stage, set_up
from tools.drill.storm import Storm
from tools.steps import Failed

ROWS = "tools.drill.rows.rows"
UNSETTLED = {*TO_SEND, "handed_over"}  # until the report is there

PER_SECOND = 40.0  # duties; the storm lasts as long as they are written, and a little longer
AFTERMATH = 10.0  # seconds of storm after the last duty
SHOW_EVERY = 5.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="drill", description=__doc__)
    parser.add_argument("--duties", type=int, default=int(os.environ.get("N", "3000")))
    parser.add_argument("--postgres", action="store_true", help="a private cluster, not SQLite")
    parser.add_argument("--groups", type=int, default=3, help="sender groups, eight threads each")
    parser.add_argument("--per-second", type=float, default=PER_SECOND, help="duties written")
    parser.add_argument(
        "--pace", type=float, default=0.1, help="MESSAGE_PACE: 1 keeps every pause of the product"
    )
    parser.add_argument("--bound", type=float, default=300, help="seconds to settle in")
    options = parser.parse_args(arguments)
    with set_up(on_postgres=options.postgres, pace=options.pace) as stage:
        verdict = drill(stage, options)
        if not verdict.holds:
            for name in (*verdict.lost, *verdict.repeated_effects):
                print(f"  {name}")
            print(f"logs: {stage.keep_logs()}")
    print(verdict)
    return 0 if verdict.holds else 1


def drill(stage: Stage, options: argparse.Namespace) -> Verdict:
    inside.enter(stage.environment)
    stage.start_workers(options.groups)
    arguments = (str(options.duties), str(options.per_second), stage.ledger)
    stage.call("writer", "writing.write", *arguments)
    blow(stage, options.duties, bound=options.bound)
    settle(stage, bound=options.bound)
    numbers = ledger.read(stage.ledger)
    if len(numbers) != options.duties:
        raise Failed(f"the writer was done with {len(numbers)} of {options.duties} duties in time")
    effects, calls = stage.gateway.effects(), stage.gateway.calls()
    return judge(map(duty, numbers), inside.call(ROWS), effects, calls)


def blow(stage: Stage, duties: int, *, bound: float) -> None:
    """The storm, until all duties are written and a little longer."""
    storm, show = Storm(stage), Progress()
    begun = last = time.monotonic()
    written = 0
    while time.monotonic() < min(last + AFTERMATH, begun + bound):
        storm.blow()
        if written < duties:
            written, last = len(ledger.read(stage.ledger)), time.monotonic()
        show.every_few_seconds(f"{written} written, {len(stage.gateway.effects())} texts; {storm}")
        time.sleep(0.2)
    storm.end()
    print(f"storm: {storm}", flush=True)


def settle(stage: Stage, *, bound: float) -> None:
    """Good weather until no row is open and every report is in, or time is up."""
    show, deadline = Progress(), time.monotonic() + bound
    while time.monotonic() < deadline:
        states = Counter(row.state for row in inside.call(ROWS))
        show.every_few_seconds(f"settling: {dict(states)}")
        if not states.keys() & UNSETTLED:
            return
        time.sleep(1)


class Progress:
    def __init__(self) -> None:
        self._begun = self._shown = time.monotonic()

    def every_few_seconds(self, words: str) -> None:
        now = time.monotonic()
        if now - self._shown >= SHOW_EVERY:
            print(f"{now - self._begun:4.0f} s: {words}", flush=True)
            self._shown = now


if __name__ == "__main__":
    sys.exit(main())
