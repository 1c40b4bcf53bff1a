"""`bench/RESULTS.md`: what was measured, on what, in words and tables. No names of machines."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import django
from django.db import connection

from portal.bench.goals import Measured

Parts = Mapping[str, Sequence[Measured]]
_HEADS = ("", "per second", "p50 ms", "p95 ms", "CPU µs web + database", "ratio", "goal", "")
_INTRO = """\
# Results of `make bench`

Written by the command. Ratios of one run count, not absolute figures: each is the median of the
rounds' own ratios to a yardstick measured in the same rounds. **H** is an empty view on the same
server behind the same middleware, **R** the same rows by hand-written SQL. P95 and p50 are of the
request; "touched" are 8 kB buffers. Goals are those of the project (P1 to P16); `met` reaches one,
`near` misses it by less than its tolerance, `MISSED` and `ERRORS` fail the run.
"""


def write(file: Path, parts: Parts, facts: Sequence[str]) -> None:
    file.parent.mkdir(exist_ok=True)
    lines = [_INTRO, *(f"- {fact}" for fact in facts), ""]
    lines += [f"**{_verdicts(parts)}**", ""]
    for part, measured in parts.items():
        lines += [f"## {part}", "", *_table(measured), ""]
    file.write_text("\n".join(lines), encoding="utf-8")


def machine() -> list[str]:
    """Its class and versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        f"Machine: {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory",
        f"Load of the machine at the start: {load}",
        f"Python {platform.python_version()}, Django {django.get_version()}, {_database()}",
    ]


def sizes() -> list[str]:
    """Rows and bytes of the big tables, as the database estimates them."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint, pg_relation_size(oid), pg_indexes_size(oid)"
            " FROM pg_class WHERE relkind = 'r' AND reltuples > 0"
            " ORDER BY pg_total_relation_size(oid) DESC LIMIT 6"
        )
        return [
            f"{name}: {rows:,} rows, {heap / 2**20:,.0f} MB and {own / 2**20:,.0f} MB of indexes"
            for name, rows, heap, own in cursor.fetchall()
        ]


def day_of(at: datetime) -> str:
    return f"Measured on {at:%Y-%m-%d}"


def _database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('server_version')")
            return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"


def _verdicts(parts: Parts) -> str:
    found = [one.verdict for measured in parts.values() for one in measured if one.verdict]
    counts = {verdict: found.count(verdict) for verdict in ("met", "near", "MISSED", "ERRORS")}
    return ", ".join(f"{verdict}: {count}" for verdict, count in counts.items())


def _table(measured: Sequence[Measured]) -> list[str]:
    rows = [_HEADS, ("---", *["---:"] * 5, "---", "---"), *map(_row, measured)]
    return ["| " + " | ".join(row) + " |" for row in rows]


def _row(one: Measured) -> tuple[str, ...]:
    web, database = one.typical("web_us"), one.typical("database_us")
    goal = f"{one.goal.code}: {one.goal.what} >= {one.goal.at_least:g}" if one.goal else ""
    return (
        one.name,
        f"{one.typical('per_second'):,.0f}" if one.typical("per_second") >= 10 else "",
        _two(one.typical("p50")),
        _two(one.typical("p95")),
        f"{web:,.0f} + {database:,.0f}" if web else "",
        f"{one.ratio:.2f}" if one.ratio is not None else "",
        goal,
        one.verdict + (f" ({one.errors} wrong)" if one.errors else ""),
    )


def _two(value: float) -> str:
    return f"{value:.2f}" if value else ""
