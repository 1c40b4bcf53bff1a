"""The life of a dossier, as one table (domain 2.1-2.3)."""

from dataclasses import dataclass
from typing import Any

from dossiers.workflow.states import (
    BEFORE_RECEPTION,
    EXAMINING,
    IN_PROCESS,
    Action,
    Clock,
    Status,
    Stay,
    Who,
)


@dataclass(frozen=True)
class Transition:
    """One row of the table. `who`: a permission of `accounts.permissions`, or a `Who`."""

    action: Action
    sources: frozenset[Status]
    target: Status | None  # None: the status stays
    who: frozenset[str]
    label: str  # the button
    clock: Clock = Clock.KEEP
    stay: Stay = Stay.KEEP
    note_required: bool = False
    reasons: str = ""  # key of REASONS
    form: str = ""  # printed form it produces
    message: str = ""  # notification kind it sends
    done: str = ""  # what the timeline says, for citizens; empty: staff only
    needs_assignee: bool = False  # somebody is chosen
    to_actor: bool = False  # whoever acts becomes the holder
    holder_only: bool = False  # only who holds it (a colleague takes it over first)
    anywhere: bool = False  # also while another office of the same unit holds it
    from_above: bool = False  # also the leader of the whole unit, while one of its offices holds it
    returns: bool = False  # back to the status in which the pause began; `target` if unknown
    outcome: str = ""  # what the result says, when this action decides it
    bulk: bool = False
    key: str = ""  # letter of the staff keyboard


RECEIVE, EXAMINE, ASSIGN = "dossiers.receive", "dossiers.examine", "dossiers.assign"
SIGN, SEAL, RETURN = "dossiers.sign", "dossiers.seal", "dossiers.return"
COLLECT_FEE = "dossiers.collect_fee"


def _row(
    action: Action, sources: Status | frozenset[Status], target: Status | None,
    who: str | frozenset[str], label: str, **more: Any,
) -> Transition:  # fmt: skip
    """Short spelling: one status or several, one actor or several."""
    many = sources if isinstance(sources, frozenset) else frozenset({sources})
    actors = who if isinstance(who, frozenset) else frozenset({who})
    return Transition(action, many, target, actors, label, **more)


S, A = Status, Action

