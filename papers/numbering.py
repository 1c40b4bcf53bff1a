"""Numbers of papers: gapless in a series of an office and a year."""

from django.db import connection

# One statement: the row lock of the upsert queues the writers; a rollback gives the number back.
_NEXT = """
INSERT INTO papers_papernumber (unit_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (unit_id, series, year) DO UPDATE SET last = papers_papernumber.last + 1
RETURNING last
"""


def next_in_series(unit_id: int, series: str, year: int) -> int:
    """The next number, from 1. Call it late in a transaction: others wait for its end."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [unit_id, series, year])
        return int(cursor.fetchone()[0])


def written(number: int, series: str) -> str:
    """`07/PXL`, `1204/TNHS`: numbers below 10 with a nought before them (NĐ 30/2020)."""
    return f"{number:02d}/{series}"
