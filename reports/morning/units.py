"""The table by unit: what is late and comes today, and how what ended was kept."""

from dataclasses import dataclass

from django.urls import reverse

from portal.lib.money import dots
from reports.counting.figures import Figures
from reports.drawing.bars import Piece, split
from reports.measures.shares import MISSING, Share
from reports.morning.counted import Counted
from reports.morning.live import Open
from reports.morning.question import Question
from reports.now_rows import IN_HAND, LATE, TODAY
from reports.numbers import Number, number
from reports.open_now import OpenCounts
from reports.scope import Scope

MOST = 12  # of a province; the others are one click away
NONE = OpenCounts()


@dataclass(frozen=True)
class Part:
    """A share with the numbers it comes from."""

    words: str
    number: Number | None = None
    whole: str = ""


@dataclass(frozen=True)
class UnitRow:
    name: str
    url: str
    late: Number
    today: Number
    in_hand: Number
    pieces: list[Piece]
    kept: str  # the bar in words
    late_share: Part
    online: Part


@dataclass(frozen=True)
class Units:
    rows: list[UnitRow]
    total: int

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.rows)


def units(question: Question, found: Open, counted: Counted | None) -> Units:
    """Whoever has dossiers, the late ones first."""
    by_unit = counted.by_unit if counted else {}
    there = [
        (part, found.by_unit.get(part.office.id, NONE), by_unit.get(part.office.id, Figures()))
        for part in question.scope.parts
    ]
    there = [one for one in there if one[1].in_hand or one[2].closed or one[2].received]
    there.sort(key=lambda one: (-one[1].late, -one[1].today, -one[1].in_hand))
    rows = [_row(question, *one) for one in there[:MOST]]
    return Units(rows, len(there))


def _row(question: Question, part: Scope, now: OpenCounts, figures: Figures) -> UnitRow:
    def of_now(measure: str, words: str) -> Number:
        return number(now.of(measure), question.now(measure, part), f"{words}, {part.words}")

    parts = (
        ("early", figures.closed_early),
        ("on-time", figures.closed_on_time),
        ("late", figures.closed_late),
    )
    return UnitRow(
        name=part.words,
        url=f"{reverse('reports:unit', args=[part.office.code])}{'?rieng=1' if part.alone else ''}",
        late=of_now(LATE, "đang trễ hạn"),
        today=of_now(TODAY, "đến hạn hôm nay"),
        in_hand=of_now(IN_HAND, "đang xử lý"),
        pieces=split(parts),
        kept=_kept(figures),
        late_share=_share(question, part, figures.closed_late, figures.closed, "qua-han", "trễ"),
        online=_share(
            question, part, figures.came_online, figures.offered_online,
            "dvctt-truc-tuyen", "nộp trực tuyến",
        ),
    )  # fmt: skip


def _kept(figures: Figures) -> str:
    early, on_time, late = figures.closed_early, figures.closed_on_time, figures.closed_late
    return f"{early} trước hạn, {on_time} đúng hạn, {late} trễ"


def _share(
    question: Question, part: Scope, count: int, whole: int, measure: str, words: str
) -> Part:
    share = Share(count, whole)
    if share.value is None:
        return Part(MISSING)
    found = number(count, question.over(measure, part), f"{words}, {part.words}")
    return Part(share.words, found, dots(whole))
