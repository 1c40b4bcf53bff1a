"""Citizens' reports behind a number as a file. Who reported is not in it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from accounts.offices import offices
from feedback.models import Report
from feedback.models.report import ReportQuerySet
from feedback.workflow import LABELS, Status, Truth, reason_words
from portal.lib.dates import full_clock, local_day
from portal.lib.pieces import pieces
from portal.lib.tables import Column, Kind, Row
from reports.citizen_reports.measures import MEASURES
from reports.citizen_reports.selections import ReportSelection
from reports.files.listed import PIECE, ListKind

COLUMNS = (
    Column("STT", 7, Kind.ORDER),
    Column("Mã phản ánh", 18, Kind.CODE),
    Column("Loại", 24, Kind.TEXT),
    Column("Nội dung", 44, Kind.TEXT),
    Column("Địa chỉ", 26, Kind.TEXT),
    Column("Địa bàn", 18, Kind.TEXT),
    Column("Kênh", 12, Kind.TEXT),
    Column("Nhận lúc", 16, Kind.TEXT),
    Column("Hạn trả lời", 16, Kind.TEXT),
    Column("Trả lời lần đầu", 16, Kind.TEXT),
    Column("Hạn xử lý", 12, Kind.DAY),
    Column("Xong ngày", 12, Kind.DAY),
    Column("Trạng thái", 16, Kind.TEXT),
    Column("Kết quả kiểm tra", 16, Kind.TEXT),
    Column("Đơn vị", 20, Kind.TEXT),
    Column("Người xử lý", 20, Kind.TEXT),
    Column("Số lần mở lại", 8, Kind.ORDER),
    Column("Vì sao trả lời trễ", 24, Kind.TEXT),
)
_READ = (
    "code", "category__name", "text", "address", "area__name", "channel", "received_at",
    "answer_due_at", "answered_at", "due_at", "resolved_at", "closed_at", "status", "truth",
    "unit_id", "assignee__full_name", "reopenings", "late_cause",
)  # fmt: skip
_TRUTHS = {Truth.TRUE: "Đúng", Truth.PARTLY: "Đúng một phần", Truth.FALSE: "Không đúng"}


def _pieces(_: ReportSelection, rows: ReportQuerySet, _at: datetime) -> Iterator[list[Row]]:
    """In the order they were received."""
    number = 0
    for piece in pieces(rows, "received_at", *_READ, size=PIECE):
        yield [_cells(number + place, row) for place, row in enumerate(piece, start=1)]
        number += len(piece)


def _cells(number: int, row: Any) -> Row:
    return (
        number,
        row.code,
        row.category__name,
        row.text,
        row.address,
        row.area__name or "",
        str(Report.Channel(row.channel).label),
        full_clock(row.received_at),
        full_clock(row.answer_due_at),
        full_clock(row.answered_at) if row.answered_at else "",
        local_day(row.due_at),
        _ended_on(row),
        LABELS[Status(row.status)].staff,
        _TRUTHS[Truth(row.truth)] if row.truth else "",
        offices()[row.unit_id].short_name,
        row.assignee__full_name or "",
        row.reopenings,
        reason_words("late", row.late_cause),
    )


def _ended_on(row: Any) -> date | None:
    return local_day(row.resolved_at or row.closed_at) if row.closed_at else None


CITIZEN_REPORTS = ListKind(
    title="Danh sách phản ánh",
    page="reports:citizen-report-list",
    empty="Danh sách này không có phản ánh nào để xuất. Chọn kỳ hoặc đơn vị khác",
    kept="Danh sách có lời phản ánh của người dân: tệp tự xóa sau 30 ngày.",
    columns=COLUMNS,
    read=ReportSelection.read,
    rows=ReportSelection.reports,
    pieces=_pieces,
    label=lambda measure: MEASURES[measure].label,
)
