"""Numerators and denominators on pages: where a list shows exactly what is counted, a link."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from portal.lib.dates import local_day
from reports.measures.shares import Share, amount
from reports.numbers import number
from reports.periods import Period
from reports.scope import Scope
from reports.selections import MEASURES, Selection

# By ratio or indicator, the measures of `reports.selections` above and below the line.
LISTS = {
    "dung-han": ("", "da-giai-quyet"),
    "tien-do": ("", "tiep-nhan"),
    "truc-tuyen": ("dvctt-truc-tuyen", "dvctt"),
    "toan-trinh": ("toan-trinh-truc-tuyen", "toan-trinh"),
    "tren-tong-so": ("truc-tuyen", "tiep-nhan"),
    "so-hoa": ("so-hoa", ""),
    "ket-qua-dien-tu": ("kq-dien-tu", "da-giai-quyet"),
    "khai-thac": ("", "tiep-nhan"),
    "dong-bo": ("", "tiep-nhan"),
    "thanh-toan": ("", "co-phi"),
}


@dataclass(frozen=True)
class Whose:
    """Figures of `scope` over `period`, counted up to `until`."""

    scope: Scope
    period: Period
    until: datetime

    def selection(self, measure: str, procedure: int | None = None) -> Selection:
        over = self.period.is_over(local_day(self.until))
        until = None if over else self.until
        return Selection(self.scope, measure, self.period, until=until, procedure=procedure)


@dataclass(frozen=True)
class Linked:
    """The two numbers of a share, as they stand in the cells of a table."""

    above: SafeString | str
    below: SafeString | str


def linked(slug: str, share: Share, whose: Whose, procedure: int | None = None) -> Linked:
    measures = LISTS.get(slug, ("", ""))
    above, below = (
        _link(count, measure, whose, procedure)
        for count, measure in zip((share.numerator, share.denominator), measures, strict=True)
    )
    return Linked(above, below)


def _link(count: int | None, measure: str, whose: Whose, procedure: int | None) -> SafeString | str:
    if count is None or not measure:
        return amount(count)
    label = MEASURES[measure].label
    return number(count, whose.selection(measure, procedure), label).link
