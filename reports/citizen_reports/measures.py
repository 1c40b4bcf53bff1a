"""What numbers about citizens' reports count, as conditions; each has its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from feedback import figures
from feedback.models.report_indexes import OPEN_REPORT

LATE, SOON, OPEN, UNASSIGNED = "qua-han", "trong-24-gio", "dang-mo", "chua-giao"
LATE_ANSWER, LATE_WHOLE = "qua-48-gio", "qua-han-xu-ly"
RECEIVED, PROMISED, KEPT, MISSED = "nhan", "den-han", "tra-loi-dung", "tra-loi-tre"
VERIFIED, TRUE, PARTLY, UNTRUE = "da-kiem-tra", "dung", "dung-mot-phan", "khong-dung"
ENDED, REOPENED, HOT_SPOT = "da-xong", "mo-lai", "diem-nong"
NEXT = timedelta(hours=24)


@dataclass(frozen=True)
class Measure:
    """`parts`: numbers of `feedback.figures` that it adds up. `of_now`: of this moment, whatever
    the period."""

    label: str
    parts: tuple[str, ...] = ()
    of_now: bool = False


def _now(label: str, *parts: str) -> Measure:
    return Measure(label, parts, of_now=True)


MEASURES: Mapping[str, Measure] = {
    LATE: _now("Quá hạn trả lời hoặc xử lý", "unanswered_late", "overdue"),
    LATE_ANSWER: _now("Quá hạn, chưa trả lời", "unanswered_late"),
    LATE_WHOLE: _now("Quá hạn xử lý", "overdue"),
    SOON: _now("Đến hạn trả lời trong 24 giờ tới", "soon"),
    OPEN: _now("Đang xử lý", "open"),
    UNASSIGNED: _now("Chưa giao người xử lý", "unassigned"),
    RECEIVED: Measure("Nhận trong kỳ"),
    PROMISED: Measure(
        "Đã đến hạn trả lời", ("answered_in_time", "answered_late", "unanswered_late")
    ),
    KEPT: Measure("Trả lời đúng hạn", ("answered_in_time",)),
    MISSED: Measure("Trả lời trễ hoặc quá hạn chưa trả lời", ("answered_late", "unanswered_late")),
    VERIFIED: Measure("Đã kiểm tra", ("found_true", "found_partly", "found_untrue")),
    TRUE: Measure("Đúng sự thật", ("found_true",)),
    PARTLY: Measure("Đúng một phần", ("found_partly",)),
    UNTRUE: Measure("Không đúng sự thật", ("found_untrue",)),
    ENDED: Measure("Đã xử lý xong", ("ended_in_time", "ended_late")),
    "xong-dung-han": Measure("Xử lý xong đúng hạn", ("ended_in_time",)),
    "xong-tre": Measure("Xử lý xong trễ hạn", ("ended_late",)),
    "tu-choi": Measure("Không xử lý", ("refused",)),
    "gop": Measure("Gộp vào phản ánh khác", ("merged",)),
    REOPENED: Measure("Người gửi hoặc đơn vị mở lại", ("reopened",)),
    HOT_SPOT: Measure("Cùng một điểm nóng", of_now=True),
}


def conditions(at: datetime) -> dict[str, Q]:
    """Those of `feedback.figures`, and two that only leaders ask for."""
    unanswered = figures.conditions(at)
    return unanswered | {
        "soon": unanswered["unanswered"] & Q(answer_due_at__lt=at + NEXT),
        "unassigned": OPEN_REPORT & Q(assignee__isnull=True),
    }


def condition(measure: str, at: datetime) -> Q:
    """Everything where a measure has no parts."""
    known, found = conditions(at), Q()
    for part in MEASURES[measure].parts:
        found |= known[part]
    return found
