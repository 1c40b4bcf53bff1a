"""Official codes `{agency}-{yyMMdd}-{NNNN}`: gapless per agency and day (domain 3.3)."""

from datetime import date

from django.db import connection

# One statement: the row lock of the upsert queues the writers; a rollback gives the number back.
_NEXT = """
INSERT INTO dossiers_numbercounter (agency, day, last) VALUES (%s, %s, 1)
ON CONFLICT (agency, day) DO UPDATE SET last = dossiers_numbercounter.last + 1
RETURNING last
"""


def next_number(agency: str, day: date) -> int:
    """The next number of the agency on that Vietnam day, from 1. Call it late in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency, day])
        return int(cursor.fetchone()[0])


def official_code(agency: str, day: date, number: int) -> str:
    """`H99.12-261123-0042`; a fifth digit only past 9999."""
    return f"{agency}-{day:%y%m%d}-{number:04d}"
