"""Published reports of a month as open data: one set of columns, three ways to write it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from feedback.disclosure import public_address, public_media, public_point
from feedback.media.links import public_link
from feedback.models import Media, Report
from feedback.models.report import ReportQuerySet
from feedback.public.cards import with_pictures
from portal.lib.dates import midnight
from portal.lib.errors import Refused
from portal.lib.text import harmless

AT_ONCE = 500  # reports in memory
YEARS = range(2000, 2100)
BYTE_ORDER_MARK = "\ufeff"  # Excel takes the file for UTF-8
# The bulk columns of the Open311 community, and the pictures before and after.
COLUMNS = {
    "service_request_id": "mã phản ánh",
    "requested_datetime": "lúc gửi (ISO 8601, giờ Việt Nam)",
    "updated_datetime": "lần cuối có thay đổi công khai",
    "closed_date": "lúc xong; trống: đang xử lý",
    "status_description": "open: đang xử lý; closed: đã xong",
    "status_notes": "trả lời của đơn vị",
    "source": "gửi qua đâu: web, counter, phone, zalo, facebook, email, api",
    "service_name": "loại việc",
    "service_subtype": "nhóm việc",
    "description": "nội dung đã kiểm duyệt",
    "agency_responsible": "đơn vị phụ trách",
    "address": "nơi có việc, bằng chữ",
    "lat": "vĩ độ WGS 84; việc tế nhị được làm tròn ba số lẻ",
    "long": "kinh độ WGS 84",
    "answer_due": "hẹn trả lời lần đầu",
    "answered": "trả lời lần đầu; trống: chưa",
    "photo_before": "ảnh trước khi xử lý, đã che mặt người và biển số",
    "photo_after": "ảnh sau khi xử lý",
}
Row = dict[str, str | float | None]


def read_month(text: str) -> date:
    """The first day of `2026-11`; without any of this month."""
    if not text:
        return timezone.localdate().replace(day=1)
    try:
        month = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        month = date.min
    if month.year not in YEARS:
        raise Refused("month", "Ghi tháng dạng 2026-11", field="thang")
    return month


def rows(month: date) -> Iterator[Row]:
    """The oldest first."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    of_month = Report.objects.public().filter(
        received_at__gte=midnight(month), received_at__lt=midnight(following)
    )
    ordered: ReportQuerySet = with_pictures(of_month).select_related("unit", "category")
    for report in ordered.order_by("received_at", "pk").iterator(AT_ONCE):
        yield _row(report)


def _row(report: Report) -> Row:
    lat, long = public_point(report) or (None, None)
    return {
        "service_request_id": report.code,
        "requested_datetime": _moment(report.received_at),
        "updated_datetime": _moment(report.changed_at),
        "closed_date": _moment(report.closed_at),
        "status_description": "open" if report.is_open else "closed",
        "status_notes": report.answer,
        "source": report.channel,
        "service_name": report.category.name,
        "service_subtype": report.category.get_group_display(),
        "description": report.public_text,
        "agency_responsible": report.unit.name,
        "address": public_address(report),
        "lat": lat,
        "long": long,
        "answer_due": _moment(report.answer_due_at),
        "answered": _moment(report.answered_at),
        "photo_before": _picture(report, Media.Phase.BEFORE),
        "photo_after": _picture(report, Media.Phase.AFTER),
    }


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def _picture(report: Report, phase: str) -> str:
    of_phase = (media for media in public_media(report) if media.phase == phase)
    first = next(of_phase, None)
    return f"{settings.SITE_URL}{public_link(first, 'large')}" if first else ""


def as_csv(month: date) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _line(list(COLUMNS))
    for row in rows(month):
        yield _line([harmless(cell) if isinstance(cell, str) else cell for cell in row.values()])


def _line(cells: list[Any]) -> str:
    target = io.StringIO()
    csv.writer(target).writerow(cells)
    return target.getvalue()


def as_json(month: date) -> Iterator[str]:
    """An array of objects."""
    return _listed("[", map(_dumped, rows(month)), "]")


def as_geojson(month: date) -> Iterator[str]:
    """Those that have a point; the other columns are its properties."""
    placed = (_dumped(_feature(row)) for row in rows(month) if row["lat"] is not None)
    return _listed('{"type": "FeatureCollection", "features": [', placed, "]}")


def _feature(row: Row) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [row.pop("long"), row.pop("lat")]}
    return {"type": "Feature", "geometry": point, "properties": row}


def _listed(opening: str, items: Iterator[str], closing: str) -> Iterator[str]:
    yield opening
    for number, item in enumerate(items):
        yield f",\n{item}" if number else item
    yield closing


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def data_links(month: date) -> list[dict[str, str]]:
    """The files of a month."""
    names = {
        "CSV": "feedback:data-csv",
        "JSON": "feedback:data-json",
        "GeoJSON": "feedback:data-geo",
    }
    return [
        {"title": title, "url": f"{reverse(name)}?thang={month:%Y-%m}"}
        for title, name in names.items()
    ]
