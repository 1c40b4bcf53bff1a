"""Services called by many processes at once, next to their yardstick."""

import logging
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from statistics import quantiles

from django.db import connection, connections, transaction
from django.db.models import Count

from accounts.models import User
from dossiers.models import Dossier, NumberCounter
from dossiers.numbering import next_number
from portal.bench.goals import (
    INTAKE_1,
    INTAKE_8,
    NUMBERS_HOT,
    NUMBERS_WIDE,
    Goal,
    Measured,
    Sample,
)
from portal.bench.yardsticks import Intake, RawIntake, upsert

log = logging.getLogger(__name__)

Work = Callable[[], object]
Maker = Callable[[int], Work]  # makes a client's work from the client's number
Answer = tuple[list[float], int]
NUMBER_CLIENTS, AGENCIES = 32, 300
DAY = date(2000, 1, 3)  # no dossier is of that day
_fork = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Trial:
    name: str
    maker: Maker
    clients: int
    yardstick: str = ""
    goal: Goal | None = None
    samples: list[Sample] = field(default_factory=list)


def intake_trials() -> list[Trial]:
    """P7: the product's walk-in intake next to its rows by raw SQL."""
    Intake.of_bench().submit()  # fills the caches that the clients inherit
    return [
        Trial("R: raw rows, 1 client", _raw_intake, 1),
        Trial("intake service, 1 client", one_intake, 1, "R: raw rows, 1 client", INTAKE_1),
        Trial("R: raw rows, 8 clients", _raw_intake, 8),
        Trial("intake service, 8 clients", one_intake, 8, "R: raw rows, 8 clients", INTAKE_8),
    ]


def number_trials() -> list[Trial]:
    """P8: official numbers under 32 writers."""
    hot, wide = "numbers, one agency", "numbers, 300 agencies"
    return [
        Trial("bare upsert, one agency", _bare_upsert, NUMBER_CLIENTS),
        Trial(hot, _one_agency, NUMBER_CLIENTS, "bare upsert, one agency", NUMBERS_HOT),
        Trial(wide, _many_agencies, NUMBER_CLIENTS, hot, NUMBERS_WIDE),
    ]


def run(trials: list[Trial], *, rounds: int, seconds: float) -> list[Measured]:
    """All trials in each round; the first round warms up and is dropped."""
    for number in range(rounds + 1):
        for trial in trials:
            sample = measure(trial.maker, clients=trial.clients, seconds=seconds)
            if number:
                trial.samples.append(sample)
    measured: dict[str, Measured] = {}
    for trial in trials:  # yardsticks come first
        yardstick = measured.get(trial.yardstick)
        measured[trial.name] = Measured(trial.name, trial.samples, yardstick, trial.goal)
    return list(measured.values())


def measure(maker: Maker, *, clients: int, seconds: float) -> Sample:
    """Each client is a process with a connection of its own, working until time is up."""
    received = answers_of(maker, clients=clients, seconds=seconds)
    times = [took for answer in received for took in answer[0]]
    errors = sum(answer[1] for answer in received)
    cuts = quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    p50, p95, p99 = cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000
    return Sample(len(times) / seconds, p50, p95, p99, errors)


def answers_of(maker: Maker, *, clients: int, seconds: float) -> list[Answer]:
    """Of each client, all starting at one moment: how long its works took, how many failed. However
    few seconds there are, everybody works once."""
    connections.close_all()
    answers: SimpleQueue[Answer] = _fork.SimpleQueue()
    together = _fork.Barrier(clients)
    workers = [
        _fork.Process(target=_client, args=(maker, number, together, seconds, answers))
        for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    received = [answers.get() for _ in workers]
    for worker in workers:
        worker.join()
    return received


def officer(number: int) -> User:
    """The one person of a bench commune; the first commune is the busiest."""
    return User.objects.select_related("unit__root").get(username=f"bench-{number}")


def wrong_numbers(since: date = date.min) -> int:
    """Official numbers that are missing or there twice, over all agencies and days from then on."""
    rows = Dossier.objects.filter(code__isnull=False, received_on__gte=since)
    there = rows.values_list("root_unit__code", "received_on").annotate(
        Count("code", distinct=True)
    )
    counted = {(agency, day): count for agency, day, count in there}
    counters = NumberCounter.objects.exclude(day=DAY).filter(day__gte=since)
    given = counters.values_list("agency", "day", "last")
    return sum(abs(last - counted.get((agency, day), 0)) for agency, day, last in given)


def _client(
    maker: Maker, number: int, together: Barrier, seconds: float, answers: "SimpleQueue[Answer]"
) -> None:
    times: list[float] = []
    errors = 0
    try:
        work = maker(number)
        work()  # what a process reads once and keeps is read by then
        together.wait(60)
    except Exception:  # whoever waits for our answer must get one
        log.exception("a client of the benchmark could not begin")
        connections.close_all()
        answers.put((times, 1))
        return
    deadline = time.monotonic() + seconds
    while (begun := time.monotonic()) < deadline:
        try:
            work()
        except Exception:  # any failure of the product counts against it
            log.exception("a client of the benchmark failed")
            errors += 1
        times.append(time.monotonic() - begun)
    connections.close_all()
    answers.put((times, errors))


def one_intake(number: int) -> Work:
    return Intake.of_bench(number + 1).submit


def _raw_intake(number: int) -> Work:
    return RawIntake(Intake.of_bench(number + 1)).submit


def _bare_upsert(_: int) -> Work:
    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            upsert(cursor, "bare", DAY)

    return work


def _one_agency(_: int) -> Work:
    @transaction.atomic
    def work() -> int:
        return next_number("hot", DAY)

    return work


def _many_agencies(client: int) -> Work:
    agencies = [f"wide-{number}" for number in range(client, AGENCIES, NUMBER_CLIENTS)]
    turn = iter(agencies * 10_000)

    @transaction.atomic
    def work() -> int:
        return next_number(next(turn), DAY)

    return work
