"""What others than the office add: followers, neighbours' checks, ratings, wishes to take down."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from feedback.models import FixCheck, Follower, Rating, RemovalRequest, Report, ReportEvent
from feedback.workflow import ANSWERS, TRANSITIONS
from portal.lib.errors import Refused
from portal.lib.text import clean, clean_lines

RATING_DAYS = 30  # after the answer
_FINAL = [row.action for row in TRANSITIONS if row.answer_required and row.target in ANSWERS]


def last_answer(report: Report) -> ReportEvent | None:
    """The last final answer: what is rated and checked by neighbours."""
    return report.events.filter(action__in=_FINAL).order_by("-seq").first()


@transaction.atomic
def follow(report: Report, user: User, *, at: datetime) -> Follower:
    """Somebody else with the same matter is told what the reporter is told; twice is one."""
    if not report.is_public or not report.is_open:
        raise Refused("not_open", "Phản ánh này đã kết thúc, không theo dõi thêm được")
    if _is_reporter(report, user):
        raise Refused("own_report", "Ông/bà là người gửi phản ánh này, đã được báo mọi bước")
    follower, is_new = Follower.objects.get_or_create(report=report, user=user, defaults={"at": at})
    if is_new:
        _count(report, 1)
    return follower


@transaction.atomic
def unfollow(report: Report, user: User) -> None:
    deleted, _ = Follower.objects.filter(report=report, user=user).delete()
    if deleted:
        _count(report, -1)


@transaction.atomic
def check_fix(
    report: Report, user: User, *, is_fixed: bool, note: str, at: datetime
) -> FixCheck:  # fmt: skip
    """An independent neighbour says whether the last answer is true; once an answer."""
    if not report.is_public:
        raise Refused("not_public", "Phản ánh này không công khai")
    answer = _answer_or_refuse(report)
    if _is_reporter(report, user):
        raise Refused("own_report", "Việc này cần người khác xác nhận, không phải người gửi")
    if user.unit is not None and user.unit.root_id_or_self == report.root_unit_id:
        raise Refused("staff", "Việc này cần người dân xác nhận, không phải cán bộ của đơn vị")
    words = _line(note, 300)
    check, is_new = FixCheck.objects.get_or_create(
        report=report,
        answer_seq=answer.seq,
        user=user,
        defaults={"is_fixed": is_fixed, "note": words, "at": at},
    )
    if not is_new:
        raise Refused("already", "Ông/bà đã xác nhận việc này rồi", conflict=True)
    return check


@transaction.atomic
def rate(report: Report, *, stars: int, note: str, at: datetime) -> Rating:
    """Of the last final answer, by whoever sent the report; once an answer, soon after it."""
    answer = _answer_or_refuse(report)
    if at > answer.at + timedelta(days=RATING_DAYS):
        raise Refused("too_late", f"Chỉ đánh giá được trong {RATING_DAYS} ngày sau khi trả lời")
    if stars not in range(1, 6):
        raise Refused("stars_missing", "Chọn từ 1 đến 5 sao", field="stars")
    words = _line(note, 1_000)
    rating, is_new = Rating.objects.get_or_create(
        report=report, answer_seq=answer.seq, defaults={"stars": stars, "note": words, "at": at}
    )
    if not is_new:
        raise Refused("already", "Ông/bà đã đánh giá câu trả lời này rồi", conflict=True)
    return rating


def ask_removal(report: Report, *, reason: str, phone: str, at: datetime) -> RemovalRequest:
    """Anybody may ask to take down what is public; a moderator decides."""
    if not report.is_public:
        raise Refused("not_public", "Phản ánh này không còn trên trang công khai")
    words = clean_lines(reason)
    if not words:
        raise Refused("reason_missing", "Cho biết nội dung nào cần gỡ và vì sao", field="reason")
    if len(words) > 500:
        raise Refused("too_long", "Rút còn nhiều nhất 500 ký tự", field="reason")
    return RemovalRequest.objects.create(report=report, reason=words, phone=phone, at=at)


def _answer_or_refuse(report: Report) -> ReportEvent:
    """Of a report that has ended: what was reopened has no answer to be judged."""
    answer = None if report.is_open else last_answer(report)
    if answer is None:
        raise Refused("not_answered", "Phản ánh này chưa có trả lời kết quả", conflict=True)
    return answer


def _is_reporter(report: Report, user: User) -> bool:
    """Of this one, or of one that was merged into it."""
    same_matter = Report.objects.filter(Q(pk=report.pk) | Q(parent=report))
    return same_matter.filter(reporter__user=user).exists()


def _line(note: str, most: int) -> str:
    words = clean(note)
    if len(words) > most:
        raise Refused("too_long", f"Rút còn nhiều nhất {most} ký tự", field="note")
    return words


def _count(report: Report, more: int) -> None:
    Report.objects.filter(pk=report.pk).update(followers_count=F("followers_count") + more)
    report.refresh_from_db(fields=["followers_count"])
