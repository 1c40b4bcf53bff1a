"""What people are told about, to whom and by which channels: the matrix (domain 2.5, ux 7)."""

from dataclasses import dataclass
from enum import Enum

from notifications.models.message import Channel

SMS, ZALO, EMAIL, INAPP = Channel.SMS, Channel.ZALO, Channel.EMAIL, Channel.INAPP
ALL = frozenset({SMS, ZALO, EMAIL, INAPP})
NO_SMS = frozenset({ZALO, EMAIL, INAPP})
STAFF_ONLY = frozenset({EMAIL, INAPP})

AT_ONCE, USUAL, BULK = 0, 5, 9  # priorities of the outbox
TEST = "test"  # written by the page of gateways alone, which brings its own words


class Audience(Enum):
    CITIZEN = "citizen"
    STAFF = "staff"


@dataclass(frozen=True)
class Kind:
    """One row of the matrix.

    `must`: the law or the receipt promises it; when it reaches nobody, somebody has to call.
    `always_sms`: whatever the citizen chose, an SMS goes too. `repeatable`: when the answer of a
    gateway was lost it may be sent once more; never a one-time code. `at_night`: also in the quiet
    hours. `on_request`: somebody asks for it right now, even from a phone that wants no texts.
    `guarded`: who got it has reported something, which only those see who may see reporters.
    `variables`: names that its words may use (notifications.wording.variables).
    """

    code: str
    label: str
    channels: frozenset[Channel]
    variables: tuple[str, ...]
    must: bool = True
    always_sms: bool = False
    repeatable: bool = True
    at_night: bool = False
    on_request: bool = False
    guarded: bool = False
    audience: Audience = Audience.CITIZEN
    priority: int = USUAL

    @property
    def brings_code(self) -> bool:
        """A one-time code: worth something only to whoever asked for it."""
        return "otp" in self.variables


