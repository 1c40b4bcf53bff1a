"""Late spells, derived from the clock's ledger as it stood.

A line of the ledger holds until the next one. While it lets the clock run, the days after its date
are late ones; stretches that touch are one spell. Only days up to today are looked at: what will be
late tomorrow is not late yet.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from dossiers.models import ClockEntry, Dossier
from portal.lib.dates import midnight
from reports.counting.dialect import day, day_after, later, places, read, write
from reports.models import LateSpell
from reports.periods import DAY

BATCH = 5_000  # keys in one statement
STRETCH = 50_000  # dossiers in one step of counting everything
COLUMNS = (
    "root_unit_id", "in_charge_id", "procedure_id", "field_id", "dossier_id", "began_on",
    "ended_on",
)  # fmt: skip
_TABLE = LateSpell._meta.db_table
_ENTRIES = ClockEntry._meta.db_table
_DOSSIERS = Dossier._meta.db_table
_AT = '"at"'
_STANDING = (ClockEntry.Kind.PAUSE.value, ClockEntry.Kind.STOP.value)


def recount(dossier_ids: Sequence[int], at: datetime) -> None:
    """The spells of these dossiers as of `at`."""
    for start in range(0, len(dossier_ids), BATCH):
        keys = dossier_ids[start : start + BATCH]
        _recount(f"dossier_id IN ({places(keys)})", keys, at)


def recount_stretch(first: int, at: datetime) -> None:
    """The same for `STRETCH` dossiers from this key on."""
    _recount("dossier_id BETWEEN %s AND %s", [first, first + STRETCH - 1], at)


def stretches() -> range:
    """Where each stretch begins."""
    newest = Dossier.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return range(1, newest + 1, STRETCH)


def moved(since: datetime, at: datetime) -> list[int]:
    """Dossiers whose spells may have changed: their clock moved, or their day passed meanwhile."""
    entries = ClockEntry.objects.filter(at__gte=since, at__lte=at)
    keys = set(entries.values_list("dossier_id", flat=True))
    passed = Dossier.objects.late_on(timezone.localdate(at))
    passed = passed.filter(due_at__gte=midnight(timezone.localdate(since) - DAY))
    return sorted(keys.union(passed.values_list("pk", flat=True)))


def counted_afresh(first: int, at: datetime) -> list[tuple[Any, ...]]:
    """What the spells of a stretch should be, in `COLUMNS`; nothing is written."""
    sql, params = _spells("dossier_id BETWEEN %s AND %s", [first, first + STRETCH - 1], at)
    return [(*keys, _as_day(began), _as_day(ended)) for *keys, began, ended in read(sql, params)]


def stored(first: int) -> list[tuple[Any, ...]]:
    """What they are."""
    rows = LateSpell.objects.filter(dossier_id__gte=first, dossier_id__lt=first + STRETCH)
    return list(rows.values_list(*COLUMNS))


def _as_day(value: date | str | None) -> date | None:
    """SQLite gives a date it has calculated as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _recount(which: str, values: Sequence[int], at: datetime) -> None:
    """`which` is a condition on `dossier_id`, of our own words."""
    write(f"DELETE FROM {_TABLE} WHERE {which}", values)  # noqa: S608
    sql, params = _spells(which, values, at)
    write(f"INSERT INTO {_TABLE} ({', '.join(COLUMNS)}) {sql}", params)


def _spells(which: str, values: Sequence[int], at: datetime) -> tuple[str, list[Any]]:
    began = later("since", day_after("due"))
    sql = f"""
        WITH line AS (
            SELECT dossier_id, kind, {day(_AT)} AS since, {day("due_at")} AS due,
                LEAD({day(_AT)}) OVER (PARTITION BY dossier_id ORDER BY seq) AS until
            FROM {_ENTRIES} WHERE {which} AND {_AT} <= %s
        ), late AS (
            SELECT dossier_id, {began} AS began_on, until AS ended_on FROM line
            WHERE due IS NOT NULL AND kind NOT IN ({places(_STANDING)})
                AND {began} < COALESCE(until, %s)
        ), marked AS (
            SELECT late.*, CASE
                WHEN began_on = LAG(ended_on) OVER (PARTITION BY dossier_id ORDER BY began_on)
                THEN 0 ELSE 1 END AS is_new
            FROM late
        ), numbered AS (
            SELECT marked.*, SUM(is_new) OVER (PARTITION BY dossier_id ORDER BY began_on) AS spell
            FROM marked
        ), spells AS (
            SELECT dossier_id, MIN(began_on) AS began_on,
                CASE WHEN COUNT(ended_on) = COUNT(*) THEN MAX(ended_on) END AS ended_on
            FROM numbered GROUP BY dossier_id, spell
        )
        SELECT root_unit_id, in_charge_id, procedure_id, field_id, dossier_id, began_on, ended_on
        FROM spells JOIN {_DOSSIERS} dossier ON dossier.id = spells.dossier_id
    """  # noqa: S608
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return sql, [*values, at, *_STANDING, tomorrow]
