"""The life of a dossier, as one table (domain 2.1-2.3, national codes of 3.1).

Pure data: imports nothing of ours. `dossiers.services.apply` is the only code that acts on it;
buttons, bulk actions, filters, the public timeline, the docs page and the tests read it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    SUBMITTED = "submitted"
    PRE_SUPPLEMENT = "pre_supplement"
    EXPIRED = "expired"
    REFUSED = "refused"
    RECEIVED = "received"
    TRANSFERRED = "transferred"
    ASSIGNED = "assigned"
    VERIFYING = "verifying"
    CONSULTING = "consulting"
    INTERLINKED = "interlinked"
    SUPPLEMENT = "supplement"
    FINANCE = "finance"
    SUBMITTED_FOR_SIGN = "submitted_for_sign"
    SIGNED = "signed"
    RESULT_READY = "result_ready"
    RETURNED_RESULT = "returned_result"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    SUBMIT = "submit"
    RECEIVE = "receive"
    ASK_BEFORE_RECEPTION = "ask_before_reception"
    RESUBMIT = "resubmit"
    EXPIRE = "expire"
    REFUSE = "refuse"
    TRANSFER = "transfer"
    SEND_BACK = "send_back"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    TAKE = "take"
    TAKE_OVER = "take_over"
    START_VERIFYING = "start_verifying"
    FINISH_VERIFYING = "finish_verifying"
    CONSULT = "consult"
    FINISH_CONSULTING = "finish_consulting"
    INTERLINK = "interlink"
    FINISH_INTERLINK = "finish_interlink"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLY = "supply"
    ASK_PAYMENT = "ask_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    SUBMIT_FOR_SIGN = "submit_for_sign"
    PROPOSE_REJECTION = "propose_rejection"
    RETURN_FOR_REWORK = "return_for_rework"
    SIGN = "sign"
    FINISH = "finish"
    FINISH_AT_COUNTER = "finish_at_counter"
    HAND_OVER = "hand_over"
    STOP = "stop"
    STOP_FOR_GOOD = "stop_for_good"
    RESUME = "resume"
    WITHDRAW = "withdraw"


class Clock(StrEnum):
    """What an action does to the legal clock."""

    KEEP = "keep"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"  # for good: `closed_at` is set


class Who(StrEnum):
    """Actors that are not a permission."""

    OWNER = "owner"
    SYSTEM = "system"


class Stay(StrEnum):
    """Where the dossier lies afterwards; the procedure's stages say which office that is."""

    KEEP = "keep"
    COUNTER = "counter"  # with the one-stop counter that received it
    ASSIGN = "assign"  # at the stage with this step ...
    EXAMINE = "examine"
    VERIFY = "verify"
    SIGN = "sign"
    SEAL = "seal"
    NOBODY = "nobody"  # nobody works on it any more


NATIONAL_CODES: dict[Status, int] = {
    Status.SUBMITTED: 1,
    Status.PRE_SUPPLEMENT: 1,
    Status.RECEIVED: 2,
    Status.REFUSED: 3,
    Status.EXPIRED: 3,
    Status.TRANSFERRED: 4,
    Status.ASSIGNED: 4,
    Status.VERIFYING: 4,
    Status.CONSULTING: 4,
    Status.INTERLINKED: 4,
    Status.SUBMITTED_FOR_SIGN: 4,
    Status.SIGNED: 4,
    Status.SUPPLEMENT: 5,
    Status.FINANCE: 6,
    Status.WITHDRAWN: 7,
    Status.STOPPED: 8,
    Status.RESULT_READY: 9,
    Status.RETURNED_RESULT: 10,
}


@dataclass(frozen=True)
class Label:
    """How a status is told: to staff, to citizens, and as which badge and icon (design 8)."""

    staff: str
    citizen: str
    badge: str
    icon: str


