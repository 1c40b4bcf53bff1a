"""Ratios of the period against the year's targets; what nobody counts yet stays open."""

from dataclasses import dataclass

from portal.lib.money import dots
from reports.drawing.bars import Gauge, gauge
from reports.measures.ratios import DIGITISED, E_RESULTS, ONLINE, Ratio
from reports.morning.counted import Counted
from reports.morning.question import Question
from reports.numbers import Number, number

# ratio -> what its numerator is a list of; None for what is not counted yet
SHOWN = {
    ONLINE: "dvctt-truc-tuyen",
    "thanh-toan": None,
    DIGITISED: "so-hoa",
    E_RESULTS: "kq-dien-tu",
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


def lines(question: Question, counted: Counted) -> list[Line]:
    return [_line(question, ratio) for ratio in counted.ratios if ratio.slug in SHOWN]


def _line(question: Question, ratio: Ratio) -> Line:
    measure = SHOWN[ratio.slug]
    return Line(
        label=ratio.label,
        words=ratio.words,
        gauge=gauge(ratio.value, ratio.target) if ratio.value is not None else None,
        target=f"đích {ratio.target_words}" if ratio.target_words else "",
        number=number(ratio.numerator, question.over(measure), ratio.label.lower())
        if measure and ratio.numerator is not None
        else None,
        whole=dots(ratio.denominator or 0),
        note=ratio.note if ratio.value is None else "",
    )
