"""Tiến độ giải quyết: by unit, with what stands still apart (domain 6.2)."""

from collections import Counter
from typing import Any

from django.db.models import Count

from reports.counting.figures import Figures
from reports.period_rows import STOOD_LATE
from reports.statutory.asked import Asked, by_part, part_name
from reports.statutory.sheet import Cell, Column, Kind, Row, RowKind

_TAKEN, _IN_PERIOD = "Tiếp nhận", "Trong kỳ"
_DONE = "Đã xử lý (xong, đã trả kết quả, rút)"
_GOING, _STANDING = "Đang xử lý", "Tạm dừng xử lý"
COLUMNS = (
    Column("Đơn vị", 30, Kind.TEXT),
    Column("Tổng số", groups=(_TAKEN,), measure="nhan"),
    Column("Kỳ trước chuyển sang", groups=(_TAKEN,), measure="ton-dau"),
    Column("Tổng số", groups=(_TAKEN, _IN_PERIOD), measure="tiep-nhan"),
    Column("Trực tuyến", groups=(_TAKEN, _IN_PERIOD), measure="truc-tuyen"),
    Column("Trực tiếp", groups=(_TAKEN, _IN_PERIOD), measure="truc-tiep"),
    Column("BCCI", groups=(_TAKEN, _IN_PERIOD), measure="buu-chinh"),
    Column("Tổng số", groups=(_DONE,), measure="da-giai-quyet"),
    Column("Trước hạn", groups=(_DONE,), measure="truoc-han"),
    Column("Trong hạn", groups=(_DONE,), measure="dung-han"),
    Column("Quá hạn", groups=(_DONE,), measure="qua-han"),
    Column("Tổng số", groups=(_GOING,), measure="con-dang-chay"),
    Column("Trong hạn", groups=(_GOING,), measure="con-dang-chay-trong-han"),
    Column("Quá hạn", groups=(_GOING,), measure="con-qua-han"),
    Column("Tổng số", groups=(_STANDING,), measure="con-tam-dung"),
    Column("Trong hạn", groups=(_STANDING,), measure="con-tam-dung-trong-han"),
    Column("Quá hạn", groups=(_STANDING,), measure="con-tam-dung-qua-han"),
)
NOTES = (
    "BCCI: dịch vụ bưu chính công ích.",
    "Tạm dừng xử lý: chờ bổ sung, chờ nộp phí, dừng tạm; quá hạn khi tạm dừng sau ngày hẹn trả.",
)


def rows(asked: Asked) -> list[Row]:
    standing, late = _standing(asked)
    found = by_part(asked)
    lines = [
        Row(
            (part_name(part), *_cells(figures, standing[part.office.id], late[part.office.id])),
            about=asked.base.but(scope=part).query(),
        )
        for part, figures in found
    ]
    whole = _cells(Figures.added(figures for _, figures in found), standing.total(), late.total())
    return [*lines, Row(("Tổng cộng", *whole), RowKind.TOTAL, asked.base.query())]


def _standing(asked: Asked) -> tuple[Counter[int], Counter[int]]:
    """By unit: all that stand still, and those that were late when they stopped. One query."""
    found: Any = asked.base.but(measure="con-tam-dung").dossiers(asked.at).order_by()
    counts = found.values_list("root_unit_id", "in_charge_id").annotate(
        number=Count("pk"), too_late=Count("pk", filter=STOOD_LATE)
    )
    whole, late = Counter[int](), Counter[int]()
    for root, office, number, too_late in counts:
        part = asked.scope.part_of(root, office)
        whole[part] += number
        late[part] += too_late
    return whole, late


def _cells(figures: Figures, standing: int, standing_late: int) -> tuple[Cell, ...]:
    return (
        figures.carried_in + figures.received,
        figures.carried_in,
        figures.received,
        figures.received_online,
        figures.received_direct,
        figures.received_post,
        figures.closed,
        figures.closed_early,
        figures.closed_on_time,
        figures.closed_late,
        figures.open_end - standing,
        figures.open_in_time - standing,
        figures.late_end,
        standing,
        standing - standing_late,
        standing_late,
    )
