"""How many open dossiers there are of each kind, by unit, field, procedure or holder: one query.

The same as counting each `Selection` by itself; tests compare them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Self

from django.db.models import Count, Min, Q, Value
from django.utils import timezone

from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import BEFORE_RECEPTION, WAITING_FOR_CITIZEN, WITH_DRAFT
from portal.lib.dates import midnight
from reports.periods import DAY
from reports.selections import FIRST_STEPS, LATE, Selection

IN_HAND, TODAY, SOON, WAITING = "dang-xu-ly", "hom-nay", "hai-ngay", "cho-dan"
UNSIGNED, AT_FIRST_STEPS = "hom-nay-chua-trinh", "hai-ngay-buoc-dau"
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
    conditions = _conditions(asked, at)
    numbers: dict[str, Any] = {
        _FIELDS[slug]: Count(Value(1), filter=condition) for slug, condition in conditions.items()
    }
    numbers |= {"in_hand": Count("*"), "longest": Min("due_at", filter=conditions[LATE])}
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


def _conditions(asked: Selection, at: datetime) -> dict[str, Q]:
    today = timezone.localdate(at)
    last = asked.scope.office.calendar.add_working_days(today, 2)
    now, tomorrow, later = (midnight(day) for day in (today, today + DAY, last + DAY))
    running = Q(paused_at__isnull=True)
    due_today = running & Q(due_at__gte=now, due_at__lt=tomorrow)
    soon = running & Q(due_at__gte=tomorrow, due_at__lt=later)
    return {
        LATE: running & Q(due_at__lt=now),
        TODAY: due_today,
        UNSIGNED: due_today & ~Q(status__in=sorted(WITH_DRAFT)),
        SOON: soon,
        AT_FIRST_STEPS: soon & Q(status__in=FIRST_STEPS),
        WAITING: Q(status__in=sorted(WAITING_FOR_CITIZEN - BEFORE_RECEPTION)),
    }
