"""Other reports of the same matter: near, with alike pictures, from the same phone; and its kin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from textwrap import shorten

from django.db.models import Q
from django.urls import reverse

from accounts.desk import Desk
from feedback.desk.reporters import may_see
from feedback.media.alike import alike
from feedback.models import Report, Reporter
from feedback.nearby import Near, nearby
from feedback.workflow import Label
from portal.lib.dates import short_moment

LIMIT = 5
EXCERPT = 100  # letters of its text
SAME_PERSON_DAYS = 30


@dataclass(frozen=True)
class Related:
    """Another report in a line; `why` it is named here."""

    code: str
    title: str
    text: str
    why: str
    label: Label
    received: str
    url: str


def candidates(report: Report, desk: Desk) -> list[Related]:
    """What this one may repeat, the surest first, each once, as far as the person may see it."""
    visible = Report.objects.visible_to(desk.user).exclude(pk=report.pk).filter(is_test=False)
    found: dict[int, str] = {
        **dict.fromkeys(_of_same_person(report, desk), "Cùng người gửi"),
        **_near(report, desk),
        **dict.fromkeys(_alike(report, desk), "Ảnh gần giống"),
    }
    order = {pk: place for place, pk in enumerate(reversed(found))}
    rows = visible.filter(pk__in=found, parent__isnull=True).select_related("category")
    return [related(row, found[row.pk]) for row in sorted(rows, key=lambda row: order[row.pk])]


def kin_of(report: Report, desk: Desk) -> list[Related]:
    """What it was merged into or split from, and what was merged into it or split from it.

    By one query; by none where `for_sheet` found that there is none.
    """
    ancestors = [pk for pk in (report.parent_id, report.split_from_id) if pk]
    if not ancestors and not getattr(report, "has_offspring", True):
        return []
    kin = Q(parent=report) | Q(split_from=report)
    kin |= Q(pk__in=ancestors)
    visible = Report.objects.visible_to(desk.user).filter(kin)
    return [
        related(row, _kinship(report, row))
        for row in visible.select_related("category").order_by("pk")
    ]


def near_lines(report: Report, desk: Desk) -> list[Related]:
    """Open reports around it, nearest first, whether they are public or not."""
    return [related(row.report, f"Cách {row.metres} m") for row in _nearest(report, desk)]


def _kinship(report: Report, other: Report) -> str:
    if other.pk == report.parent_id:
        return "Đã gộp vào phản ánh này"
    if other.pk == report.split_from_id:
        return "Tách ra từ phản ánh này"
    return "Được gộp vào đây" if other.parent_id == report.pk else "Tách ra thành"


def _near(report: Report, desk: Desk) -> dict[int, str]:
    return {row.report.pk: f"Cách {row.metres} m" for row in reversed(_nearest(report, desk))}


def _nearest(report: Report, desk: Desk) -> list[Near]:
    if report.lat is None or report.long is None:
        return []
    near = nearby(
        report.lat, report.long, report.category, at=desk.at, limit=LIMIT + 1, staff=desk.user
    )
    return [row for row in near if row.report.pk != report.pk][:LIMIT]


def _alike(report: Report, desk: Desk) -> list[int]:
    rows = alike(report, at=desk.at, limit=LIMIT)
    return [row.media.report_id for row in rows if row.media.report_id is not None]


def _of_same_person(report: Report, desk: Desk) -> Iterable[int]:
    """Only for those who may know who it is."""
    if not may_see(desk):
        return []
    phone = Reporter.objects.filter(report=report).exclude(phone="").values("phone")[:1]
    since = desk.at - timedelta(days=SAME_PERSON_DAYS)
    same = Reporter.objects.filter(phone=phone, report__received_at__gte=since)
    return same.exclude(report=report).values_list("report_id", flat=True)[:LIMIT]


def related(report: Report, why: str) -> Related:
    return Related(
        code=report.code,
        title=report.category.name,
        text=shorten(report.text, EXCERPT, placeholder="…"),
        why=why,
        label=report.label,
        received=short_moment(report.received_at),
        url=reverse("feedback:desk-report", args=[report.code]),
    )
