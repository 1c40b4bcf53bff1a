"""The life of a citizen's report, as one table."""

from dataclasses import dataclass
from typing import Any

from feedback.workflow.states import ENDED, OPEN, Action, Status, Step, Truth, Who


@dataclass(frozen=True)
class Transition:
    """One row of the table. `who`: a permission of `accounts.permissions`, or a `Who`."""

    action: Action
    sources: frozenset[Status]
    target: Status | None  # None: the status stays
    who: frozenset[str]
    label: str  # the button
    step: Step = Step.KEEP
    answer_required: bool = False  # words for the public; they stop the clock of the first answer
    note_required: bool = False  # words for colleagues
    reasons: str = ""  # key of REASONS
    truth: Truth | None = None  # what it says about the report
    truth_required: bool = False  # only after a check, unless it says so itself
    photo_required: bool = False  # an after photo, where the category wants one, or why not
    needs_unit: bool = False  # an office is chosen
    needs_assignee: bool = False  # somebody is chosen
    needs_agency: bool = False  # an agency outside is named
    needs_parent: bool = False  # the report it repeats
    needs_category: bool = False
    makes_part: bool = False  # a report of its own comes to be, of the category chosen
    to_actor: bool = False  # whoever acts becomes the holder
    own_office: bool = True  # only while it lies in the own office
    message: str = ""  # notification kind it sends to the reporter and to those who follow
    done: str = ""  # what the public timeline says; empty: staff only
    key: str = ""  # letter of the staff keyboard


TRIAGE, HANDLE, PUBLISH = "feedback.triage", "feedback.handle", "feedback.publish"


def _row(
    action: Action, sources: Status | frozenset[Status], target: Status | None,
    who: str | frozenset[str], label: str, **more: Any,
) -> Transition:  # fmt: skip
    """Short spelling: one status or several, one actor or several."""
    many = sources if isinstance(sources, frozenset) else frozenset({sources})
    actors = who if isinstance(who, frozenset) else frozenset({who})
    return Transition(action, many, target, actors, label, **more)


S, A = Status, Action
_NEW = frozenset({S.RECEIVED, S.REOPENED})
_TO_CHECK = _NEW | {S.ASSIGNED}
_TO_FIND = _TO_CHECK | {S.IN_WORK}  # also work that began, or came back, before any check
_BOTH = frozenset({TRIAGE, HANDLE})

