"""Published reports as points of the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.disclosure import DECIMALS, public_point
from feedback.map_marks import marks
from feedback.maps import Box, whole_box
from feedback.models import Report
from feedback.models.report import ReportQuerySet
from feedback.public import words
from feedback.public.choosing import ChoosingForm
from portal.lib.errors import Refused

MOST = 2000  # reports on one map; the newest
NEAR = 10**-DECIMALS  # degrees: a rounded point lies so near its true one
SIDES = ("south", "west", "north", "east")


@dataclass(frozen=True, slots=True)
class Placed:
    report: Report
    lat: float
    long: float


@require_safe
def report_points(request: HttpRequest) -> HttpResponse:
    """GeoJSON for `static/js/map.js`: `khung` is the box in view, `muc` its zoom."""
    form = ChoosingForm(request.GET)
    try:
        box = read_box(request.GET.get("khung", ""))
    except Refused as refused:
        return JsonResponse({"detail": refused.message}, status=refused.status)
    if not form.is_valid():
        return JsonResponse({"detail": _("Chọn một dòng trong danh sách")}, status=422)
    at = timezone.now()
    found = placed_in(box, form.chosen().reports(at))
    return JsonResponse(as_geojson(found, request.GET.get("muc", ""), at))


def read_box(text: str) -> Box:
    """`south,west,north,east` in degrees; empty: around everything."""
    if not text:
        return whole_box()
    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        south, west, north, east = 1, 0, 0, 0
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise Refused("box", _("Khung bản đồ viết theo thứ tự nam,tây,bắc,đông, tính bằng độ"))
    return south, west, north, east


def placed_in(box: Box, reports: ReportQuerySet) -> list[Placed]:
    """The newest reports whose public point lies in the box, at most `MOST` and one more.

    Asked for by their true points in a box a little larger, chosen by their public ones: whoever
    narrows the box never learns more than these.
    """
    south, west, north, east = box
    near = reports.filter(
        lat__range=(south - NEAR, north + NEAR), long__range=(west - NEAR, east + NEAR)
    )
    columns = (
        "code", "lat", "long", "status", "closed_at", "answered_at", "answer_due_at", "due_at",
        "resolved_at", "received_at", "category",
    )  # fmt: skip
    newest = near.select_related("category").order_by("-received_at", "-pk").only(*columns)
    # The fields of the category are wanted whole: `only` names those of the report.
    return [placed for placed in _placed(newest[: MOST + 1]) if _inside(placed, box)]


def _placed(reports: Iterable[Report]) -> Iterable[Placed]:
    for report in reports:
        if point := public_point(report):
            yield Placed(report, *point)


def _inside(placed: Placed, box: Box) -> bool:
    south, west, north, east = box
    return south <= placed.lat <= north and west <= placed.long <= east


def as_geojson(found: list[Placed], zoom: str, at: datetime) -> dict[str, Any]:
    """`more`: there are reports that the map does not draw."""
    shown = marks(found[:MOST], zoom, lambda placed: _facts(placed.report, at))
    return {**shown, "more": len(found) > MOST}


def _facts(report: Report, at: datetime) -> dict[str, str]:
    return {
        "title": words.category_name(report.category),
        "url": reverse("feedback:report", args=[report.code]),
        "mark": words.mark(report, at),
        "text": f"{words.status_badge(report).text} · {words.sent_at(report)}",
    }
