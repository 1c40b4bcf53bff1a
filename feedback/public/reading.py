"""The page of one report, in words: for everybody, for whoever tracks it, for its reporter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from feedback.disclosure import public_address, public_media, public_point
from feedback.maps import MapView, around
from feedback.models import Report
from feedback.models.report import ReportQuerySet
from feedback.public import story, words
from feedback.public.pictures import public_pictures
from feedback.services.following import last_answer
from feedback.workflow import reason_words
from portal.lib.badges import Badge
from portal.lib.dates import Leaf, leaf


@dataclass(frozen=True)
class Promise:
    leaf: Leaf
    title: str
    text: str


def with_page(reports: ReportQuerySet) -> ReportQuerySet:
    """Loaded with what a page reads."""
    related = ("category", "area", "parent", "reporter")
    return reports.select_related(*related).prefetch_related("media", "events")


def standing(report: Report, at: datetime) -> dict[str, Any]:
    """What every page of a report says: where it stands, its promises, steps and answers."""
    events = list(report.events.all())
    return {
        "report": report,
        "title": words.category_name(report.category),
        "badges": [words.status_badge(report), *_settled(report, at)],
        "sent": words.sent_at(report),
        "promise": _promise(report, at),
        "apology": _apology(report, at),
        "parent_url": _parent_url(report),
        "answers": story.answers(events),
    }


def public_page(
    report: Report, user: User | None, at: datetime, *, is_staff: bool
) -> dict[str, Any]:
    """Only what was published; `user` is a citizen who is signed in. Neither the reporter nor staff
    is asked what neighbours are."""
    point, own_url = public_point(report), _own_url(report, user)
    is_asked = not own_url and not is_staff
    is_done = not report.is_open and bool(report.answer) and not story.is_merged(report)
    return standing(report, at) | {
        "steps": story.steps(report, report.events.all(), at=at),
        "place": public_address(report),
        "area": _area(report),
        "map": MapView(_("Bản đồ nơi có việc"), around(point), mark=point) if point else None,
        "pictures": public_pictures(public_media(report)),
        "met": words.met_too(report.followers_count),
        "follows": bool(user) and report.followers.filter(user=user).exists(),
        "own_url": own_url,
        "may_follow": is_asked and report.is_open,
        "may_check": is_asked and is_done,
        "checks": _checks(report) if is_done else [],
    }


def _area(report: Report) -> str:
    """The hamlet, where the address does not name it already."""
    name = report.area.name if report.area else ""
    return "" if name.casefold() in public_address(report).casefold() else name


def tracked_page(report: Report, at: datetime) -> dict[str, Any]:
    """How it stands, for who showed to know code and phone; nothing that was written or taken."""
    return standing(report, at) | {
        "steps": story.steps(report, report.events.all(), at=at),
        "public_url": _public_url(report),
    }


def _settled(report: Report, at: datetime) -> list[Badge]:
    """Promises kept or missed; what can still be kept is the leaf of the calendar."""
    return [badge for badge in words.promises(report, at) if badge.kind in {"ok", "late"}]


def _promise(report: Report, at: datetime) -> Promise | None:
    """The next date that is promised and can still be kept."""
    if not report.is_open:
        return None
    if report.answered_at is None and report.answer_due_at >= at:
        due, title = report.answer_due_at, _("Trả lời trước %(moment)s")
    elif report.due_at >= at:
        due, title = report.due_at, _("Xử lý xong trước %(moment)s")
    else:
        return None
    said = title % {"moment": words.told_day(due)}
    return Promise(leaf(due), said, _("Còn khoảng %(time)s") % {"time": words.lasted(due - at)})


def _apology(report: Report, at: datetime) -> str:
    """Why it is late, as far as it is known; empty when nothing is late now."""
    if not report.is_open or not words.is_missed(report, at):
        return ""
    cause = reason_words("late", report.late_cause)
    return _("Nguyên nhân: %(cause)s.") % {"cause": cause} if cause else _("Đơn vị đang kiểm tra.")


def _parent_url(report: Report) -> str:
    parent = report.parent
    return _public_url(parent) if parent else ""


def _public_url(report: Report) -> str:
    return reverse("feedback:report", args=[report.code]) if report.is_public else ""


def _own_url(report: Report, user: User | None) -> str:
    if user is None or report.reporter.user_id != user.pk:
        return ""
    return reverse("feedback:report-mine", args=[report.secret])


def _checks(report: Report) -> list[str]:
    """What neighbours say of the last answer."""
    answer = last_answer(report)
    of_last = report.fix_checks.filter(answer_seq=answer.seq if answer else 0)
    said = of_last.aggregate(
        fixed=Count("pk", filter=Q(is_fixed=True)), not_fixed=Count("pk", filter=Q(is_fixed=False))
    )
    fixed, not_fixed = said["fixed"], said["not_fixed"]
    yes = ngettext(
        "%(n)s người ở gần xác nhận đã xong", "%(n)s người ở gần xác nhận đã xong", fixed
    ) % {"n": fixed}
    no = ngettext(
        "%(n)s người ở gần nói chưa xong", "%(n)s người ở gần nói chưa xong", not_fixed
    ) % {"n": not_fixed}
    return [line for line, number in ((yes, fixed), (no, not_fixed)) if number]
