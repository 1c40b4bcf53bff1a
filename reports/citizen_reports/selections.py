"""What a number about citizens' reports counts: as `reports.selections` for dossiers.

A `ReportSelection` is a measure within a scope, a period and filters; `reports(at)` are the
reports, `query()` is the address of their list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Perm
from feedback.models import Group, Report
from feedback.models.report import ReportQuerySet
from portal.lib.dates import midnight
from portal.lib.text import clean
from reports.citizen_reports.hot_spots import of_one_hot_spot
from reports.citizen_reports.measures import HOT_SPOT, LATE, MEASURES, condition
from reports.periods import DAY, Period
from reports.scope import Scope

NOWHERE = "-"  # in the place of an area
_LONGEST = 60  # of a code in an address


@dataclass(frozen=True)
class ReportSelection:
    """`conduct`: whether reports about officers are counted; only for who may see them."""

    scope: Scope
    measure: str
    conduct: bool
    period: Period | None = None
    group: str = ""
    category: str = ""
    area: str = ""  # code, or NOWHERE
    around: str = ""  # code of a report: the hot spot it lies in

    def reports(self, at: datetime) -> ReportQuerySet:
        """Exactly what the figure of this selection counts."""
        if self.measure == HOT_SPOT:
            together = of_one_hot_spot(self.everything(), self.around, at)
            return Report.objects.filter(pk__in=together)
        return self.everything().filter(condition(self.measure, at))

    def everything(self) -> ReportQuerySet:
        """Whatever its measure: of its scope, period and filters."""
        found = Report.objects.filter(self._within(), is_test=False).filter(self._filters())
        if self.period is None:
            return found
        first, after = midnight(self.period.first), midnight(self.period.last + DAY)
        return found.filter(received_at__gte=first, received_at__lt=after)

    def _within(self) -> Q:
        """Communes are always named: the indexes begin with them."""
        if self.scope.is_whole:
            return Q(root_unit_id__in=self.scope.roots)
        return Q(root_unit_id=self.scope.office.root_id, unit_id__in=sorted(self.scope.ids))

    def _filters(self) -> Q:
        found = Q() if self.conduct else Q(about_conduct=False)
        if self.group:
            found &= Q(category__group=self.group)
        if self.category:
            found &= Q(category__code=self.category)
        if self.area == NOWHERE:
            found &= Q(area__isnull=True)
        elif self.area:
            found &= Q(area__code=self.area)
        return found

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def of_now(self, measure: str) -> Self:
        return self.but(measure=measure, period=None)

    def query(self) -> str:
        """For the address of the list, readable and complete."""
        pairs = {"so": self.measure} | self.scope.pairs()
        if self.period:
            days = {"tu": self.period.first.isoformat(), "den": self.period.last.isoformat()}
            pairs |= {"ky": "tu-chon"} | days
        pairs |= {"nhom": self.group, "loai": self.category, "dia-ban": self.area}
        pairs["quanh"] = self.around
        return urlencode({name: value for name, value in pairs.items() if value})

    @classmethod
    def read(cls, data: Mapping[str, str], user: User, at: datetime) -> Self:
        """What an address asks for; an unknown group or measure counts as not given. `Refused` for
        a period or a unit that cannot be."""
        measure = data.get("so", "")
        measure = measure if measure in MEASURES else LATE
        period = None
        if not MEASURES[measure].of_now:
            period = Period.read(data, timezone.localdate(at))
        words = {name: clean(data.get(name, ""))[:_LONGEST] for name in _WORDS}
        return cls(
            Scope.read(data, user),
            measure,
            sees_conduct(user),
            period,
            group=words["nhom"] if words["nhom"] in Group.values else "",
            category=words["loai"],
            area=words["dia-ban"],
            around=words["quanh"],
        )


_WORDS = ("nhom", "loai", "dia-ban", "quanh")


def sees_conduct(user: User) -> bool:
    return Perm.CONDUCT in user.permissions
