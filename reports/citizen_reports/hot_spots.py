"""Hot spots of the last thirty days: what lies close together, whatever it is about."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from feedback.hotspots import HotSpot, Spot, hotspots
from feedback.models.report import ReportQuerySet

WINDOW = timedelta(days=30)
MOST = 10_000  # reports, the newest; a commune has some hundred a month
_COLUMNS = (
    "pk", "code", "lat", "long", "received_at", "closed_at", "category__name", "area__name",
    "address",
)  # fmt: skip


@dataclass(frozen=True)
class Around:
    """A hot spot in words. `code` is that of its newest report and names it in addresses."""

    code: str
    number: int
    open: int
    place: str
    about: str  # what most of it is, and how many
    lat: float
    long: float
    metres: int
    first: datetime
    last: datetime


def hot_spots(reports: ReportQuerySet, at: datetime, *, most: int) -> list[Around]:
    """The largest first. One query."""
    rows = _recent(reports, at)
    return [_told(one, rows) for one in _clusters(rows)[:most]]


def of_one_hot_spot(reports: ReportQuerySet, code: str, at: datetime) -> list[int]:
    """Keys of the reports that lie in one hot spot with that one; none when it lies in none."""
    rows = _recent(reports, at)
    named = next((pk for pk, row in rows.items() if row.code == code), None)
    clusters = ([spot.id for spot in one.spots] for one in _clusters(rows))
    return next((ids for ids in clusters if named in ids), [])


def _recent(reports: ReportQuerySet, at: datetime) -> dict[int, Any]:
    found = reports.filter(received_at__gt=at - WINDOW, received_at__lte=at, lat__isnull=False)
    found = found.order_by("-received_at", "-pk")
    return {row.pk: row for row in found.values_list(*_COLUMNS, named=True)[:MOST]}


def _clusters(rows: Mapping[int, Any]) -> list[HotSpot]:
    return hotspots(Spot(pk, row.lat, row.long, row.received_at) for pk, row in rows.items())


def _told(one: HotSpot, rows: Mapping[int, Any]) -> Around:
    inside = [rows[spot.id] for spot in one.spots]
    category, times = _commonest(row.category__name for row in inside)
    area, _ = _commonest(row.area__name or "" for row in inside)
    address, _ = _commonest(row.address for row in inside)
    every = len(inside) == times
    return Around(
        code=inside[-1].code,
        number=len(inside),
        open=sum(row.closed_at is None for row in inside),
        place=address or area or f"{one.lat:.4f}, {one.long:.4f}",
        about=category if every else f"Nhiều nhất: {category}, {times} trong {len(inside)}",
        lat=one.lat, long=one.long, metres=one.metres, first=one.first, last=one.last,
    )  # fmt: skip


def _commonest(words: Iterable[str]) -> tuple[str, int]:
    """Of those that say something."""
    return next(iter(Counter(one for one in words if one).most_common(1)), ("", 0))
