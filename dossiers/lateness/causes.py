"""Nguyên nhân chậm: the fixed list (ux 5.4), and who has to name one before going on."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from dossiers.models import Dossier
from dossiers.workflow import Transition, Who
from portal.lib.errors import Refused

OTHER = "other"
CAUSE_MISSING = "Chọn nguyên nhân trễ trước khi chuyển bước"
NOTE_MISSING = "Ghi rõ nguyên nhân khác là gì"


@dataclass(frozen=True)
class Cause:
    """`words` are for staff; `public` is the fair short wording that people read."""

    code: str
    words: str
    group: str
    public: str


CAUSES: tuple[Cause, ...] = (
    Cause("other_office", "Chờ đơn vị khác trả lời", "Đơn vị khác",
          "phải chờ đơn vị khác trả lời"),
    Cause("signer", "Chờ lãnh đạo ký", "Nội bộ", "khâu ký duyệt chậm"),
    Cause("staff", "Thiếu người, nghỉ phép", "Nội bộ", "thiếu người giải quyết"),
    Cause("survey", "Đo đạc, kiểm tra thực địa", "Nội bộ", "phải đo đạc, kiểm tra thực địa"),
    Cause("complex", "Hồ sơ phức tạp, phải xác minh thêm", "Nội bộ", "phải xác minh thêm"),
    Cause("citizen", "Người dân bổ sung chậm", "Người dân", "phải chờ giấy tờ bổ sung"),
    Cause("software", "Lỗi phần mềm, mất kết nối", "Khách quan",
          "phần mềm, đường truyền trục trặc"),
    Cause("disaster", "Thiên tai, sự cố", "Khách quan", "thiên tai, sự cố"),
    Cause(OTHER, "Khác (ghi rõ)", "Khác", "có việc phát sinh ngoài dự kiến"),
)  # fmt: skip
_BY_CODE = {cause.code: cause for cause in CAUSES}
CAUSE_CHOICES = [
    (group, [(cause.code, cause.words) for cause in causes])
    for group, causes in groupby(CAUSES, lambda cause: cause.group)
]


def cause_words(code: str) -> str:
    """`Chờ lãnh đạo ký`, for staff; empty without one."""
    return _BY_CODE[code].words.removesuffix(" (ghi rõ)") if code else ""


def public_words(code: str) -> str:
    """`khâu ký duyệt chậm`: what follows "vì" on pages and papers of citizens."""
    return _BY_CODE[code].public if code else ""


def told_cause(code: str, note: str) -> str:
    """`Nguyên nhân chậm: Chờ lãnh đạo ký, đồng chí phó chủ tịch đi công tác`, for staff."""
    words = ", ".join(part for part in (cause_words(code), note) if part)
    return f"Nguyên nhân chậm: {words}" if words else ""


def cause_needed(dossier: Dossier, row: Transition, at: datetime) -> bool:
    """Whether this act moves a late dossier on for which no cause was given since the miss."""
    return dossier.is_overdue(at) and _moves_it(row) and not has_cause(dossier)


def has_cause(dossier: Dossier) -> bool:
    """Whether one was given since the miss: that of an earlier date does not count."""
    given, due = dossier.late_cause_at, dossier.due_at
    return given is not None and due is not None and given >= due


def _moves_it(row: Transition) -> bool:
    """Giving, taking or taking over the work asks for nothing: late work must find hands at once,
    and who hands it out cannot know the cause yet; the next step of the holder asks for it. What
    citizens do, also over the counter, and what timers do is not the office moving on.
    """
    passed_on = row.needs_assignee or row.to_actor
    others = Who.OWNER in row.who or Who.SYSTEM in row.who
    return row.target is not None and not passed_on and not others


def check_cause(code: str, note: str) -> None:
    """Refuses a cause that is none of the list, and "Khác" without words."""
    if code not in _BY_CODE:
        raise Refused("cause_missing", CAUSE_MISSING, field="late_cause")
    if code == OTHER and not note:
        raise Refused("cause_note_missing", NOTE_MISSING, field="late_note")
