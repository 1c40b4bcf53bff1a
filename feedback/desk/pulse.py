"""How much waits at the desk of reports: the numbers beside the menu, on every page of staff."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from accounts.offices import roots_seen_from
from accounts.permissions import Perm
from feedback.desk.due import NEXT_DUE
from feedback.models import RemovalRequest, Report
from portal.lib.kept import kept


class Numbers(NamedTuple):
    """Open reports, and those of them that are over a date."""

    open: int = 0
    late: int = 0


class Lot(NamedTuple):
    """What one office has, about officers or not: open reports, or wishes to remove."""

    root_unit_id: int
    unit_id: int
    about_conduct: bool
    number: int
    late: int = 0


class Pulse(NamedTuple):
    reports: Sequence[Lot]
    removals: Sequence[Lot]


_OF_REPORT = ("root_unit_id", "unit_id", "about_conduct")


@kept("PULSE_KEPT_SECONDS")
def pulse() -> Pulse:
    late = Count("pk", filter=Q(next_due__lt=timezone.now()))
    rows: Any = Report.objects.open().filter(is_test=False).order_by().annotate(next_due=NEXT_DUE)
    wishes: Any = RemovalRequest.objects.filter(done_at=None, report__is_test=False).order_by()
    counted = rows.values_list(*_OF_REPORT).annotate(number=Count("pk"), late=late)
    wished = wishes.values_list(*(f"report__{name}" for name in _OF_REPORT))
    return Pulse(
        [Lot(*row) for row in counted], [Lot(*row) for row in wished.annotate(Count("pk"))]
    )


def numbers_of(user: User) -> Numbers:
    """What lies before this member of staff."""
    lots = _seen(pulse().reports, user)
    return Numbers(sum(lot.number for lot in lots), sum(lot.late for lot in lots))


def removals_of(user: User) -> int:
    return sum(lot.number for lot in _seen(pulse().removals, user))


def _seen(lots: Iterable[Lot], user: User) -> list[Lot]:
    """As `ReportQuerySet.visible_to`; what lies elsewhere and was given to the person is left
    out."""
    unit, may = user.unit, user.permissions
    if unit is None or Perm.REPORTS not in may:
        return []
    roots = roots_seen_from(unit)
    return [
        lot
        for lot in lots
        if lot.root_unit_id in roots
        and (Perm.ALL_REPORTS in may or lot.unit_id == unit.pk)
        and (Perm.CONDUCT in may or not lot.about_conduct)
    ]
