"""The list of reports staff work from: tabs by date, filters, how many lie in each.

What is open is answered by the partial indexes of open reports, so the cost does not grow with
history; the tab of ended ones reads a page at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from accounts.desk import Desk
from accounts.offices import offices
from dossiers.staff.due_tabs import Tab, ends_of_tabs
from feedback.desk.due import NEXT_DUE
from feedback.models import Media, Report, Severity
from feedback.models.report import ReportQuerySet
from feedback.workflow import Status
from portal.lib.text import clean, fold
from worktime.arithmetic import WorkCalendar

PAGE_SIZE = 50
ENDED = "xong"  # the tab beside those of open reports


TABS = (
    Tab("", "Tất cả"),
    Tab("tre", "Quá hạn", "late"),
    Tab("hom-nay", "Hôm nay", "soon"),
    Tab("hai-ngay", "2 ngày tới", "ok"),
    Tab("sau-do", "Sau đó"),
    Tab("cho-co-quan", "Cơ quan khác", "wait"),
    Tab(ENDED, "Đã xong"),
)


def tab_conditions(calendar: WorkCalendar, at: datetime) -> dict[str, Q]:
    """Tab -> which open reports, by their `next_due`; together they hold each once."""
    tonight, soon = ends_of_tabs(calendar, at)
    outside, ahead = Q(status=Status.FORWARDED), Q(next_due__gte=at)
    return {
        "": Q(),
        "tre": Q(next_due__lt=at),
        "cho-co-quan": outside & ahead,
        "hom-nay": ~outside & ahead & Q(next_due__lt=tonight),
        "hai-ngay": ~outside & Q(next_due__gte=tonight, next_due__lt=soon),
        "sau-do": ~outside & Q(next_due__gte=soon),
    }


@dataclass(frozen=True)
class Filters:
    """What the address of the list asks for; unknown values count as not given."""

    tab: str = ""
    category: str = ""
    area: int | None = None
    unit: str = ""
    status: str = ""
    severity: str = ""
    words: str = ""
    mine: bool = False
    pictured: bool = False

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "Filters":
        tab, status, severity = data.get("han", ""), data.get("buoc", ""), data.get("muc-do", "")
        area = data.get("dia-ban", "")
        return cls(
            tab=tab if tab in {tab.slug for tab in TABS} else "",
            category=clean(data.get("loai", ""))[:40],
            area=int(area) if area.isascii() and area.isdigit() and len(area) < 10 else None,
            unit=clean(data.get("don-vi", ""))[:30],
            status=status if status in set(Status) else "",
            severity=severity if severity in Severity.values else "",
            words=clean(data.get("tim", ""))[:80],
            mine=data.get("cua-toi") == "1",
            pictured=data.get("co-anh") == "1",
        )

    def pairs(self) -> dict[str, Any]:
        """The same as parameters of an address; what is not asked for is left out."""
        pairs = {
            "han": self.tab,
            "loai": self.category,
            "dia-ban": self.area,
            "don-vi": self.unit,
            "buoc": self.status,
            "muc-do": self.severity,
            "tim": self.words,
            "cua-toi": "1" if self.mine else "",
            "co-anh": "1" if self.pictured else "",
        }
        return {name: value for name, value in pairs.items() if value}

    def query(self, **changes: Any) -> str:
        """The address with some of it changed: `han=tre&loai=o-ga`."""
        return urlencode(replace(self, **changes).pairs())

    def condition(self, desk: Desk) -> Q:
        """Everything but the tab."""
        chosen = (
            (self.category, Q(category__code=self.category)),
            (self.area, Q(area_id=self.area)),
            (self.unit, Q(unit_id__in=_unit_ids(self.unit))),
            (self.status, Q(status=self.status)),
            (self.severity, Q(severity=self.severity)),
            (self.mine, Q(assignee=desk.user)),
            (self.pictured, Q(Exists(_pictures()))),
            (self.words, Q(fold__contains=fold(self.words)) | Q(code__icontains=self.words)),
        )
        return reduce(and_, (condition for value, condition in chosen if value), Q())


def _unit_ids(code: str) -> list[int]:
    return [pk for pk, office in offices().items() if office.code == code]


def _pictures() -> Any:
    return Media.objects.filter(report=OuterRef("pk"), state=Media.State.CLEAN)


def seen_by(desk: Desk) -> ReportQuerySet:
    """Whatever this member of staff may open; reports that only try a program out are none."""
    return Report.objects.visible_to(desk.user).filter(is_test=False)


@dataclass(frozen=True)
class Queue:
    """The reports of one person as they stand at one moment."""

    desk: Desk
    filters: Filters = field(default_factory=Filters)

    def rows(self) -> ReportQuerySet:
        """What the chosen tab and filters hold, not yet in order."""
        wanted = self.filters.condition(self.desk)
        if self.filters.tab == ENDED:
            return seen_by(self.desk).filter(wanted, closed_at__isnull=False)
        tabs = tab_conditions(self.desk.calendar, self.desk.at)
        return self._open().filter(wanted & tabs[self.filters.tab])

    @property
    def key(self) -> str:
        """What the rows are in order of."""
        return "received_at" if self.filters.tab == ENDED else "next_due"

    def counts(self) -> dict[str, int]:
        """Of every tab of open reports as the filters let them through, by one query."""
        tabs = tab_conditions(self.desk.calendar, self.desk.at)
        tab = Case(*(When(when, then=Value(slug)) for slug, when in tabs.items() if slug))
        wanted: Any = self._open().filter(self.filters.condition(self.desk)).order_by()
        numbers = dict(wanted.values_list(tab).annotate(number=Count("pk")))
        counts = {slug: numbers.get(slug, 0) for slug in tabs if slug}
        return counts | {"": sum(counts.values())}

    def _open(self) -> Any:
        return seen_by(self.desk).open().annotate(next_due=NEXT_DUE)
