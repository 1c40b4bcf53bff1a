"""Figures of the period, from the summary rows; kept for some minutes by what they follow from,
the moment of the last count among it: the page is as new as the count, and counts once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Avg, Count

from reports.counting.figures import Figures, by_part, totals
from reports.measures.petitions import petitions_of
from reports.measures.ratios import Ratio, ratios
from reports.measures.targets import targets_of
from reports.morning.question import ENDED, Question

KEPT_SECONDS = 300


@dataclass(frozen=True)
class Mean:
    """Working days from reception to the end, on average, and of how many."""

    days: float
    of: int


@dataclass(frozen=True)
class Counted:
    whole: Figures
    by_unit: Mapping[int, Figures]
    ratios: list[Ratio]
    targets: Mapping[str, Decimal]
    means: Mapping[str, Mean]  # by the user name of who examined


def counted(question: Question, *, conduct: bool) -> Counted | None:
    """None before anything was counted. `conduct`: as `petitions_of`."""
    if question.until is None:
        return None
    key = f"morning:{question.key}:{question.until.timestamp()}:{conduct:d}"
    found: Counted | None = cache.get(key)
    if found is None:
        found = _count(question, question.until, conduct)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _count(question: Question, until: datetime, conduct: bool) -> Counted:
    scope, period, field = question.scope, question.period, question.asked.field
    by_unit = by_part(scope, period, until, field=field)
    of_procedures = totals(scope, period, until, by=("procedure_id",), field=field)
    targets = targets_of(scope, period.last)
    return Counted(
        whole=Figures.added(by_unit.values()),
        by_unit=by_unit,
        ratios=ratios(
            scope,
            {pk: row for (pk,), row in of_procedures.items()},
            petitions_of(scope, period, until, conduct=conduct),
            targets,
        ),
        targets=targets,
        means=_means(question) if question.scope.is_local else {},
    )


def _means(question: Question) -> dict[str, Mean]:
    ended = question.over(ENDED).dossiers(question.at)
    ended = ended.filter(days_taken__isnull=False, examiner__isnull=False).order_by()
    rows = ended.values("examiner__username").annotate(mean=Avg("days_taken"), of=Count("*"))
    return {row["examiner__username"]: Mean(row["mean"], row["of"]) for row in rows}
