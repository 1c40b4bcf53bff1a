"""Half months: counted afresh from the dossiers, and written only where they differ.

Most rows of the running half month say the same as five minutes ago; those are left as they are.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from reports.counting.dialect import read, write
from reports.counting.sources import COLUMNS, KEYS, Part, balances, nothing, of_days, summed
from reports.models import PeriodFigures
from reports.periods import DAY, bucket_after, bucket_of

_TABLE = PeriodFigures._meta.db_table
_EVERYWHERE = Q()


def recount(bucket: date, at: datetime) -> int:
    """Writes what the half month has as of `at`; how many rows changed.

    Its balances build on those of the half month before.
    """
    existing = nothing(_of(bucket))  # so that what is gone becomes zero
    sql, params = summed([*_parts(bucket, at), existing], KEYS)
    columns, keys = ", ".join(("bucket", *KEYS, *COLUMNS)), ", ".join(KEYS)
    same = " AND ".join(f"kept.{name} = counted.{name}" for name in (*KEYS, *COLUMNS))
    changes = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)
    # Written in the order of the index: who reads them reads every page once.
    statement = (
        f"INSERT INTO {_TABLE} ({columns}) SELECT %s, counted.* FROM ({sql}) AS counted WHERE"  # noqa: S608
        f" NOT EXISTS (SELECT 1 FROM {_TABLE} kept WHERE kept.bucket = %s AND {same})"
        f" ORDER BY {keys} ON CONFLICT (bucket, {keys}) DO UPDATE SET {changes}"
    )
    changed = write(statement, [bucket, *params, bucket])
    _of(bucket).filter(**dict.fromkeys(COLUMNS, 0)).delete()
    return changed


def counted_afresh(bucket: date, at: datetime) -> list[tuple[Any, ...]]:
    """What the half month should have, given the one before: `KEYS`, `COLUMNS`."""
    rows = read(*summed(_parts(bucket, at), KEYS))
    return [row for row in rows if any(row[len(KEYS) :])]


def stored(bucket: date) -> list[tuple[Any, ...]]:
    """What it has."""
    return list(_of(bucket).values_list(*KEYS, *COLUMNS))


def _of(bucket: date) -> QuerySet[PeriodFigures]:
    return PeriodFigures.objects.filter(bucket=bucket)


def _parts(bucket: date, at: datetime) -> list[Part]:
    before = _of(bucket_of(bucket - DAY)).filter(Q(open_end__gt=0) | Q(late_end__gt=0))
    days = of_days(bucket, bucket_after(bucket) - DAY, at, _EVERYWHERE)
    return [balances(before), *days]
