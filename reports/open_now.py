"""How many open dossiers there are of each kind, by unit, field, procedure or holder: one query.

The same as counting each `Selection` by itself; tests compare them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Self

from django.db.models import Count, Min, Value

from dossiers.models.dossier import DossierQuerySet
from reports.now_rows import (
    AT_FIRST_STEPS,
    IN_HAND,
    LATE,
    SOON,
    TODAY,
    UNSIGNED,
    WAITING,
    conditions,
)
from reports.selections import Selection

_FIELDS = {
    IN_HAND: "in_hand",
    LATE: "late",
    TODAY: "today",
    UNSIGNED: "unsigned",
    SOON: "soon",
    AT_FIRST_STEPS: "first_steps",
    WAITING: "waiting",
}
_numbers = attrgetter(*_FIELDS.values())


@dataclass(frozen=True)
class OpenCounts:
    """Numbers of the measures of the same names; `longest` is the earliest date that was missed."""

    in_hand: int = 0
    late: int = 0
    today: int = 0
    unsigned: int = 0
    soon: int = 0
    first_steps: int = 0
    waiting: int = 0
    longest: datetime | None = None

    def of(self, measure: str) -> int:
        return int(getattr(self, _FIELDS[measure]))

    @classmethod
    def added(cls, several: Iterable["OpenCounts"]) -> Self:
        rows = list(several)
        sums = [sum(column) for column in zip(*map(_numbers, rows), strict=True)]
        missed = (row.longest for row in rows if row.longest)
        named: dict[str, Any] = dict(zip(_FIELDS.values(), sums, strict=False))  # none of no rows
        return cls(**named, longest=min(missed, default=None))


def open_counts(
    asked: Selection, at: datetime, *, by: Sequence[str] = ()
) -> dict[tuple[Any, ...], OpenCounts]:
    """Of what the filters of `asked` leave, by the named columns; without any the key is `()`."""
    of_measure = conditions(asked.scope, at)
    numbers: dict[str, Any] = {
        _FIELDS[slug]: Count(Value(1), filter=condition) for slug, condition in of_measure.items()
    }
    numbers |= {"in_hand": Count("*"), "longest": Min("due_at", filter=of_measure[LATE])}
    found = open_dossiers(asked, IN_HAND, at)
    if not by:
        return {(): OpenCounts(**found.aggregate(**numbers))}
    rows = found.order_by().values(*by).annotate(**numbers)
    return {tuple(row.pop(name) for name in by): OpenCounts(**row) for row in rows}


def open_dossiers(asked: Selection, measure: str, at: datetime) -> DossierQuerySet:
    """Those of a measure of this moment. The offices are named as well, which leaves out nothing:
    the index of open dossiers begins with them."""
    found = asked.but(measure=measure, period=None, until=None).dossiers(at)
    if not asked.scope.condition:
        return found
    return found.filter(in_charge_id__in=sorted(asked.scope.ids))
