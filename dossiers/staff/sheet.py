"""One dossier on the staff's screen, in words: who, what, which papers, what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.identity import mask_personal_id, mask_phone, show_phone
from dossiers.files.paper_lines import FileLink, PaperLine, draft_links, paper_lines, result_links
from dossiers.models import Dossier
from dossiers.staff.due_badges import (
    DueBadge,
    StageTime,
    Waiting,
    due_badge,
    stage_badge,
    time_left,
)
from dossiers.staff.history import HistoryLine, NoteLine, WaitingLetter, happened_to
from dossiers.workflow import WAITING_FOR_CITIZEN, WITH_DRAFT, Label
from portal.lib.dates import short_day, short_moment
from portal.lib.money import dong
from procedures.answers import SummaryGroup, summarise
from procedures.eforms import form_pages
from worktime.arithmetic import WorkCalendar

STAFF_FILE = "dossiers:staff-file"


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class Sheet:
    dossier: Dossier
    code: str
    title: str
    label: Label
    due: DueBadge
    stage_due: DueBadge | None
    promise: str
    stage: str
    holder: str
    facts: list[Fact]
    papers: list[PaperLine]
    answers: list[SummaryGroup]
    history: list[HistoryLine]
    notes: list[NoteLine]
    letter: WaitingLetter | None  # of apology
    unmasked: bool


def for_sheet() -> Any:
    """Dossiers with what a sheet names, in one query."""
    return Dossier.objects.select_related(
        "procedure", "eform", "unit__root", "receiving_unit__root", "root_unit", "stage", "assignee"
    )


def sheet_of(
    dossier: Dossier, calendar: WorkCalendar, at: datetime, *, unmasked: bool = False
) -> Sheet:
    """Two more queries: papers with their files, and history with notes."""
    state = dossier.state
    since = dossier.closed_at or dossier.paused_at or dossier.updated_at
    happened = happened_to(dossier)
    return Sheet(
        dossier=dossier,
        code=dossier.display_code,
        title=dossier.procedure.title,
        label=dossier.label,
        due=due_badge(
            Waiting(state, dossier.act_by, since, closed=not dossier.is_open), calendar, at
        ),
        stage_due=stage_badge(
            StageTime(dossier.act_by, dossier.stage_due_at, dossier.stage_warn_at), calendar, at
        ),
        promise=_promise(dossier, calendar, at),
        stage=_stage(dossier, calendar, at),
        holder=_holder(dossier),
        facts=_facts(dossier, unmasked=unmasked),
        papers=paper_lines(dossier, STAFF_FILE),
        answers=_answers(dossier),
        history=[*happened.events, _now(dossier)] if dossier.is_open else happened.events,
        notes=happened.notes,
        letter=next(iter(happened.letters), None),
        unmasked=unmasked,
    )


def _promise(dossier: Dossier, calendar: WorkCalendar, at: datetime) -> str:
    """`hẹn trả 17:00 26/11 (còn 2 ngày 3 giờ làm việc)`."""
    left = f" ({time_left(dossier.act_by, calendar, at)})" if dossier.act_by else ""
    if dossier.due_at:
        stands = " (đang dừng)" if dossier.paused_at else left
        return f"hẹn trả {short_moment(dossier.due_at)}{stands}"
    if dossier.accept_by and not dossier.received_at:
        return f"cần tiếp nhận trước {short_moment(dossier.accept_by)}{left}"
    return "chưa có ngày hẹn"


def _stage(dossier: Dossier, calendar: WorkCalendar, at: datetime) -> str:
    """`Thẩm định · xong bước này trước 10:30 24/11 (còn 5 giờ làm việc)`."""
    if dossier.stage is None:
        return ""
    due = dossier.stage_due_at
    if due is None or not dossier.is_open or dossier.paused_at:
        return dossier.stage.name
    words = "đã quá hạn bước này từ" if due < at else "xong bước này trước"
    left = time_left(due, calendar, at)
    return f"{dossier.stage.name} · {words} {short_moment(due)} ({left})"


def _now(dossier: Dossier) -> HistoryLine:
    """The step that runs, below what is done."""
    state = "wait" if dossier.state in WAITING_FOR_CITIZEN else "now"
    return HistoryLine(state, dossier.label.staff, _holder(dossier), "")


def _holder(dossier: Dossier) -> str:
    return " · ".join(str(part) for part in (dossier.assignee, dossier.unit.short_name) if part)


def _facts(dossier: Dossier, *, unmasked: bool) -> list[Fact]:
    number, phone, name = dossier.personal_id, dossier.phone, dossier.applicant_name
    facts = {
        "Họ tên": f"{name}, {dossier.birth_date.year}" if dossier.birth_date else name,
        "Căn cước": number if unmasked else mask_personal_id(number),
        "Điện thoại": show_phone(phone) if unmasked else mask_phone(phone),
        "Nơi ở": dossier.address,
        "Chủ hồ sơ": dossier.subject_name,
        "Nội dung": dossier.summary,
        "Kênh nộp": dossier.get_channel_display(),
        "Nhận kết quả": dossier.get_delivery_display(),
        "Phí, lệ phí": _fee(dossier),
        "Số kết quả": dossier.result_number,
        "Đã trả cho": dossier.handed_over_to,
    }
    return [Fact(label, value) for label, value in facts.items() if value]


def _fee(dossier: Dossier) -> str:
    if not dossier.fee_amount:
        return ""
    paid = dossier.fee_paid_at
    return f"{dong(dossier.fee_amount)} · {f'đã thu {short_day(paid)}' if paid else 'chưa thu'}"


def results_of(dossier: Dossier) -> list[FileLink]:
    """Files of the result; while it is signed and sealed, what it will be."""
    if dossier.state in WITH_DRAFT:
        return draft_links(dossier, STAFF_FILE)
    return [] if dossier.is_open else result_links(dossier, STAFF_FILE)


def _answers(dossier: Dossier) -> list[SummaryGroup]:
    """What the e-form asked; its pages stay in memory."""
    return summarise(form_pages(dossier.eform), dossier.answers) if dossier.eform else []
