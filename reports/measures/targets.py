"""Chỉ tiêu in force: the nearest office's row, of these the one that began last."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q

from accounts.offices import offices
from reports.models import Target
from reports.scope import Scope

# Before the slug of an indicator of QĐ 766: the percent that earns full marks. Before that of a
# grade: the points from which on it is given.
FULL, GRADE = "tron-diem-", "xep-loai-"


def targets_of(scope: Scope, day: date) -> dict[str, Decimal]:
    """By measure. Rows of the office itself go before those of what it belongs to, these before
    the common ones. One query."""
    near = list(_upwards(scope.office.id))
    rows = Target.objects.filter(Q(unit__isnull=True) | Q(unit_id__in=near), valid_from__lte=day)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    rank = {pk: len(near) - place for place, pk in enumerate(near)}
    found = sorted(rows, key=lambda row: (rank.get(row.unit_id or 0, 0), row.valid_from))
    return {row.measure: row.value for row in found}


def _upwards(unit_id: int | None) -> Iterator[int]:
    while unit_id:
        yield unit_id
        unit_id = offices()[unit_id].parent_id
