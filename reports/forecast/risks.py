"""Dễ trễ: the open dossiers that most likely miss their date, in words, with what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.lib.dates import clock, short_day
from reports.forecast.guessing import may_come_late
from reports.forecast.reasons import REASONS, Reason
from reports.lists.rows import ListRow, columns, rows_of
from reports.models import ForecastBin, ForecastFit, LateChance
from reports.selections import Selection

MOST = 50  # rows: a list to act on, not to read through
LIKELY = 0.3
_WORDS = ((0.75, "Rất dễ trễ"), (0.45, "Dễ trễ"), (LIKELY, "Có thể trễ"))
_TOP, _STEP = 90, 10  # percent: nothing is more certain or finer than that


@dataclass(frozen=True)
class Risk:
    row: ListRow
    words: str
    about: str  # `khoảng 70%`
    reason: Reason


@dataclass(frozen=True)
class Trust:
    """How forecasts of the last weeks turned out."""

    tested: int
    late: int
    better: str  # `38%` fewer errors than the usual share; empty when it is not better
    bins: list[tuple[str, str, str]]  # what was said, how many, how many came late
    learned: str


def likely(selection: Selection, at: datetime) -> tuple[list[Any], dict[int, LateChance]]:
    """Lines of `reports.lists.rows.columns`, the likeliest first, and the chance of each."""
    chances = LateChance.objects.filter(selection.scope.condition, chance__gte=LIKELY)
    if selection.field is not None:
        chances = chances.filter(dossier__field_id=selection.field)
    found = {one.dossier_id: one for one in chances.order_by("-chance")[:MOST]}
    lines = columns(may_come_late(at).filter(pk__in=found))
    return sorted(lines, key=lambda line: -found[line.pk].chance), found


def risks_of(
    lines: Sequence[Any], chances: dict[int, LateChance], at: datetime, permissions: Iterable[str]
) -> list[Risk]:
    rows = zip(lines, rows_of(lines, at, permissions=permissions), strict=True)
    return [
        Risk(row, words_of(chance.chance), about(chance.chance), REASONS[chance.because])
        for row, chance in ((row, chances[line.pk]) for line, row in rows)
    ]


def words_of(chance: float) -> str:
    return next((words for least, words in _WORDS if chance >= least), "")


def about(chance: float) -> str:
    """`khoảng 70%`: in steps of ten, as fine as it deserves."""
    percent = round(100 * chance / _STEP) * _STEP
    return f"trên {_TOP}%" if percent > _TOP else f"khoảng {percent}%"


def counted_at(chances: dict[int, LateChance]) -> datetime | None:
    """When chances were counted last; None: never, or nothing is open."""
    if chances:
        return max(one.counted_at for one in chances.values())
    return LateChance.objects.order_by("-pk").values_list("counted_at", flat=True).first()


def trust() -> Trust | None:
    """None until forecasts could be compared with what came."""
    fitted = ForecastFit.objects.first()
    if fitted is None or fitted.brier is None or not fitted.brier_usual:
        return None
    skill = 1 - fitted.brier / fitted.brier_usual
    return Trust(
        fitted.tested,
        fitted.late,
        f"{100 * skill:.0f}%" if skill > 0 else "",
        [_bin_words(one) for one in ForecastBin.objects.all()],
        f"{clock(fitted.fitted_at)} ngày {short_day(fitted.fitted_at)}",
    )


def _bin_words(one: ForecastBin) -> tuple[str, str, str]:
    return (
        f"{100 * one.said:.0f}%",
        str(one.tested),
        f"{one.late} ({100 * one.late / one.tested:.0f}%)",
    )