_DOSSIER = ("office", "unit", "code", "procedure", "domain", "link", "tel")
_STAFF = ("office", "code", "procedure", "link", "instead")
_REPORT = ("office", "unit", "report", "category", "domain", "report_link", "tel")
_REPORT_STAFF = ("office", "report", "category", "link", "instead", "limit", "due")
_DIRECTED = ("office", "leader", "number", "listing", "words", "link", "instead")

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("otp", "Mã xác nhận", frozenset({SMS}), ("office", "otp"), must=False,
             always_sms=True, repeatable=False, at_night=True, on_request=True, priority=AT_ONCE),
        Kind("email_code", "Xác nhận địa chỉ thư điện tử", frozenset({EMAIL}),
             ("unit", "tel", "domain", "link", "otp"), must=False, repeatable=False,
             at_night=True, priority=AT_ONCE),
        Kind("submitted", "Đã nhận hồ sơ trực tuyến", NO_SMS, (*_DOSSIER, "by"), must=False),
        Kind("received", "Tiếp nhận, hẹn trả", ALL, (*_DOSSIER, "due", "due_day")),
        Kind("supplement", "Yêu cầu bổ sung", ALL, (*_DOSSIER, "by", "count"), always_sms=True),
        Kind("supplement_soon", "Nhắc sắp hết hạn bổ sung", ALL, (*_DOSSIER, "by"),
             always_sms=True),
        Kind("refused", "Từ chối tiếp nhận", ALL, _DOSSIER),
        Kind("expired", "Hết hạn bổ sung", ALL, _DOSSIER),
        Kind("pay", "Nghĩa vụ tài chính", ALL, (*_DOSSIER, "amount")),
        Kind("ready", "Có kết quả", ALL, _DOSSIER, always_sms=True),
        Kind("returned", "Đã trả kết quả, mời đánh giá", NO_SMS, _DOSSIER, must=False),
        Kind("stopped", "Dừng giải quyết", ALL, _DOSSIER),
        Kind("withdrawn", "Đã rút hồ sơ", ALL, _DOSSIER),
        Kind("apology", "Xin lỗi, hẹn lại", ALL, (*_DOSSIER, "again", "due"), always_sms=True),
        Kind("extended", "Gia hạn theo quy định", ALL, (*_DOSSIER, "due", "due_day")),
        Kind("redated", "Đổi ngày hẹn vì lịch làm việc", ALL, (*_DOSSIER, "due", "due_day")),
        Kind("status_answer", "Trả lời tin nhắn tra cứu", frozenset({SMS}),
             ("office", "code", "status", "due", "domain"), must=False, at_night=True,
             on_request=True),
        Kind("status_unknown", "Trả lời tin nhắn tra cứu: không thấy hồ sơ", frozenset({SMS}),
             ("office", "domain"), must=False, at_night=True, on_request=True),
        Kind("sms_help", "Hướng dẫn tra cứu bằng tin nhắn", frozenset({SMS}),
             ("office", "domain"), must=False, at_night=True, on_request=True),
        Kind("sms_stopped", "Đã ngừng nhắn tin cho số này", frozenset({SMS}),
             ("office", "tel"), must=False, at_night=True, on_request=True),
        # --- citizens' reports of problems --------------------------------------------------
        Kind("report_received", "Đã nhận phản ánh", ALL, (*_REPORT, "by"),
             must=False, guarded=True),
        Kind("report_step", "Phản ánh có bước mới", ALL, (*_REPORT, "step"),
             must=False, guarded=True),
        Kind("report_answered", "Trả lời phản ánh", ALL, (*_REPORT, "step", "answer"),
             must=False, guarded=True),
        Kind("report_refused", "Phản ánh không xử lý được", ALL, (*_REPORT, "answer"),
             must=False, guarded=True),
        Kind("report_merged", "Phản ánh gộp với phản ánh cùng việc", ALL, _REPORT,
             must=False, guarded=True),
        # --- staff: the ladder ----------------------------------------------------------------
        Kind("due_soon", "Sắp đến hạn", STAFF_ONLY, (*_STAFF, "limit", "due", "left"),
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("overdue", "Quá hạn", STAFF_ONLY, (*_STAFF, "limit", "due", "late", "holder"),
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("report_due_soon", "Phản ánh sắp đến hạn", STAFF_ONLY, (*_REPORT_STAFF, "left"),
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("report_overdue", "Phản ánh quá hạn", STAFF_ONLY,
             (*_REPORT_STAFF, "late", "holder"),
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("digest", "Bản tin 7:30 của lãnh đạo", STAFF_ONLY,
             ("office", "day", "late", "today", "soon", "no_cause", "link", "late_link",
              "today_link", "soon_link", "no_cause_link", "reports", "reports_link",
              "instead"),
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("own_digest", "Việc của tôi sáng nay (7:15)", STAFF_ONLY,
             ("office", "day", "late", "today", "link", "instead"),
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("remind", "Lãnh đạo nhắc việc", STAFF_ONLY, _DIRECTED,
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("ask_cause", "Lãnh đạo yêu cầu nêu nguyên nhân trễ", STAFF_ONLY, _DIRECTED,
             audience=Audience.STAFF, must=False, at_night=True),
        Kind("alarm", "Báo động kỹ thuật", STAFF_ONLY, ("office", "what", "link"),
             audience=Audience.STAFF, must=False, at_night=True, priority=AT_ONCE),
        Kind(TEST, "Tin thử", frozenset(), (), audience=Audience.STAFF, must=False,
             repeatable=False, at_night=True),
    )
}  # fmt: skip
FOR_CITIZENS = [kind.code for kind in KINDS.values() if kind.audience is Audience.CITIZEN]
GUARDED = [kind.code for kind in KINDS.values() if kind.guarded]
ONE_TIME_CODES = [kind.code for kind in KINDS.values() if kind.brings_code]