TRANSITIONS: tuple[Transition, ...] = (
    # --- before reception -------------------------------------------------------------------
    _row(A.RECEIVE, S.SUBMITTED, S.RECEIVED, RECEIVE, "Tiếp nhận",
         clock=Clock.START, stay=Stay.COUNTER, form="mau-01", message="received",
         done="Một cửa đã tiếp nhận", bulk=True, key="D"),
    _row(A.ASK_BEFORE_RECEPTION, S.SUBMITTED, S.PRE_SUPPLEMENT, RECEIVE, "Yêu cầu bổ sung",
         note_required=True, form="mau-02", message="supplement",
         done="Một cửa đề nghị bổ sung trước khi tiếp nhận", key="B"),
    _row(A.RESUBMIT, S.PRE_SUPPLEMENT, S.SUBMITTED, Who.OWNER, "Gửi bổ sung",
         done="Ông/bà đã gửi bổ sung"),
    _row(A.EXPIRE, S.PRE_SUPPLEMENT, S.EXPIRED, Who.SYSTEM, "Hết hạn bổ sung",
         clock=Clock.STOP, stay=Stay.NOBODY, message="expired",
         done="Hết hạn bổ sung trước khi tiếp nhận"),
    _row(A.REFUSE, BEFORE_RECEPTION, S.REFUSED, RECEIVE, "Từ chối",
         clock=Clock.STOP, stay=Stay.NOBODY, note_required=True, reasons="refuse",
         form="mau-03", message="refused", done="Hồ sơ chưa được tiếp nhận", key="T"),
    # --- hand-over inside the office --------------------------------------------------------
    _row(A.TRANSFER, S.RECEIVED, S.TRANSFERRED, RECEIVE, "Chuyển xử lý",
         stay=Stay.ASSIGN, done="Đã chuyển bộ phận chuyên môn", bulk=True, key="D"),
    _row(A.SEND_BACK, S.TRANSFERRED, S.RECEIVED, frozenset({ASSIGN, EXAMINE}), "Trả lại một cửa",
         stay=Stay.COUNTER, note_required=True, reasons="send_back"),
    _row(A.ASSIGN, S.TRANSFERRED, S.ASSIGNED, ASSIGN, "Giao cho…",
         stay=Stay.EXAMINE, needs_assignee=True, from_above=True,
         done="Đã phân công người giải quyết", bulk=True, key="A"),
    _row(A.TAKE, S.TRANSFERRED, S.ASSIGNED, EXAMINE, "Nhận việc",
         stay=Stay.EXAMINE, to_actor=True, done="Đã phân công người giải quyết",
         bulk=True, key="C"),
    _row(A.REASSIGN, EXAMINING, None, ASSIGN, "Giao lại cho…", needs_assignee=True,
         from_above=True, bulk=True, key="A"),
    _row(A.TAKE_OVER, EXAMINING, None, EXAMINE, "Nhận thay đồng nghiệp", to_actor=True,
         note_required=True),
    # --- examination ------------------------------------------------------------------------
    _row(A.START_VERIFYING, S.ASSIGNED, S.VERIFYING, EXAMINE, "Đi xác minh",
         stay=Stay.VERIFY, holder_only=True, done="Đang xác minh"),
    _row(A.FINISH_VERIFYING, S.VERIFYING, S.ASSIGNED, EXAMINE, "Xong xác minh",
         stay=Stay.EXAMINE, note_required=True, holder_only=True, done="Đã xác minh xong"),
    _row(A.CONSULT, S.ASSIGNED, S.CONSULTING, EXAMINE, "Lấy ý kiến",
         note_required=True, holder_only=True, done="Đang lấy ý kiến cơ quan liên quan"),
    _row(A.FINISH_CONSULTING, S.CONSULTING, S.ASSIGNED, EXAMINE, "Đã có ý kiến",
         note_required=True, holder_only=True, done="Đã có ý kiến của cơ quan liên quan"),
    _row(A.INTERLINK, S.ASSIGNED, S.INTERLINKED, EXAMINE, "Chuyển liên thông",
         note_required=True, holder_only=True, done="Đã chuyển cơ quan liên thông"),
    _row(A.FINISH_INTERLINK, S.INTERLINKED, S.ASSIGNED, EXAMINE, "Nhận lại từ liên thông",
         note_required=True, holder_only=True, done="Cơ quan liên thông đã trả lời"),
    _row(A.ASK_SUPPLEMENT, S.ASSIGNED, S.SUPPLEMENT, EXAMINE, "Yêu cầu bổ sung",
         clock=Clock.PAUSE, note_required=True, form="mau-02", message="supplement",
         holder_only=True, done="Đề nghị ông/bà bổ sung hồ sơ", key="B"),
    _row(A.SUPPLY, S.SUPPLEMENT, S.ASSIGNED, frozenset({Who.OWNER, RECEIVE}), "Đã nhận bổ sung",
         clock=Clock.RESUME, anywhere=True, done="Đã nhận giấy tờ bổ sung"),
    _row(A.ASK_PAYMENT, S.ASSIGNED, S.FINANCE, EXAMINE, "Yêu cầu nghĩa vụ tài chính",
         clock=Clock.PAUSE, note_required=True, message="pay", holder_only=True,
         done="Chờ ông/bà thực hiện nghĩa vụ tài chính"),
    _row(A.ASK_PAYMENT, S.SIGNED, S.FINANCE, SEAL, "Yêu cầu nghĩa vụ tài chính",
         clock=Clock.PAUSE, note_required=True, message="pay",
         done="Chờ ông/bà thực hiện nghĩa vụ tài chính"),
    _row(A.CONFIRM_PAYMENT, S.FINANCE, S.ASSIGNED,
         frozenset({EXAMINE, COLLECT_FEE}), "Đã hoàn thành nghĩa vụ tài chính",
         clock=Clock.RESUME, returns=True, anywhere=True, note_required=True,
         done="Đã hoàn thành nghĩa vụ tài chính"),
    # --- decision ---------------------------------------------------------------------------
    _row(A.SUBMIT_FOR_SIGN, frozenset({S.ASSIGNED, S.INTERLINKED}), S.SUBMITTED_FOR_SIGN, EXAMINE,
         "Đạt, trình lãnh đạo ký", stay=Stay.SIGN, outcome="granted", holder_only=True,
         done="Đã trình lãnh đạo ký", bulk=True, key="D"),
    _row(A.PROPOSE_REJECTION, S.ASSIGNED, S.SUBMITTED_FOR_SIGN, EXAMINE,
         "Trình văn bản từ chối", stay=Stay.SIGN, outcome="rejected",
         note_required=True, holder_only=True, done="Đã trình lãnh đạo ký", key="T"),
    _row(A.RETURN_FOR_REWORK, S.SUBMITTED_FOR_SIGN, S.ASSIGNED, SIGN, "Trả lại để làm lại",
         stay=Stay.EXAMINE, note_required=True, key="T"),
    _row(A.SIGN, S.SUBMITTED_FOR_SIGN, S.SIGNED, SIGN, "Ký duyệt",
         stay=Stay.SEAL, done="Lãnh đạo đã ký", bulk=True, key="D"),
    _row(A.FINISH, S.SIGNED, S.RESULT_READY, SEAL, "Cấp số, đóng dấu, chuyển kết quả",
         clock=Clock.STOP, stay=Stay.COUNTER, message="ready", done="Đã có kết quả",
         bulk=True, key="D"),
    _row(A.FINISH_AT_COUNTER, S.RECEIVED, S.RESULT_READY, RECEIVE, "Có kết quả ngay",
         outcome="granted", clock=Clock.STOP, stay=Stay.COUNTER, message="ready",
         done="Đã có kết quả", key="C"),
    _row(A.HAND_OVER, S.RESULT_READY, S.RETURNED_RESULT, RETURN, "Đã trả kết quả",
         stay=Stay.NOBODY, form="giao-nhan", message="returned", done="Đã trả kết quả", key="D"),
    # --- ends -------------------------------------------------------------------------------
    _row(A.STOP, EXAMINING | {S.SUPPLEMENT, S.FINANCE}, S.STOPPED, SIGN,
         "Tạm dừng giải quyết", clock=Clock.PAUSE, anywhere=True, note_required=True,
         reasons="stop", form="mau-05", message="stopped", done="Tạm dừng giải quyết"),
    _row(A.STOP_FOR_GOOD, EXAMINING | {S.SUPPLEMENT, S.FINANCE, S.STOPPED}, S.STOPPED, SIGN,
         "Dừng hẳn, trả hồ sơ", clock=Clock.STOP, anywhere=True, stay=Stay.NOBODY,
         note_required=True, reasons="stop", form="mau-05", message="stopped",
         done="Dừng giải quyết hồ sơ"),
    _row(A.RESUME, S.STOPPED, S.ASSIGNED, SIGN, "Giải quyết tiếp",
         anywhere=True, clock=Clock.RESUME, stay=Stay.EXAMINE, note_required=True,
         done="Tiếp tục giải quyết"),
    _row(A.WITHDRAW,
         BEFORE_RECEPTION | EXAMINING | {S.RECEIVED, S.TRANSFERRED, S.SUPPLEMENT, S.FINANCE},
         S.WITHDRAWN, frozenset({Who.OWNER, RECEIVE}), "Rút hồ sơ",
         anywhere=True, clock=Clock.STOP, stay=Stay.NOBODY, note_required=True, message="withdrawn",
         done="Đã rút hồ sơ theo yêu cầu"),
    # --- the promise moves (dossiers.services.extend, dossiers.services.redate) ---------------
    _row(A.EXTEND, IN_PROCESS, None, SIGN, "Gia hạn theo quy định",
         anywhere=True, note_required=True, reasons="extend", message="extended",
         done="Được gia hạn thời gian giải quyết theo quy định"),
    _row(A.RECALCULATE, IN_PROCESS, None, Who.SYSTEM, "Tính lại hạn theo lịch mới",
         message="redated", done="Đổi ngày hẹn trả vì lịch làm việc thay đổi"),
    # --- late: the clock runs on (dossiers.lateness.apologies) --------------------------------
    _row(A.APOLOGISE, IN_PROCESS | {S.RESULT_READY}, None, SIGN, "Xin lỗi, hẹn lại ngày trả",
         anywhere=True, form="mau-04", message="apology",
         done="Đơn vị xin lỗi ông/bà vì chậm hẹn"),
)  # fmt: skip


class NotAllowed(LookupError):
    """No row of the table allows this action from this status."""


def find(action: Action, status: Status) -> Transition:
    """The row for `action` from `status`; `NotAllowed` when there is none."""
    for row in TRANSITIONS:
        if row.action == action and status in row.sources:
            return row
    raise NotAllowed(f"{action} from {status}")


def offered(status: Status, permissions: frozenset[str]) -> list[Transition]:
    """Rows that somebody with these permissions (or `Who` marks) may use now, in table order."""
    return [row for row in TRANSITIONS if status in row.sources and row.who & permissions]
