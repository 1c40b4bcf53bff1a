"""Dịch vụ công trực tuyến: what is offered, and what came of it, by field (domain 6.2)."""

from procedures.models import Procedure
from reports.counting.figures import Figures
from reports.statutory.asked import Asked
from reports.statutory.fields import Services, rows_by_field
from reports.statutory.sheet import Cell, Column, Kind, Row

_OFFERED, _ONLINE = "Cung cấp", "DVC trực tuyến"
_CAME, _ALL, _FULL = "Phát sinh hồ sơ", "Tổng", "Toàn trình"
_PARTIAL, _INFORMATION = "Một phần", "Cung cấp thông tin"
_FIELD = Column("Lĩnh vực", 34, Kind.TEXT)
COLUMNS = (
    _FIELD,
    Column("Tổng số thủ tục", groups=(_OFFERED,)),
    Column("Tổng số", groups=(_OFFERED, _ONLINE)),
    Column("Toàn trình", groups=(_OFFERED, _ONLINE)),
    Column("Một phần", groups=(_OFFERED, _ONLINE)),
    Column("Thủ tục phát sinh hồ sơ", groups=(_CAME, _ALL)),
    Column("Hồ sơ", groups=(_CAME, _ALL), measure="tiep-nhan"),
    Column("Thủ tục trực tuyến phát sinh hồ sơ", 12, groups=(_CAME, _ALL)),
    Column("Hồ sơ của thủ tục trực tuyến", 12, groups=(_CAME, _ALL), measure="dvctt"),
    Column("Hồ sơ trực tuyến", groups=(_CAME, _ALL), measure="truc-tuyen"),
    Column("Thủ tục phát sinh hồ sơ", groups=(_CAME, _FULL)),
    Column("Hồ sơ", groups=(_CAME, _FULL), measure="toan-trinh"),
    Column("Hồ sơ trực tuyến", groups=(_CAME, _FULL), measure="toan-trinh-truc-tuyen"),
    Column("Thủ tục phát sinh hồ sơ", groups=(_CAME, _PARTIAL)),
    Column("Hồ sơ", groups=(_CAME, _PARTIAL), measure="mot-phan"),
    Column("Hồ sơ trực tuyến", groups=(_CAME, _PARTIAL), measure="mot-phan-truc-tuyen"),
    Column("Thủ tục phát sinh hồ sơ", groups=(_CAME, _INFORMATION)),
    Column("Hồ sơ", groups=(_CAME, _INFORMATION), measure="thong-tin"),
    Column("Hồ sơ trực tuyến", groups=(_CAME, _INFORMATION), measure="thong-tin-truc-tuyen"),
)
NOTES = (
    "Mức độ trực tuyến của thủ tục là mức độ lúc hồ sơ nộp.",
    "Thủ tục cung cấp tính cho cả xã, cả tỉnh; báo cáo của một phòng để dấu gạch.",
)
Level = Procedure.OnlineLevel


def rows(asked: Asked) -> list[Row]:
    is_whole = asked.scope.is_whole

    def cells(services: Services) -> tuple[Cell, ...]:
        offered = _offered(services) if is_whole else (None,) * 4
        return (*offered, *_came(services))

    return rows_by_field(asked, cells)


def _offered(services: Services) -> tuple[Cell, ...]:
    levels = [one.online_level for one in services.offered]
    full, partial = levels.count(Level.FULL), levels.count(Level.PARTIAL)
    return (len(levels), full + partial, full, partial)


def _came(services: Services) -> tuple[Cell, ...]:
    rows = services.came.values()
    sums = Figures.added(rows)
    return (
        sum(row.received > 0 for row in rows),
        sums.received,
        sum(row.offered_online > 0 for row in rows),
        sums.offered_online,
        sums.received_online,
        sum(row.received_full > 0 for row in rows),
        sums.received_full,
        sums.online_full,
        sum(row.received_partial > 0 for row in rows),
        sums.received_partial,
        sums.online_partial,
        sum(row.received > row.offered_online for row in rows),
        sums.received - sums.offered_online,
        sums.received_online - sums.came_online,
    )
