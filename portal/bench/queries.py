"""What pages ask of the database: how often, for how long, how much they touch and what they scan.

PostgreSQL counts the 8 kB buffers a plan touched, SQLite the steps of its machine; both are free of
noise.
"""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

GROWING = ("dossiers_dossier", "dossiers_dossierevent", "dossiers_clockentry")
_ASIDE = re.compile(r"\s*(?:SAVEPOINT|RELEASE|SET |BEGIN|COMMIT)")


@dataclass(frozen=True)
class Query:
    sql: str
    params: Any
    seconds: float

    @property
    def reads(self) -> bool:
        return self.sql.lstrip().upper().startswith(("SELECT", "WITH", "("))


def queries_of(work: Callable[[], object]) -> list[Query]:
    """Everything that `work` asks, with the time each answer took."""
    found: list[Query] = []

    def record(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, *rest)
        finally:
            found.append(Query(sql, params, time.perf_counter() - started))

    with connection.execute_wrapper(record):
        work()
    return [query for query in found if not _ASIDE.match(query.sql)]


def touched(queries: Iterable[Query]) -> int:
    """Buffers, or steps, of all that is read."""
    count = _buffers if connection.vendor == "postgresql" else _steps
    return sum(count(query) for query in queries if query.reads)


def scanned(queries: Iterable[Query], tables: Iterable[str] = GROWING) -> set[str]:
    """Growing tables of which a plan reads everything."""
    plans = [_plan(query) for query in queries if query.reads]
    return {table for plan in plans for table in scans(plan, tables)}


def _plan(query: Query) -> str:
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {query.sql}", query.params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def scans(plan: str, tables: Iterable[str] = GROWING) -> list[str]:
    """The tables that a plan of SQLite or PostgreSQL reads without an index."""
    return [
        table
        for table in tables
        if re.search(rf"Seq Scan on {table}\b|SCAN {table}\b(?! USING)", plan)
    ]


def _buffers(query: Query) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query.sql}", query.params)
        plan = cursor.fetchone()[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _steps(query: Query) -> int:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 1)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query.sql, query.params)
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return steps
