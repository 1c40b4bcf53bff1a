"""How much waits at the desk of reports: the numbers beside the menu, on every page of staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Perm
from feedback.desk.due import NEXT_DUE
from feedback.models import RemovalRequest, Report
from portal.lib.kept import kept


@dataclass(frozen=True)
class Numbers:
    """Of one office: open reports, and those of them that are over a date."""

    open: int = 0
    late: int = 0


@dataclass(frozen=True)
class Pulse:
    by_unit: Mapping[int, Numbers] = field(default_factory=dict)
    by_root: Mapping[int, Numbers] = field(default_factory=dict)
    removals: Mapping[int, int] = field(default_factory=dict)  # by the id of the commune


@kept("PULSE_KEPT_SECONDS")
def pulse() -> Pulse:
    """Reports about officers are left out: hardly anybody may know that there are any."""
    at = timezone.now()
    rows: Any = Report.objects.open().filter(is_test=False, about_conduct=False).order_by()
    rows = rows.annotate(next_due=NEXT_DUE).values_list("root_unit_id", "unit_id")
    by_unit: dict[int, Numbers] = {}
    by_root: dict[int, Numbers] = {}
    for root, unit, number, late in rows.annotate(
        number=Count("pk"), late=Count("pk", filter=Q(next_due__lt=at))
    ):
        by_unit[unit] = Numbers(number, late)
        before = by_root.get(root, Numbers())
        by_root[root] = Numbers(before.open + number, before.late + late)
    wishes: Any = RemovalRequest.objects.filter(done_at__isnull=True).order_by()
    waiting = dict(wishes.values_list("report__root_unit_id").annotate(Count("pk")))
    return Pulse(by_unit, by_root, waiting)


def numbers_of(user: User) -> Numbers:
    """What lies before this member of staff: of the whole commune, or of the own office."""
    unit = user.unit
    if unit is None or Perm.REPORTS not in user.permissions:
        return Numbers()
    if Perm.ALL_REPORTS in user.permissions:
        return pulse().by_root.get(unit.root_id_or_self, Numbers())
    return pulse().by_unit.get(unit.pk, Numbers())


def removals_of(user: User) -> int:
    return pulse().removals.get(user.unit.root_id_or_self, 0) if user.unit else 0
