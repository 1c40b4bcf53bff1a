"""Rows of the pages of ratios and indicators, with the numbers that lead to their dossiers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from reports.measures.evaluation import Evaluation
from reports.measures.index766 import OF_FIGURES, GroupScore, Index
from reports.measures.linked import Linked, Whose, linked
from reports.measures.ratios import KINDS, Ratio
from reports.measures.scoring import Line
from reports.measures.shares import amount
from reports.statutory.question import Question


@dataclass(frozen=True)
class RatioRow:
    ratio: Ratio
    means: str
    numbers: Linked

    @property
    def verdict(self) -> str:
        if self.ratio.value is None or self.ratio.target is None:
            return ""
        return "chưa đạt" if self.ratio.is_short else "đạt"


@dataclass(frozen=True)
class IndicatorRow:
    """`url`: who is behind it, where that is known."""

    line: Line
    numbers: Linked
    url: str = ""


def ratio_rows(ratios: Iterable[Ratio], whose: Whose) -> list[RatioRow]:
    return [
        RatioRow(one, KINDS[one.slug].means, linked(one.slug, one.share, whose)) for one in ratios
    ]


def index_groups(index: Index, whose: Whose) -> list[tuple[GroupScore, list[IndicatorRow]]]:
    return [(group, [_indicator(line, whose) for line in group.lines]) for group in index.groups]


def _indicator(line: Line, whose: Whose) -> IndicatorRow:
    url = reverse("reports:indicator", args=[line.slug]) if line.slug in OF_FIGURES else ""
    return IndicatorRow(line, linked(line.slug, line.share, whose), url)


def evaluation_rows(evaluation: Evaluation) -> list[IndicatorRow]:
    return [
        IndicatorRow(line, Linked(amount(line.share.numerator), amount(line.share.denominator)))
        for line in evaluation.lines
    ]


def crumbs(asked: Question, *places: tuple[str, str]) -> list[dict[str, str]]:
    """The way here: reports, then these (label, URL name), all asking the same."""
    way = (("Báo cáo", "reports"), *places)
    return [
        {"label": label, "url": f"{reverse(f'reports:{name}')}?{asked.query()}"}
        for label, name in way
    ]
