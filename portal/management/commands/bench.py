"""`manage.py bench`: goals against yardsticks of the same run. `make bench` gives it databases."""

import json
import logging
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from dossiers.models import Dossier
from portal.bench import (
    clients,
    copying,
    flatness,
    forecasting,
    leaders,
    legal_clock,
    outbox,
    printing,
    reports,
    results,
    web,
    websites,
)
from portal.bench.flatness import Beside
from portal.bench.goals import Measured, Sample, failed
from portal.lib.dates import local_day
from portal.management.commands.generate_load import refuse_a_real_database

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """`small`, `sqlite`: databases beside ours, if there are any."""

    rounds: int
    seconds: float
    small: Beside | None = None
    sqlite: Beside | None = None


# What takes a pass over many cases takes as long as it takes; the others so many seconds a point.
PARTS: dict[str, Callable[[Run], list[Measured]]] = {
    "web": lambda run: websites.run(
        rounds=run.rounds, seconds=run.seconds, small=run.small, sqlite=run.sqlite
    ),
    "plans": lambda run: flatness.run(run.small, rounds=run.rounds),
    "leaders": lambda run: leaders.run(rounds=run.rounds),
    "intake": lambda run: clients.run(
        clients.intake_trials(), rounds=run.rounds, seconds=run.seconds
    ),
    "numbers": lambda run: clients.run(
        clients.number_trials(), rounds=run.rounds, seconds=run.seconds
    ),
    "clock": lambda run: legal_clock.run(rounds=run.rounds),
    "outbox": lambda run: outbox.run(rounds=run.rounds),
    "print": lambda run: printing.run(rounds=run.rounds),
    "copy": lambda run: copying.run(rounds=run.rounds),
    "forecast": lambda run: forecasting.run(),
    "reports": lambda run: reports.run(rounds=run.rounds),
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
        parser.add_argument("--rounds", type=int, default=5)
        parser.add_argument("--seconds", type=float, default=3.0, help="of one point")
        parser.add_argument("--json", type=Path, help="write the figures to this file")
        parser.add_argument("--results", type=Path, help="write them as tables to this file")
        parser.add_argument(
            "--small", nargs=2, help="address and --tell file of a smaller database"
        )
        parser.add_argument("--sqlite", nargs=2, help="the same on SQLite")
        parser.add_argument("--tell", type=Path, help="only measure the pages, for a run beside")
        parser.add_argument("--note", action="append", default=[], help="a line of the results")

    def handle(self, *_: Any, **options: Any) -> None:
        parts = options["only"].split(",")
        if unknown := set(parts) - set(PARTS):
            raise CommandError(f"--only: {', '.join(unknown)} is none of {', '.join(PARTS)}")
        refuse_a_real_database()
        if options["tell"]:
            flatness.tell(options["tell"], _count(), timezone.now())
            return
        started, at = results.machine(), timezone.now()
        run = Run(
            options["rounds"],
            options["seconds"],
            _beside(options["small"]),
            _beside(options["sqlite"]),
        )
        facts = [results.day_of(at), *started, *_around(run), *options["note"]]
        found: dict[str, list[Measured]] = {}
        for part in parts:  # what is measured is written down even if a later part breaks
            found[part] = self._measured(part, run)
            _write(options, found, facts)
        wrong = clients.wrong_numbers(local_day(at))
        facts.append(f"Official numbers of the run that are missing or doubled: {wrong}")
        self.stdout.write(facts[-1])
        _write(options, found, facts)
        if wrong or any(failed(measured) for measured in found.values()):
            raise CommandError("a goal was missed by more than its tolerance, or rows are wrong")

    def _measured(self, part: str, run: Run) -> list[Measured]:
        self.stdout.write(f"\n{part}: load of the machine {web.load_average()}")
        try:
            found = PARTS[part](run)
        except Exception:  # one broken part does not take the others with it, but fails the run
            log.exception("a part of the benchmark broke")
            found = [Measured(f"{part}: broke", [Sample(0, errors=1)])]
        self._print(found)
        return found

    def _print(self, measured: list[Measured]) -> None:
        heads = ("per s", "p50 ms", "p95", "p99", "err", "web us", "db us", "x", "x cpu", "goal")
        widths = "{:<44}{:>9}{:>9}{:>9}{:>9}{:>5}{:>8}{:>8}{:>8}{:>7}  {}"
        self.stdout.write(widths.format("", *heads))
        for one in measured:
            typical = [one.typical(name) for name in ("per_second", "p50", "p95", "p99")]
            figures = [f"{value:,.2f}" for value in typical]
            cpu = [f"{one.typical(name):,.0f}" for name in ("web_us", "database_us")]
            ratios = [f"{x:.2f}" if x else "" for x in (one.ratio, one.ratio_by_cpu)]
            goal = f"{one.goal.code} >= {one.goal.at_least} {one.verdict}" if one.goal else ""
            self.stdout.write(
                widths.format(one.name[:43], *figures, one.errors, *cpu, *ratios, goal)
            )


def _beside(given: list[str] | None) -> Beside | None:
    return Beside.read(given[0], Path(given[1])) if given else None


def _around(run: Run) -> list[str]:
    """How much there is to measure on."""
    found = [f"{connection.vendor}: {_count():,} dossiers", *results.sizes()]
    for name, beside in (("small", run.small), ("SQLite", run.sqlite)):
        if beside:
            found.append(f"Beside it, {name}: {beside.dossiers:,} dossiers")
    return found


def _count() -> int:
    """Keys have no gaps here."""
    return Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _write(options: dict[str, Any], found: dict[str, list[Measured]], facts: list[str]) -> None:
    if options["results"]:
        results.write(options["results"], found, facts)
    if options["json"]:
        _write_json(options["json"], found)


def _write_json(file: Path, found: dict[str, list[Measured]]) -> None:
    rows = [
        asdict(one) | {"part": part, "ratio": one.ratio, "verdict": one.verdict}
        for part, measured in found.items()
        for one in measured
    ]
    file.write_text(json.dumps(rows, indent=1), encoding="utf-8")
