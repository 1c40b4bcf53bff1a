"""Reports of the list as points of the map (`static/js/map.js`)."""

from typing import Any

from django.urls import reverse

from feedback.desk.due import DATE_COLUMNS, Dates, badge_of
from feedback.desk.queue import Queue
from feedback.map_marks import marks
from feedback.workflow import LABELS

MOST = 1000  # points of one answer: those whose date comes first
_MARKS = {"late": "late", "off": "off"}


def points_of(found: Queue, view: str, zoom: str) -> dict[str, Any]:
    """GeoJSON of those that have a point in the `view` (south,west,north,east; empty: anywhere)."""
    rows = found.rows().filter(lat__isnull=False)
    if box := _box(view):
        south, west, north, east = box
        rows = rows.filter(lat__range=(south, north), long__range=(west, east))
    order = "-received_at" if found.key == "received_at" else found.key
    lines: Any = rows.order_by(order).values_list(
        "code", "lat", "long", "category__name", "area__name", *DATE_COLUMNS, named=True
    )
    return marks(lines[:MOST], zoom, lambda line: _facts(line, found))


def _box(view: str) -> list[float] | None:
    try:
        sides = [float(side) for side in view.split(",")]
    except ValueError:
        return None
    return sides if len(sides) == 4 else None


def _facts(line: Any, found: Queue) -> dict[str, str]:
    dates = Dates.of_line(line)
    badge = badge_of(dates, found.desk.calendar, found.desk.at)
    parts = (badge.text, LABELS[dates.status].staff, line.area__name)
    return {
        "title": f"{line.category__name} · {line.code}",
        "text": " · ".join(dict.fromkeys(part for part in parts if part)),
        "url": reverse("feedback:desk-report", args=[line.code]),
        "mark": _MARKS.get(badge.kind, "open"),
    }
