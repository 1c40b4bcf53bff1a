"""Open reports around a point that may be the same matter.

A bounding box on the index of points, then the distance: the cost follows how many lie near, not
how many there are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import User
from feedback.models import Category, Report
from feedback.models.report import ReportQuerySet
from feedback.models.report_indexes import OPEN_REPORT
from feedback.workflow import ANSWERS
from geo.sphere import box_around, metres_between


@dataclass(frozen=True)
class Near:
    report: Report
    metres: int


def nearby(
    lat: float,
    long: float,
    category: Category,
    *,
    at: datetime,
    limit: int = 5,
    staff: User | None = None,
) -> list[Near]:
    """Of the same group within the category's distance, nearest first.

    Citizens see what is public and open, and only where the exact point is public. Staff see
    what they may open, public or not, and what was answered lately. Reports about officers never.
    """
    found = _candidates(category, at, staff).filter(**_box(lat, long, category))
    near = (Near(one, metres_between(lat, long, one.lat or 0, one.long or 0)) for one in found)
    within = [one for one in near if one.metres <= category.near_metres]
    return sorted(within, key=lambda one: (one.metres, one.report.pk))[:limit]


def _candidates(category: Category, at: datetime, staff: User | None) -> ReportQuerySet:
    alike = Report.objects.filter(category__group=category.group, about_conduct=False)
    if staff:
        lately = Q(status__in=ANSWERS, closed_at__gte=at - timedelta(days=category.near_days))
        alike = alike.visible_to(staff).filter(OPEN_REPORT | lately, is_test=False)
    else:
        alike = alike.public().open().filter(category__publication=Category.Publication.OPEN)
    return alike.select_related("category", "unit")


def _box(lat: float, long: float, category: Category) -> dict[str, tuple[float, float]]:
    south, west, north, east = box_around(lat, long, category.near_metres)
    return {"lat__range": (south, north), "long__range": (west, east)}
