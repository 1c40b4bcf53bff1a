"""`manage.py bench`: goals against yardsticks of the same run. `make bench` gives it a database."""

import json
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier
from portal.bench import clients, legal_clock, outbox, printing, web
from portal.bench.goals import QUEUE, TRACKING, Measured, failed
from portal.bench.loading import load, make_communes
from portal.bench.urls import HELLO, RAW

SIZES = {"S": 100_000, "M": 1_000_000, "L": 10_000_000}
COMMUNES = 300
PATHS = 2_000  # different pages asked for
PARTS = ("web", "intake", "numbers", "clock", "outbox", "print")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="S", help="100k, 1M or 10M dossiers")
        parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
        parser.add_argument("--rounds", type=int, default=5)
        parser.add_argument("--seconds", type=float, default=3.0, help="of one point")
        parser.add_argument("--json", type=Path, help="write the figures to this file")

    def handle(self, *_: Any, **options: Any) -> None:
        parts = options["only"].split(",")
        if unknown := set(parts) - set(PARTS):
            raise CommandError(f"--only: {', '.join(unknown)} is none of {', '.join(PARTS)}")
        self._refuse_a_real_database()
        self._fill(SIZES[options["size"]])
        rounds: dict[str, Any] = {name: options[name] for name in ("rounds", "seconds")}
        results: list[Measured] = []
        for part in parts:
            self.stdout.write(f"\n{part}: load of the machine {web.load_average()}")
            found = RUNS[part](**rounds)
            self._print(found)
            results += found
        wrong = clients.wrong_numbers()
        self.stdout.write(f"\nofficial numbers missing or doubled: {wrong}")
        if options["json"]:
            figures = [asdict(result) | {"ratio": result.ratio} for result in results]
            options["json"].write_text(json.dumps(figures, indent=1), encoding="utf-8")
        if failed(results) or wrong:
            raise CommandError("a goal was missed by more than its tolerance, or rows are wrong")

    def _refuse_a_real_database(self) -> None:
        if Dossier.objects.exclude(submit_key__startswith="bench-").exists():
            raise CommandError(
                "This database holds dossiers of people. Run `make bench`: it makes a database of "
                "its own and removes it again."
            )

    def _fill(self, total: int) -> None:
        missing = total - Dossier.objects.count()
        if missing <= 0:
            return
        make_communes(COMMUNES)
        started = time.monotonic()
        rows = load(missing, communes=COMMUNES, now=timezone.now())
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{connection.vendor}: {missing:,} dossiers, {rows:,} rows in {seconds:.1f} s, "
            f"{rows / seconds:,.0f} rows/s"
        )

    def _print(self, results: list[Measured]) -> None:
        heads = (
            "",
            "per s",
            "p50 ms",
            "p95",
            "p99",
            "err",
            "web us",
            "db us",
            "x",
            "x cpu",
            "goal",
        )
        self.stdout.write("{:<28}{:>9}{:>8}{:>8}{:>8}{:>5}{:>8}{:>8}{:>7}{:>7}  {}".format(*heads))
        for result in results:
            typical = [result.typical(name) for name in ("per_second", "p50", "p95", "p99")]
            cpu = [result.typical(name) for name in ("web_us", "database_us")]
            ratios = [f"{x:.2f}" if x else "" for x in (result.ratio, result.ratio_by_cpu)]
            goal = f"{result.goal.code} >= {result.goal.at_least}" if result.goal else ""
            self.stdout.write(
                "{:<28}{:>9,.0f}{:>8.2f}{:>8.2f}{:>8.2f}".format(result.name, *typical)
                + "{:>5}{:>8,.0f}{:>8,.0f}{:>7}{:>7}  ".format(result.errors, *cpu, *ratios)
                + f"{goal} {result.verdict}"
            )


def run_web(*, rounds: int, seconds: float) -> list[Measured]:
    hello = "H: hello"
    keys = Dossier.objects.order_by("?").values_list("tracking_key", flat=True)[:PATHS]
    tracking = [reverse("dossiers:track-by-key", args=[key]) for key in keys]
    queue = [reverse("dossiers:queue")]
    targets = [
        web.Target(hello, [HELLO]),
        web.Target("R: raw rows by HTTP", [RAW], method="POST", yardstick=hello),
        web.Target("tracking page", tracking, goal=TRACKING, yardstick=hello),
        web.Target("queue of 50, signed in", queue, _session(), goal=QUEUE, yardstick=hello),
    ]
    with tempfile.TemporaryDirectory() as folder, web.serving(Path(folder)) as server:
        server.wait(HELLO)
        return web.run(server, targets, rounds=rounds, seconds=seconds)


def run_intake(*, rounds: int, seconds: float) -> list[Measured]:
    return clients.run(clients.intake_trials(), rounds=rounds, seconds=seconds)


def run_numbers(*, rounds: int, seconds: float) -> list[Measured]:
    return clients.run(clients.number_trials(), rounds=rounds, seconds=seconds)


def run_clock(*, rounds: int, seconds: float) -> list[Measured]:
    """A pass over 100,000 cases a point takes as long as it takes."""
    return legal_clock.run(rounds=rounds)


def run_outbox(*, rounds: int, seconds: float) -> list[Measured]:
    """A pass over a whole burst takes as long as it takes."""
    return outbox.run(rounds=rounds)


def run_print(*, rounds: int, seconds: float) -> list[Measured]:
    """A few receipts a round take as long as they take."""
    return printing.run(rounds=rounds)


RUNS: dict[str, Callable[..., list[Measured]]] = {
    "web": run_web,
    "intake": run_intake,
    "numbers": run_numbers,
    "clock": run_clock,
    "outbox": run_outbox,
    "print": run_print,
}


def _session() -> str:
    """The cookie of the officer with the longest queue."""
    client = Client()
    client.force_login(clients.officer(1))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