TRANSITIONS: tuple[Transition, ...] = (
    # --- who works on it ----------------------------------------------------------------------
    _row(A.TAKE, _NEW, S.ASSIGNED, HANDLE, "Nhận việc", to_actor=True, step=Step.VERIFY,
         done="Đã giao người kiểm tra", key="C"),
    _row(A.ASSIGN, OPEN, None, TRIAGE, "Giao cho…", needs_assignee=True, key="A"),
    _row(A.TRANSFER, _TO_CHECK | {S.VERIFIED, S.IN_WORK}, S.ASSIGNED, _BOTH, "Chuyển đơn vị",
         needs_unit=True, reasons="transfer", note_required=True, step=Step.VERIFY,
         message="report_step", done="Đã chuyển đơn vị phụ trách", key="H"),
    # --- is it so? ----------------------------------------------------------------------------
    _row(A.FIND_TRUE, _TO_FIND, S.VERIFIED, HANDLE, "Đúng sự thật", truth=Truth.TRUE,
         note_required=True, step=Step.WORK, message="report_step",
         done="Đã kiểm tra: đúng sự thật", key="D"),
    _row(A.FIND_PARTLY_TRUE, _TO_FIND, S.VERIFIED, HANDLE, "Đúng một phần", truth=Truth.PARTLY,
         note_required=True, step=Step.WORK, message="report_step",
         done="Đã kiểm tra: đúng một phần"),
    _row(A.FIND_UNTRUE, _TO_CHECK | {S.VERIFIED, S.IN_WORK}, S.ANSWERED, HANDLE,
         "Không đúng sự thật", truth=Truth.FALSE, answer_required=True, step=Step.NONE,
         message="report_answered", done="Đã kiểm tra: không đúng sự thật"),
    # --- the work -----------------------------------------------------------------------------
    _row(A.START_WORK, frozenset({S.ASSIGNED, S.VERIFIED}), S.IN_WORK, HANDLE, "Bắt đầu xử lý",
         step=Step.WORK, message="report_step", done="Đang xử lý"),
    _row(A.FORWARD, OPEN - {S.FORWARDED}, S.FORWARDED, TRIAGE, "Chuyển cơ quan khác",
         needs_agency=True, answer_required=True, step=Step.WAIT, message="report_step",
         done="Đã chuyển cơ quan có thẩm quyền"),
    _row(A.TAKE_BACK, S.FORWARDED, S.IN_WORK, TRIAGE, "Cơ quan khác đã trả lời",
         note_required=True, step=Step.WORK, done="Cơ quan có thẩm quyền đã trả lời"),
    _row(A.REPLY, OPEN, None, _BOTH, "Trả lời bước đầu", answer_required=True,
         message="report_step", done="Đã trả lời bước đầu", key="B"),
    _row(A.ANSWER, frozenset({S.VERIFIED, S.IN_WORK, S.FORWARDED}), S.ANSWERED, HANDLE,
         "Trả lời kết quả", answer_required=True, photo_required=True, truth_required=True,
         step=Step.NONE, message="report_answered", done="Đã trả lời kết quả", key="T"),
    _row(A.REFUSE, _TO_CHECK | {S.VERIFIED}, S.REFUSED, TRIAGE, "Không xử lý",
         reasons="refuse", answer_required=True, step=Step.NONE, message="report_refused",
         done="Không xử lý được"),
    # --- one matter, several reports ------------------------------------------------------------
    _row(A.MERGE, OPEN, S.DUPLICATE, TRIAGE, "Gộp vào phản ánh khác", needs_parent=True,
         step=Step.NONE, message="report_merged", done="Gộp vào phản ánh cùng việc"),
    _row(A.SEPARATE, S.DUPLICATE, S.RECEIVED, TRIAGE, "Tách khỏi phản ánh đã gộp",
         note_required=True, step=Step.TRIAGE, message="report_step", done="Xem xét riêng"),
    _row(A.SPLIT, OPEN, None, TRIAGE, "Tách thành việc khác", needs_category=True,
         note_required=True, makes_part=True, done="Một phần được tách thành phản ánh riêng"),
    _row(A.RECLASSIFY, OPEN, None, TRIAGE, "Đổi loại, mức độ", needs_category=True,
         note_required=True),
    # --- the end, and once more -----------------------------------------------------------------
    _row(A.CLOSE, S.ANSWERED, S.CLOSED, frozenset({Who.OWNER, Who.SYSTEM, TRIAGE}), "Kết thúc",
         step=Step.NONE, own_office=False, done="Kết thúc"),
    _row(A.REOPEN, frozenset({S.ANSWERED, S.CLOSED, S.REFUSED}), S.REOPENED,
         frozenset({Who.OWNER, TRIAGE}), "Mở lại", note_required=True, step=Step.TRIAGE,
         own_office=False, message="report_step", done="Được mở lại để xem xét thêm"),
    # --- what the public sees (feedback.services.moderation) --------------------------------------
    _row(A.PUBLISH, OPEN | ENDED, None, PUBLISH, "Công khai", own_office=False),
    _row(A.HIDE, OPEN | ENDED, None, PUBLISH, "Gỡ khỏi trang công khai",
         note_required=True, own_office=False),
)  # fmt: skip


class NotAllowed(LookupError):
    """No row of the table allows this action from this status."""


def find(action: Action, status: Status) -> Transition:
    """The row for `action` from `status`; `NotAllowed` when there is none."""
    for row in TRANSITIONS:
        if row.action == action and status in row.sources:
            return row
    raise NotAllowed(f"{action} from {status}")
