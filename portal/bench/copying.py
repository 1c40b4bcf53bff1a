"""P15: rows made and copied by one process, next to the bare COPY of the same text."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from portal.bench.goals import GENERATOR, Measured, Sample
from portal.bench.loading import population_of, pour, write
from portal.bench.patterns import TABLES
from portal.bench.population import PER_DAY, Population, Texts

DOSSIERS, COMMUNES = 60_000, 300
COPY = "bench_copy_of_"


def run(*, rounds: int) -> list[Measured]:
    """Both ways in each round into empty tables without indexes; the first round warms up."""
    population = population_of(DOSSIERS, COMMUNES, timezone.now(), PER_DAY)
    ready = list(_blocks(population))
    bare, made = [], []
    for _ in range(rounds + 1):
        with _copies():
            bare.append(_timed(iter(ready)))
        with _copies():
            made.append(_timed(_blocks(population)))
    alone = Measured("bare COPY of rows", bare[1:])
    return [alone, Measured("rows made and copied", made[1:], alone, GENERATOR)]


def _blocks(population: Population) -> Iterator[Texts]:
    """Without the numbers, which have a key to keep."""
    [part] = population.parts(1)
    for texts in population.blocks(part):
        yield texts[: len(TABLES)]


def _timed(blocks: Iterator[Texts]) -> Sample:
    started = time.perf_counter()
    rows = pour(blocks, _write)
    return Sample(rows / (time.perf_counter() - started))


def _write(block: Sequence[str]) -> None:
    for table, text in zip(TABLES, block, strict=True):
        write(table, text, into=COPY + table.name)


@contextmanager
def _copies() -> Iterator[None]:
    """Of the tables, for one pass. Bare ones, as COPY is measured: unlogged, without indexes."""
    with connection.cursor() as cursor:
        for table in TABLES:
            name = COPY + table.name
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            defaults = "INCLUDING DEFAULTS INCLUDING IDENTITY"
            cursor.execute(f"CREATE UNLOGGED TABLE {name} (LIKE {table.name} {defaults})")
        try:
            yield
        finally:
            for table in TABLES:
                cursor.execute(f"DROP TABLE {COPY}{table.name}")
