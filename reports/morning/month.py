"""Ratios of the period against the year's targets; what nobody counts yet stays open."""

from dataclasses import dataclass

from portal.lib.money import dots
from reports.citizen_reports.measures import KEPT
from reports.citizen_reports.numbers import number as reports_number
from reports.citizen_reports.selections import ReportSelection
from reports.drawing.bars import Gauge, gauge
from reports.measures.ratios import DIGITISED, E_RESULTS, ONLINE, REPORTS_ANSWERED, Ratio
from reports.morning.counted import Counted
from reports.morning.question import Question
from reports.numbers import Number, number

# ratio -> what its numerator is a list of; None for what is not counted yet
SHOWN = {
    ONLINE: "dvctt-truc-tuyen",
    "thanh-toan": None,
    DIGITISED: "so-hoa",
    E_RESULTS: "kq-dien-tu",
    REPORTS_ANSWERED: KEPT,
    "hai-long": None,
}


@dataclass(frozen=True)
class Line:
    label: str
    words: str
    gauge: Gauge | None
    target: str
    number: Number | None  # the numerator, where it is counted
    whole: str
    note: str


def lines(question: Question, counted: Counted, *, conduct: bool) -> list[Line]:
    """`conduct`: whoever looks may open reports about officers. Reports know no field."""
    return [
        _line(question, ratio, conduct=conduct)
        for ratio in counted.ratios
        if ratio.slug in SHOWN and not (ratio.slug == REPORTS_ANSWERED and question.asked.field)
    ]


def _line(question: Question, ratio: Ratio, *, conduct: bool) -> Line:
    return Line(
        label=ratio.label,
        words=ratio.words,
        gauge=gauge(ratio.value, ratio.target) if ratio.value is not None else None,
        target=f"đích {ratio.target_words}" if ratio.target_words else "",
        number=_numerator(question, ratio, conduct=conduct),
        whole=dots(ratio.denominator or 0),
        note=ratio.note if ratio.value is None else "",
    )


def _numerator(question: Question, ratio: Ratio, *, conduct: bool) -> Number | None:
    measure, count, of = SHOWN[ratio.slug], ratio.numerator, ratio.label.lower()
    if measure is None or count is None:
        return None
    if ratio.slug != REPORTS_ANSWERED:
        return number(count, question.over(measure), of)
    asked = ReportSelection(question.scope, measure, conduct, question.period)
    return reports_number(count, asked, of)
