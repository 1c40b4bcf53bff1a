"""Prove that no message is lost or sent twice: `make drill-messages` (docs/drills.md).

The last line is the verdict; the exit status is 1 when a promise was broken.
"""

import argparse
import signal
import sys

from tools.drill import inside, runs
from tools.drill.bursts import BURSTS
from tools.drill.oracle import Verdict
from tools.drill.stage import Stage, set_up
from tools.steps import Failed
from tools.test import stop


def main(arguments: list[str] | None = None) -> int:
    signal.signal(signal.SIGTERM, stop)
    options = read(arguments)
    try:
        with set_up(
            on_postgres=options.postgres or bool(options.burst), pace=options.pace
        ) as stage:
            inside.enter(stage.environment)
            stage.start_workers(options.groups)
            return 0 if drill(stage, options) else 1
    except (Failed, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1


def read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="drill", description=__doc__)
    parser.add_argument("--duties", type=int, default=3000)
    parser.add_argument(
        "--burst", choices=BURSTS, help="no storm, PostgreSQL: one office writes very much"
    )
    parser.add_argument("--postgres", action="store_true", help="a private cluster, not SQLite")
    parser.add_argument("--groups", type=int, default=3, help="sender groups, eight threads each")
    parser.add_argument("--per-second", type=float, default=40, help="duties written, in a storm")
    parser.add_argument("--bound", type=float, default=300, help="seconds, of each half of a drill")
    parser.add_argument(
        "--pace", type=float, default=0.1, help="MESSAGE_PACE; 1 keeps the product's own pauses"
    )
    return parser.parse_args(arguments)


def drill(stage: Stage, options: argparse.Namespace) -> bool:
    """Prints what came of it."""
    if options.burst:
        verdict, waits = runs.run_burst(stage, options.burst, bound=options.bound)
        holds, last = verdict.holds and waits.fair, f"{waits}\n{verdict}"
    else:
        verdict = runs.run_storm(
            stage, options.duties, per_second=options.per_second, bound=options.bound
        )
        holds, last = verdict.holds, str(verdict)
    if not holds:
        explain(stage, verdict)
    print(last, flush=True)
    return holds


def explain(stage: Stage, verdict: Verdict) -> None:
    for title in ("lost", "repeated_effects"):
        for name in getattr(verdict, title)[:20]:
            print(f"{title}: {name}")
    print(f"logs: {stage.keep_logs()}")


if __name__ == "__main__":
    sys.exit(main())
