"""Tiến độ giải quyết: by unit, with what stands still apart (domain 6.2)."""

from reports.counting.figures import Figures
from reports.measures.ratios import added
from reports.statutory.asked import Asked, by_part, counts_by_part, part_name
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
    standing = counts_by_part(asked, "con-tam-dung")
    late = counts_by_part(asked, "con-tam-dung-qua-han")
    found = by_part(asked)
    lines = [
        Row(
            (part_name(part), *_cells(figures, standing[part.office.id], late[part.office.id])),
            about=asked.base.but(scope=part).query(),
        )
        for part, figures in found
    ]
    whole = _cells(added(figures for _, figures in found), standing.total(), late.total())
    return [*lines, Row(("Tổng cộng", *whole), RowKind.TOTAL, asked.base.query())]


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
