"""A published report in words: its name, how it stands, whether promises were kept."""

from datetime import datetime, timedelta

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from feedback.models import Category, Report
from feedback.workflow import ANSWERS, Status
from portal.lib.badges import Badge
from portal.lib.dates import clock, english_day, full_moment, long_day, short_moment

LENGTH = 160  # letters of a text in a list


def in_english() -> bool:
    return get_language() == "en"


def category_name(category: Category) -> str:
    return category.name_en if in_english() and category.name_en else category.name


def told_day(at: datetime) -> str:
    """`8:05, thứ Tư, 25/11/2026`."""
    return f"{clock(at)}, {english_day(at) if in_english() else long_day(at)}"


def begun(text: str) -> str:
    """The beginning of a text, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= LENGTH else f"{line[:LENGTH].rsplit(' ', 1)[0]}…"


def status_badge(report: Report) -> Badge:
    label = report.label
    return Badge(label.badge, label.icon, gettext(label.citizen))


def badges(report: Report, at: datetime) -> list[Badge]:
    """Where it stands, and the promise that matters now."""
    promise = _first_answer(report, at) or _whole(report, at)
    return [status_badge(report), *([promise] if promise else [])]


def promises(report: Report, at: datetime) -> list[Badge]:
    """Both promises, each kept, missed or still open."""
    return [badge for badge in (_answered(report, at), _whole(report, at)) if badge]


def is_missed(report: Report, at: datetime) -> bool:
    """A promise is broken now, or was."""
    return any(badge.kind == "late" for badge in promises(report, at))


def mark(report: Report, at: datetime) -> str:
    """How maps draw it: `open`, `late`, `ok` or `off`."""
    if report.is_open:
        return "late" if is_missed(report, at) else "open"
    return "ok" if report.state in ANSWERS else "off"


def _first_answer(report: Report, at: datetime) -> Badge | None:
    """What is said of the first answer in a list: nothing once it came in time."""
    badge = _answered(report, at)
    return None if badge and badge.kind == "ok" else badge


def _answered(report: Report, at: datetime) -> Badge | None:
    """What was merged is answered with its parent and has no promise of its own."""
    if report.state is Status.DUPLICATE:
        return None
    if report.answered_at:
        return _kept(report.answered_at <= report.answer_due_at, _("Trả lời"))
    if not report.is_open:
        return None
    if report.answer_due_at < at:
        return Badge("late", "alert-triangle", _("Quá hẹn trả lời"))
    due = short_moment(report.answer_due_at)
    return Badge("info", "clock", _("Hẹn trả lời trước %(due)s") % {"due": due})


def _whole(report: Report, at: datetime) -> Badge | None:
    if report.is_open:
        if report.due_at < at:
            return Badge("late", "alert-triangle", _("Quá hẹn xử lý"))
        return Badge("info", "clock", _("Hẹn xong %(due)s") % {"due": short_moment(report.due_at)})
    if report.state not in ANSWERS or report.resolved_at is None:
        return None
    return _kept(report.resolved_at <= report.due_at, _("Xử lý"))


def _kept(in_time: bool, what: str) -> Badge:
    if in_time:
        return Badge("ok", "clock-check", _("%(what)s đúng hẹn") % {"what": what})
    return Badge("late", "alert-triangle", _("%(what)s trễ hẹn") % {"what": what})


def lasted(time: timedelta) -> str:
    """`20 giờ`, `3 ngày`: roughly, as people say it."""
    hours = max(1, round(time.total_seconds() / 3600))
    if hours < 48:
        return ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days}


def met_too(number: int) -> str:
    """Who follows met the same matter."""
    if not number:
        return ""
    return ngettext("%(n)s người cùng gặp", "%(n)s người cùng gặp", number) % {"n": number}


def sent_at(report: Report) -> str:
    return _("Gửi %(moment)s") % {"moment": full_moment(report.received_at)}
