"""Numerators and denominators on pages: where a list shows exactly what is counted, a link."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from feedback.models import Group
from portal.lib.dates import local_day
from reports.citizen_reports.measures import KEPT, PROMISED
from reports.citizen_reports.measures import MEASURES as REPORT_MEASURES
from reports.citizen_reports.numbers import number as reports_number
from reports.citizen_reports.selections import ReportSelection
from reports.measures.ratios import REPORTS_ANSWERED
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
# The same of citizens' reports, with the group that is counted; empty: all.
REPORT_LISTS = {
    REPORTS_ANSWERED: (KEPT, PROMISED, ""),
    "phan-anh-dung-han": (KEPT, PROMISED, Group.SERVICE.value),
}


@dataclass(frozen=True)
class Whose:
    """Figures of `scope` over `period`, counted up to `until`. `conduct`: with reports about
    officers, which whoever looks may open."""

    scope: Scope
    period: Period
    until: datetime
    conduct: bool = False

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
    if slug in REPORT_LISTS:
        return _reports_linked(slug, share, whose)
    measures = LISTS.get(slug, ("", ""))
    above, below = (
        _link(count, measure, whose, procedure)
        for count, measure in zip((share.numerator, share.denominator), measures, strict=True)
    )
    return Linked(above, below)


def _reports_linked(slug: str, share: Share, whose: Whose) -> Linked:
    *measures, group = REPORT_LISTS[slug]
    asked = ReportSelection(whose.scope, "", whose.conduct, whose.period, group)
    above, below = (
        reports_number(count or 0, asked.but(measure=measure), REPORT_MEASURES[measure].label).link
        for count, measure in zip((share.numerator, share.denominator), measures, strict=True)
    )
    return Linked(above, below)


def _link(count: int | None, measure: str, whose: Whose, procedure: int | None) -> SafeString | str:
    if count is None or not measure:
        return amount(count)
    label = MEASURES[measure].label
    return number(count, whose.selection(measure, procedure), label).link
