"""The dossiers behind a number as a file: as many as there are, never all of them in memory."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from accounts.offices import offices
from dossiers.lateness.causes import cause_words
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import LABELS, Status
from portal.lib.dates import local_day
from portal.lib.pieces import pieces
from portal.lib.tables import Column, Kind, Row
from procedures.memory import Catalogue, catalogue
from procedures.models import Channel
from reports.files.listed import PIECE, ListKind
from reports.selections import MEASURES, Selection

COLUMNS = (
    Column("STT", 7, Kind.ORDER),
    Column("Mã hồ sơ", 22, Kind.CODE),
    Column("Chủ hồ sơ", 22, Kind.TEXT),
    Column("Tên TTHC", 36, Kind.TEXT),
    Column("Lĩnh vực", 18, Kind.TEXT),
    Column("Đơn vị tiếp nhận", 20, Kind.TEXT),
    Column("Đơn vị giải quyết", 20, Kind.TEXT),
    Column("Địa chỉ", 26, Kind.TEXT),
    Column("Kênh", 12, Kind.TEXT),
    Column("Ngày nhận", 12, Kind.DAY),
    Column("Ngày hẹn trả", 12, Kind.DAY),
    Column("Ngày kết thúc xử lý", 12, Kind.DAY),
    Column("Kết quả so với hạn", 11, Kind.TEXT),
    Column("Số ngày trễ", 8, Kind.ORDER),
    Column("Trạng thái", 16, Kind.TEXT),
    Column("Đang ở bước", 18, Kind.TEXT),
    Column("Người giữ", 20, Kind.TEXT),
    Column("Nguyên nhân trễ", 24, Kind.TEXT),
)
_READ = (
    "code", "submission_code", "applicant_name", "subject_name", "address", "subject_address",
    "procedure_id", "field_id", "receiving_unit_id", "in_charge_id", "channel", "status",
    "received_on", "due_at", "paused_at", "closed_on", "timeliness", "stage__name",
    "assignee__full_name", "late_cause", "late_cause_at",
)  # fmt: skip


def pieces_of(selection: Selection, rows: DossierQuerySet, at: datetime) -> Iterator[list[Row]]:
    """In the order of the day the list is about."""
    number, today, known = 0, local_day(at), catalogue()
    for piece in pieces(rows, MEASURES[selection.measure].key, *_READ, size=PIECE):
        yield [
            _cells(number + place, row, today, known) for place, row in enumerate(piece, start=1)
        ]
        number += len(piece)


def _cells(number: int, row: Any, today: date, known: Catalogue) -> Row:
    places, status = offices(), Status(row.status)
    late = _late_days(row, today)
    is_given = row.late_cause_at and row.due_at and row.late_cause_at >= row.due_at
    return (
        number,
        row.code or row.submission_code,
        row.subject_name or row.applicant_name,
        known.procedures[row.procedure_id].name,
        known.fields[row.field_id].name,
        places[row.receiving_unit_id].short_name,
        places[row.in_charge_id].short_name,
        (row.subject_name and row.subject_address) or row.address,
        str(Channel.Method(row.channel).label),
        row.received_on,
        local_day(row.due_at) if row.due_at else None,
        row.closed_on,
        Dossier.Timeliness(row.timeliness).label if row.timeliness else "",
        late,
        LABELS[status].staff,
        "" if row.closed_on else row.stage__name,
        "" if row.closed_on else row.assignee__full_name,
        cause_words(row.late_cause) if late is not None and is_given else "",
    )


def _late_days(row: Any, today: date) -> int | None:
    """Working days past the day of the promise, as reports have it; empty for what is not late."""
    due = local_day(row.due_at) if row.due_at else None
    running = row.closed_on is None and row.paused_at is None
    is_late = row.timeliness == Dossier.Timeliness.LATE or (running and due and due < today)
    if not is_late or due is None:
        return None
    calendar = offices()[row.in_charge_id].calendar
    return calendar.working_days_between(due, row.closed_on or today)


DOSSIERS = ListKind(
    title="Danh sách hồ sơ",
    page="reports:dossiers",
    empty="Danh sách này không có hồ sơ nào để xuất. Chọn kỳ hoặc đơn vị khác",
    kept="Danh sách có họ tên, địa chỉ của người dân: tệp tự xóa sau 30 ngày.",
    columns=COLUMNS,
    read=Selection.read,
    rows=Selection.dossiers,
    pieces=pieces_of,
    label=lambda measure: MEASURES[measure].label,
)
