"""What citizens' reports give to ratios, the index of QĐ 766 and the nine indicators."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from feedback.figures import ReportFigures, figures
from feedback.models import Group
from reports.citizen_reports.measures import RECEIVED
from reports.citizen_reports.selections import ReportSelection
from reports.periods import Period
from reports.scope import Scope

KEPT_SECONDS = 300


@dataclass(frozen=True)
class Petitions:
    """Of all reports, and of those about procedures and officers: these alone are phản ánh, kiến
    nghị to QĐ 766 and TT 01/2018 (domain 10). `founded`: true or partly true ones about officers.
    """

    all: ReportFigures = ReportFigures()
    service: ReportFigures = ReportFigures()
    founded: int = 0


def petitions_of(scope: Scope, period: Period, until: datetime, *, conduct: bool) -> Petitions:
    """Of those received in the period. Two queries, and none as long as the count of everything
    else is the same: `until`, as `counting.figures.totals` has it. `conduct`: with those about
    officers, for who may see them."""
    key = f"petitions:{scope.office.id}:{scope.alone:d}:{period.first}:{period.last}"
    key += f":{until.timestamp()}:{conduct:d}"
    found: Petitions | None = cache.get(key)
    if found is None:
        found = _count(scope, period, until, conduct)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _count(scope: Scope, period: Period, at: datetime, conduct: bool) -> Petitions:
    received = ReportSelection(scope, RECEIVED, conduct, period).everything()
    found = figures(received, "category__group", "about_conduct", at=at)
    of_officers = [one for (_, is_conduct), one in found.items() if is_conduct]
    return Petitions(
        all=ReportFigures.added(found.values()),
        service=ReportFigures.added(
            one for (group, _), one in found.items() if group == Group.SERVICE
        ),
        founded=sum(one.found_true + one.found_partly for one in of_officers),
    )