LABELS: dict[Status, Label] = {
    Status.SUBMITTED: Label("Mới nộp", "Đã gửi, chờ tiếp nhận", "info", "send"),
    Status.PRE_SUPPLEMENT: Label(
        "Chờ bổ sung tiếp nhận", "Chờ ông/bà bổ sung", "wait", "player-pause"
    ),
    Status.EXPIRED: Label("Quá hạn bổ sung", "Đã hết hạn bổ sung, xem lý do", "off", "clock-off"),
    Status.REFUSED: Label("Không tiếp nhận", "Chưa nhận được, xem lý do", "late", "x"),
    Status.RECEIVED: Label("Đã tiếp nhận", "Đã tiếp nhận", "info", "inbox"),
    Status.TRANSFERRED: Label("Chờ phân công", "Đang giải quyết", "info", "loader"),
    Status.ASSIGNED: Label("Đang thẩm định", "Đang giải quyết", "info", "loader"),
    Status.VERIFYING: Label("Đang xác minh", "Đang giải quyết", "info", "loader"),
    Status.CONSULTING: Label("Đang lấy ý kiến", "Đang giải quyết", "info", "loader"),
    Status.INTERLINKED: Label("Đang liên thông", "Đang giải quyết", "info", "loader"),
    Status.SUPPLEMENT: Label("Chờ bổ sung", "Chờ ông/bà bổ sung", "wait", "player-pause"),
    Status.FINANCE: Label("Chờ nộp phí", "Chờ ông/bà nộp phí", "wait", "wallet"),
    Status.SUBMITTED_FOR_SIGN: Label("Chờ ký", "Đang giải quyết", "info", "loader"),
    Status.SIGNED: Label("Đã ký, chờ đóng dấu", "Đang giải quyết", "info", "loader"),
    Status.RESULT_READY: Label("Chờ trả", "Đã có kết quả, mời đến nhận", "ok", "file-certificate"),
    Status.RETURNED_RESULT: Label("Đã trả", "Đã trả kết quả", "ok", "circle-check"),
    Status.STOPPED: Label("Dừng xử lý", "Dừng giải quyết, xem lý do", "off", "player-pause"),
    Status.WITHDRAWN: Label("Dân rút", "Đã rút theo yêu cầu", "off", "corner-up-left"),
}


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
    returns: bool = False  # back to the status in which the pause began; `target` if unknown
    outcome: str = ""  # what the result says, when this action decides it
    bulk: bool = False
    key: str = ""  # letter of the staff keyboard


RECEIVE, EXAMINE, ASSIGN = "dossiers.receive", "dossiers.examine", "dossiers.assign"
SIGN, SEAL, RETURN = "dossiers.sign", "dossiers.seal", "dossiers.return"
COLLECT_FEE = "dossiers.collect_fee"

BEFORE_RECEPTION = frozenset({Status.SUBMITTED, Status.PRE_SUPPLEMENT})
EXAMINING = frozenset({Status.ASSIGNED, Status.VERIFYING, Status.CONSULTING, Status.INTERLINKED})
IN_PROCESS = EXAMINING | {
    Status.RECEIVED,
    Status.TRANSFERRED,
    Status.SUBMITTED_FOR_SIGN,
    Status.SIGNED,
}
WAITING_FOR_PAPERS = frozenset({Status.PRE_SUPPLEMENT, Status.SUPPLEMENT})
WAITING_FOR_CITIZEN = WAITING_FOR_PAPERS | {Status.FINANCE}
WITH_RESULT = frozenset({Status.RESULT_READY, Status.RETURNED_RESULT})

REASONS: dict[str, tuple[tuple[str, str], ...]] = {
    "refuse": (
        ("authority", "Không thuộc thẩm quyền giải quyết của đơn vị"),
        ("condition", "Chưa đủ điều kiện theo quy định của thủ tục"),
        ("invalid", "Giấy tờ không hợp lệ, không xác minh được"),
        ("duplicate", "Trùng với hồ sơ đang giải quyết"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
    "stop": (
        ("dispute", "Đang có tranh chấp, khiếu nại liên quan"),
        ("court", "Có văn bản của tòa án hoặc cơ quan có thẩm quyền"),
        ("death", "Người nộp hồ sơ đã mất"),
        ("no_supplement", "Quá hạn mà chưa bổ sung"),
        ("request", "Theo đề nghị dừng của người nộp"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
    "send_back": (
        ("wrong_unit", "Chuyển nhầm đơn vị"),
        ("incomplete", "Thiếu giấy tờ khi bàn giao"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
}

_REASON_WORDS = {code: words for reasons in REASONS.values() for code, words in reasons}


def reason_words(code: str) -> str:
    """The chosen reason in a sentence's words; empty without one. Every list has its own codes."""
    return _REASON_WORDS.get(code, "").removesuffix(" (ghi rõ)")


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
         stay=Stay.EXAMINE, needs_assignee=True, done="Đã phân công người giải quyết",
         bulk=True, key="A"),
    _row(A.TAKE, S.TRANSFERRED, S.ASSIGNED, EXAMINE, "Nhận việc",
         stay=Stay.EXAMINE, to_actor=True, done="Đã phân công người giải quyết",
         bulk=True, key="C"),
    _row(A.REASSIGN, EXAMINING, None, ASSIGN, "Giao lại cho…", needs_assignee=True,
         bulk=True, key="A"),
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
