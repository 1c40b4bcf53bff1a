"""Gapless numbers: tables of counters, each row with the last number it gave."""

from datetime import date

from django.db import connection, models


def next_of(counters: type[models.Model], **place: int | str | date) -> int:
    """The next number, from 1, of the counter at that place: the columns of its unique key.

    One statement: the row lock of the upsert queues the writers, a rollback gives the number back.
    Call it late in a transaction: others wait for its end.
    """
    table, names = counters._meta.db_table, ", ".join(place)
    values = ", ".join(["%s"] * len(place))
    statement = (  # all names are of our own code
        f"INSERT INTO {table} ({names}, last) VALUES ({values}, 1) ON CONFLICT ({names})"  # noqa: S608
        f" DO UPDATE SET last = {table}.last + 1 RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, list(place.values()))
        return int(cursor.fetchone()[0])
