"""Rows in bulk: COPY on PostgreSQL by several processes, `executemany` on SQLite by one."""

import io
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, connections, models, transaction

from accounts.models import Unit
from dossiers.deadlines import calendar_of
from dossiers.models import Dossier, NumberCounter
from portal.bench.indexes import without_indexes
from portal.bench.patterns import TABLES
from portal.bench.population import PER_DAY, Part, Population, Texts
from portal.bench.province import make_province, published_kinds
from portal.bench.sharing import in_parallel
from portal.bench.texts import NULL, Table

NUMBERS = Table(NumberCounter)
_WRITTEN = [table.name for table in TABLES]


@dataclass(frozen=True)
class Loaded:
    """Seconds are of the wall."""

    dossiers: int
    rows: int
    copying: float
    indexing: float
    cleaning: float
    processor: float  # seconds of all our processes while copying


def load(
    total: int,
    *,
    communes: int,
    now: datetime,
    per_day: int = PER_DAY,
    processes: int = 1,
) -> Loaded:
    """Make `total` dossiers with their histories and see to indexes and statistics."""
    population = population_of(total, communes, now, per_day)
    processes = processes if connection.vendor == "postgresql" else 1
    started = time.monotonic()
    with without_indexes(_WRITTEN, processes=processes):
        _forget_numbers(population)
        parts = population.parts(1 if processes == 1 else processes * 4)
        _POPULATIONS.append(population)  # forked processes find it there
        written = in_parallel(_load_part, parts, processes=processes)
        _POPULATIONS.pop()
        copied = time.monotonic()
    indexed = time.monotonic()
    _after_load()
    return Loaded(
        total,
        sum(rows for rows, _ in written),
        copied - started,
        indexed - copied,
        time.monotonic() - indexed,
        sum(processor for _, processor in written),
    )


_POPULATIONS: list[Population] = []


def population_of(total: int, communes: int, now: datetime, per_day: int) -> Population:
    highest = Dossier.objects.aggregate(last=models.Max("pk"))["last"] or 0
    made = make_province(communes)
    counters = NumberCounter.objects.filter(agency__in=[commune.code for commune in made])
    return Population(
        total,
        made,
        published_kinds(),
        calendar=calendar_of(Unit.objects.get(pk=made[0].root)),
        now=now,
        per_day=per_day,
        first_pk=highest + 1,
        numbers={(row.agency, row.day): row.last for row in counters},
    )


def _forget_numbers(population: Population) -> None:
    """They are written again, counted on."""
    days, agencies = population.days, population.agencies
    NumberCounter.objects.filter(agency__in=agencies, day__range=days).delete()


def _load_part(part: Part) -> tuple[int, float]:
    """Rows written and processor time used."""
    started = time.process_time()
    return pour(_POPULATIONS[-1].blocks(part), _write_block), time.process_time() - started


def pour(blocks: Iterable[Texts], write_block: Callable[[Sequence[str]], None]) -> int:
    """Writes the blocks and counts their rows: the database works on one while the next is made.

    SQLite would only wait for itself.
    """
    rows, beside = 0, connection.vendor == "postgresql"
    with ThreadPoolExecutor(1) as writer:
        written: Future[None] | None = None
        for texts in blocks:
            block = ["".join(lines) for lines in texts]
            rows += sum(text.count("\n") for text in block)
            if not beside:
                write_block(block)
                continue
            if written:
                written.result()
            written = writer.submit(write_block, block)
        if written:
            written.result()
        writer.submit(connections.close_all).result()
    return rows


def _write_block(block: Sequence[str]) -> None:
    with transaction.atomic():
        _believe_us()
        for table, text in zip((*TABLES, NUMBERS), block, strict=True):
            write(table, text)


def _believe_us() -> None:
    """No look-up of foreign keys for rows that are right by their making (superuser)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")


def write(table: Table, text: str, *, into: str = "") -> None:
    """Lines as COPY has them; into another table with the same columns if so said."""
    name = into or table.name
    names = ", ".join(f'"{name}"' for name in table.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            source = io.BytesIO(text.encode())
            cursor.copy_expert(f"COPY {name} ({names}) FROM STDIN", source, 1 << 18)
        else:
            marks = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", _rows(text))  # noqa: S608


def _rows(text: str) -> Sequence[Sequence[str | None]]:
    return [
        [None if value == NULL else value for value in line.split("\t")]
        for line in text.splitlines()
    ]


def _after_load() -> None:
    """Sequences and statistics, as the tables would have them after years of use."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('dossiers_dossier', 'id'),"
                " (SELECT max(id) FROM dossiers_dossier))"
            )
            cursor.execute(f"VACUUM (ANALYZE) {', '.join(_WRITTEN)}")
        else:
            cursor.execute("ANALYZE")
