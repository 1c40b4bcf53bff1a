"""What PostgreSQL and SQLite write differently where figures are counted: days in Vietnam.

Moments are kept in UTC; Vietnam has been seven hours ahead of it since 1975, without summer time.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def day(moment: str) -> str:
    """The SQL of the Vietnamese date of a column."""
    if connection.vendor == "postgresql":
        return f"({moment} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
    return f"date({moment}, '+7 hours')"


def day_after(date: str) -> str:
    return f"({date} + 1)" if connection.vendor == "postgresql" else f"date({date}, '+1 day')"


def later(one: str, other: str) -> str:
    """The later of two dates that are both there."""
    function = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    return f"{function}({one}, {other})"


def places(values: Iterable[Any]) -> str:
    """`%s, %s, %s`"""
    return ", ".join("%s" for _ in values)


def write(sql: str, params: Sequence[Any]) -> int:
    """Runs it and returns how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def read(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
