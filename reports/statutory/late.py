"""Hồ sơ quá hạn: each dossier that was late in the period, one row (domain 6.2)."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.offices import offices
from dossiers.lateness.causes import cause_words
from dossiers.workflow import LABELS, Status
from portal.lib.dates import local_day
from portal.lib.errors import Refused
from procedures.memory import catalogue
from reports.late_days import late_days
from reports.selections import Selection
from reports.statutory.asked import Asked
from reports.statutory.sheet import Cell, Column, Kind, Row

COLUMNS = (
    Column("STT", 6, Kind.ORDER),
    Column("Mã hồ sơ", 22, Kind.CODE),
    Column("Chủ hồ sơ", 22, Kind.TEXT),
    Column("Tên TTHC", 36, Kind.TEXT),
    Column("Lĩnh vực", 18, Kind.TEXT),
    Column("Đơn vị tiếp nhận", 22, Kind.TEXT),
    Column("Địa chỉ", 28, Kind.TEXT),
    Column("Ngày nhận", 12, Kind.DAY),
    Column("Ngày hẹn trả", 12, Kind.DAY),
    Column("Ngày kết thúc xử lý", 12, Kind.DAY),
    Column("Số ngày trễ", 8),
    Column("Trạng thái", 16, Kind.TEXT),
    Column("Đang ở bước", 18, Kind.TEXT),
    Column("Người giữ", 20, Kind.TEXT),
    Column("Nguyên nhân", 24, Kind.TEXT),
)
NOTES = (
    "Hồ sơ giải quyết quá hạn trong kỳ và hồ sơ còn quá hạn cuối kỳ. Số ngày trễ là ngày làm việc.",
)

MOST = 50_000  # rows: they are all in memory, for the page as for the file
_TOO_LONG = (
    "Kỳ này có hơn 50.000 hồ sơ quá hạn, quá dài cho một biểu. "
    "Chọn kỳ ngắn hơn, một đơn vị hoặc một lĩnh vực"
)


def late_ones(asked: Asked) -> Selection:
    return asked.base.but(measure="qua-han-trong-ky")


def rows(asked: Asked) -> list[Row]:
    """The longest waiting first; `Refused` for too many. One query."""
    columns = (
        "code", "applicant_name", "subject_name", "procedure_id", "field_id", "receiving_unit_id",
        "in_charge_id", "address", "subject_address", "received_on", "due_at", "closed_on",
        "status", "stage__name", "assignee__full_name", "late_cause", "late_cause_at",
    )  # fmt: skip
    found = (
        late_ones(asked)
        .dossiers(asked.at)
        .order_by("due_at", "pk")
        .values_list(*columns, named=True)[: MOST + 1]
    )
    if len(found) > MOST:
        raise Refused("list_too_long", _TOO_LONG)
    last = asked.period.up_to(timezone.localdate(asked.until)).last
    return [Row(_cells(number, line, last)) for number, line in enumerate(found, start=1)]


def _cells(number: int, line: Any, last: date) -> tuple[Cell, ...]:
    """`last`: the day of the period up to which what is open was late."""
    known = catalogue()
    ended = line.closed_on if line.closed_on and line.closed_on <= last else None
    is_given = line.late_cause_at is not None and line.late_cause_at >= line.due_at
    return (
        number,
        line.code,
        line.subject_name or line.applicant_name,
        known.procedures[line.procedure_id].name,
        known.fields[line.field_id].name,
        offices()[line.receiving_unit_id].short_name,
        (line.subject_name and line.subject_address) or line.address,
        line.received_on,
        local_day(line.due_at),
        ended,
        late_days(line.due_at, line.in_charge_id, ended or last),
        LABELS[Status(line.status)].staff,
        "" if ended else line.stage__name,
        "" if ended else line.assignee__full_name,
        cause_words(line.late_cause) if is_given else "",
    )
