"""Everything `/ld/phan-anh/` shows, in words and numbers."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.cache import cache

from feedback.figures import median_hours
from portal.lib.dates import local_day
from portal.lib.money import dots
from reports.citizen_reports import tables
from reports.citizen_reports.board import Board, OpenReports
from reports.citizen_reports.borders import rings_of
from reports.citizen_reports.hot_spots import Around, hot_spots
from reports.citizen_reports.measures import HOT_SPOT, LATE, OPEN
from reports.citizen_reports.numbers import number
from reports.citizen_reports.rows import ReportRow, columns, rows_of
from reports.citizen_reports.selections import ReportSelection
from reports.citizen_reports.tiles import Tiles
from reports.citizen_reports.trend import Trend, trend
from reports.drawing.outline import Outline, outline
from reports.lists.tables import Table
from reports.measures.targets import targets_of
from reports.morning.headline import Headline
from reports.morning.tiles import Tile
from reports.morning.words import day_month
from reports.numbers import Number

LATE_ROWS, SPOTS = 6, 8
KEPT_SECONDS = 300


@dataclass(frozen=True)
class SpotRow:
    number: int
    reports: Number
    place: str
    about: str
    note: str


@dataclass(frozen=True)
class Spots:
    rows: list[SpotRow]
    map: Outline | None
    words: str  # the drawing, read aloud


@dataclass(frozen=True)
class ReportsPage:
    headline: Headline
    tiles: list[Tile]
    late: Number
    longest: list[ReportRow]
    spots: Spots
    trend: Trend | None
    tables: list[Table]
    is_new: bool  # nothing was ever reported here


def page_of(asked: ReportSelection, at: datetime) -> ReportsPage:
    board = Board.of(asked, at)
    counted, slow = board.whole(), _slow(asked)
    weeks = trend(asked, at)
    by_area = tables.by_area(board)
    return ReportsPage(
        headline=_headline(counted.now),
        tiles=Tiles(asked, at, counted, **slow).all(),
        late=number(counted.now.late, asked.of_now(LATE), "quá hạn"),
        longest=_longest(asked, at) if counted.now.late else [],
        spots=_spots(asked, at),
        trend=weeks,
        tables=[tables.by_unit(board), tables.by_kind(board), *([by_area] if by_area else [])],
        is_new=weeks is None and not counted.now.open and not counted.period.received,
    )


def _slow(asked: ReportSelection) -> dict[str, Any]:
    """What has no list behind it may be some minutes old: the median, and the targets."""
    key = f"reports-page:{asked.query()}:{asked.conduct:d}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        last = asked.period.last if asked.period else None
        targets: dict[str, Decimal] = targets_of(asked.scope, last) if last else {}
        median = median_hours(asked.everything()).get(())
        found = {"median": median, "targets": targets}
        cache.set(key, found, KEPT_SECONDS)
    return found


def _headline(now: OpenReports) -> Headline:
    if now.late:
        return Headline(f"{dots(now.late)} phản ánh của người dân đang quá hạn")
    if now.open:
        return Headline(f"{dots(now.open)} phản ánh đang xử lý, đều trong hạn", is_good=True)
    return Headline("Không có phản ánh nào đang chờ", is_good=True)


def _longest(asked: ReportSelection, at: datetime) -> list[ReportRow]:
    late = columns(asked.of_now(LATE).reports(at)).order_by("next_due", "pk")
    return rows_of(late[:LATE_ROWS], at)


def _spots(asked: ReportSelection, at: datetime) -> Spots:
    found = hot_spots(asked.of_now(OPEN).everything(), at, most=SPOTS)
    rows = [_spot(place, one, asked) for place, one in enumerate(found, start=1)]
    drawn = None
    if found:
        places = [((one.lat, one.long), one.number) for one in found]
        drawn = outline(rings_of(asked.scope), places)
    told = "; ".join(f"{row.number}: {row.place}, {row.reports.words} phản ánh" for row in rows)
    return Spots(rows, drawn, f"Bản đồ {len(rows)} điểm nóng. {told}")


def _spot(place: int, one: Around, asked: ReportSelection) -> SpotRow:
    listed = asked.of_now(HOT_SPOT).but(around=one.code)
    days = f"từ {day_month(local_day(one.first))} đến {day_month(local_day(one.last))}"
    still = f"{one.open} chưa xong" if one.open else "đã xong cả"
    return SpotRow(
        place, number(one.number, listed, f"điểm nóng {one.place}"), one.place, one.about,
        f"{days} · trong vòng {max(one.metres, 1)} m · {still}",
    )  # fmt: skip
