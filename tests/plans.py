"""What a page costs the database: how many queries, and no scan of the tables that grow."""

import re
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Any

from django.db import connection

from portal.bench.queries import scans

MOST_QUERIES = 8
GROWING_TABLES = ("dossiers_dossier", "dossiers_dossierevent")
_Query = tuple[str, Any]
_FRAME = re.compile(r"\s*(?:SAVEPOINT|RELEASE|SET LOCAL)")  # around queries; asks for nothing


@contextmanager
def cheap(most: int = MOST_QUERIES, tables: Iterable[str] = GROWING_TABLES) -> Generator[None]:
    """Fail when the code inside runs more than `most` queries, or reads a whole growing table."""
    queries: list[_Query] = []

    def record(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        queries.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(record):
        yield
    reads = [query for query in queries if query[0].lstrip().upper().startswith("SELECT")]
    statements = [sql for sql, _ in queries if not _FRAME.match(sql)]
    listing = "\n".join(statements)
    assert len(statements) <= most, f"{len(statements)} queries, at most {most}:\n{listing}"
    whole = [f"{sql}\n{plan}" for sql, plan in _plans(reads) if scans(plan, tables)]
    assert not whole, "reads a whole table:\n" + "\n".join(whole)


def _plans(queries: Iterable[_Query]) -> Generator[tuple[str, str]]:
    """Each SELECT with its plan. PostgreSQL is told to prefer any index: the tables are small."""
    on_postgresql = connection.vendor == "postgresql"
    explain = "EXPLAIN" if on_postgresql else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        if on_postgresql:
            cursor.execute("SET enable_seqscan = off")
        for sql, params in queries:
            cursor.execute(f"{explain} {sql}", params)
            yield sql, "\n".join(str(row[-1]) for row in cursor.fetchall())
        if on_postgresql:
            cursor.execute("RESET enable_seqscan")
