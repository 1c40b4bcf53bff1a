"""How reports went, counted: kept promises, truth, ratings. Anybody may count any reports.

Reports of one set, most often those received in a period, by any of their columns. Each number
here is that of a condition in `CONDITIONS`, so that whoever shows it can list what it counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Self

from django.db.models import (
    Count,
    DateField,
    DurationField,
    Expression,
    ExpressionWrapper,
    F,
    Q,
    Sum,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber, TruncMonth, TruncWeek

from feedback.models.report import ReportQuerySet
from feedback.models.report_indexes import OPEN_REPORT
from feedback.workflow import Status, Truth

SATISFIED = 4  # stars; so many and more
FEWEST = 5  # ratings that tell of an office and of no single person (ux 3.3)
_HOUR = timedelta(hours=1)


def conditions(at: datetime) -> dict[str, Q]:
    """By the name of its number. What was merged into another report is one matter with it, and
    answered there: it has no promise of its own to keep."""
    own = ~Q(status=Status.DUPLICATE)
    ended_at = Coalesce("resolved_at", "closed_at")
    return {
        "merged": Q(status=Status.DUPLICATE),
        "answered_in_time": own & Q(answered_at__lte=F("answer_due_at")),
        "answered_late": own & Q(answered_at__gt=F("answer_due_at")),
        "unanswered_late": own & OPEN_REPORT & Q(answered_at=None, answer_due_at__lt=at),
        "unanswered": own & OPEN_REPORT & Q(answered_at=None, answer_due_at__gte=at),
        "found_true": Q(truth=Truth.TRUE),
        "found_partly": Q(truth=Truth.PARTLY),
        "found_untrue": Q(truth=Truth.FALSE),
        "open": OPEN_REPORT,
        "overdue": OPEN_REPORT & Q(due_at__lt=at),
        "ended_in_time": own & ~OPEN_REPORT & Q(due_at__gte=ended_at),
        "ended_late": own & ~OPEN_REPORT & Q(due_at__lt=ended_at),
        "refused": Q(status=Status.REFUSED),
        "reopened": Q(reopenings__gt=0),
    }


@dataclass(frozen=True)
class ReportFigures:
    """`received` is all; the others are parts of it by `conditions`, and what was rated."""

    received: int = 0
    merged: int = 0
    answered_in_time: int = 0
    answered_late: int = 0
    unanswered_late: int = 0
    unanswered: int = 0
    found_true: int = 0
    found_partly: int = 0
    found_untrue: int = 0
    open: int = 0
    overdue: int = 0
    ended_in_time: int = 0
    ended_late: int = 0
    refused: int = 0
    reopened: int = 0
    rated: int = 0  # answers; a reopened report may have several
    satisfied: int = 0
    stars: int = 0  # of all ratings together

    @property
    def promised(self) -> int:
        """Whose first answer was given, or should have been by now."""
        return self.answered_in_time + self.answered_late + self.unanswered_late

    @property
    def missed(self) -> int:
        """Answered after the promised time, or still not."""
        return self.answered_late + self.unanswered_late

    @property
    def verified(self) -> int:
        return self.found_true + self.found_partly + self.found_untrue

    @property
    def ended(self) -> int:
        return self.ended_in_time + self.ended_late

    @property
    def mean_stars(self) -> float | None:
        return self.stars / self.rated if self.rated else None

    @classmethod
    def added(cls, several: Iterable["ReportFigures"]) -> Self:
        return cls(*map(sum, zip(*map(_columns, several), strict=True)))


Key = tuple[Any, ...]
_OF_RATINGS: Mapping[str, Expression] = {
    "rated": Count("ratings"),
    "satisfied": Count("ratings", filter=Q(ratings__stars__gte=SATISFIED)),
    "stars": Sum("ratings__stars"),
}
_columns = attrgetter(*(column.name for column in fields(ReportFigures)))
_TIMES: Mapping[str, Expression] = {
    "month": TruncMonth("received_at", output_field=DateField()),
    "week": TruncWeek("received_at", output_field=DateField()),
}


def figures(reports: ReportQuerySet, *by: str, at: datetime) -> dict[Key, ReportFigures]:
    """Of `reports` by the named columns (`unit_id`, `category_id`, `category__group`, `area_id`),
    or by the first day of the `month` or the Monday of the `week` they were received. Without any
    the one key is `()`, and it is always there. Two queries."""
    of_ratings = _grouped(reports.filter(ratings__isnull=False), by, _OF_RATINGS)
    counted = counts(reports, *by, at=at)
    return {key: replace(one, **of_ratings.get(key, {})) for key, one in counted.items()}


def counts(reports: ReportQuerySet, *by: str, at: datetime) -> dict[Key, ReportFigures]:
    """As `figures`, without ratings. One query."""
    numbers: dict[str, Expression] = {"received": Count("pk")}
    numbers |= {name: Count("pk", filter=part) for name, part in conditions(at).items()}
    return {key: ReportFigures(**row) for key, row in _grouped(reports, by, numbers).items()}


def median_hours(reports: ReportQuerySet, *by: str) -> dict[Key, float]:
    """From receipt to the first answer, by columns as `figures`; of those that have one. One query
    that gives at most two rows a group."""
    took = ExpressionWrapper(F("answered_at") - F("received_at"), DurationField())
    answered = _named(reports.filter(answered_at__isnull=False), by).annotate(took=took)
    groups = [F(name) for name in by]
    ranked = answered.annotate(
        place=Window(RowNumber(), partition_by=groups or None, order_by=[F("took").asc()]),
        of=Window(Count("pk"), partition_by=groups or None),
    )
    middle = ranked.filter(place__gte=F("of") / 2.0, place__lte=F("of") / 2.0 + 1)
    found: dict[Key, list[timedelta]] = {}
    for *key, length in middle.order_by().values_list(*by, "took"):
        found.setdefault(tuple(key), []).append(length)
    return {key: sum(pair, timedelta()) / len(pair) / _HOUR for key, pair in found.items()}


def _grouped(
    reports: ReportQuerySet, by: Sequence[str], numbers: Mapping[str, Expression]
) -> dict[Key, dict[str, int]]:
    if not by:
        return {(): {name: value or 0 for name, value in reports.aggregate(**numbers).items()}}
    rows = _named(reports, by).order_by().values(*by).annotate(**numbers)
    return {tuple(row.pop(name) for name in by): row for row in rows}


def _named(reports: ReportQuerySet, by: Sequence[str]) -> ReportQuerySet:
    return reports.annotate(**{name: _TIMES[name] for name in by if name in _TIMES})
