"""One report on the staff's screen, in words: what, where, pictures, dates, what people say of it.

Nothing here names the reporter: that is `feedback.desk.reporters`, behind a right and a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.desk import Desk
from dossiers.staff.due_badges import DueBadge, time_left
from dossiers.staff.sheet import Fact
from feedback.desk.due import Dates, badge_of, severity_badge, step_badge_of
from feedback.desk.waiting import NOT_SHOWN
from feedback.media.rows import MediaRow, media_rows
from feedback.models import Media, Report
from feedback.models.report import ReportQuerySet
from feedback.questions import answers_in_words
from feedback.workflow import Label, Truth
from portal.lib.badges import Badge
from portal.lib.dates import full_moment, short_moment
from worktime.arithmetic import WorkCalendar

_TRUTHS = {
    Truth.TRUE: Badge("ok", "circle-check", "Đúng sự thật"),
    Truth.PARTLY: Badge("warn", "alert-circle", "Đúng một phần"),
    Truth.FALSE: Badge("off", "x", "Không đúng sự thật"),
}


@dataclass(frozen=True)
class Pictures:
    """Those of one moment: before, while it is mended, after."""

    phase: str
    label: str
    rows: Sequence[MediaRow]


@dataclass(frozen=True)
class Sheet:
    report: Report
    code: str
    title: str
    label: Label
    due: DueBadge
    step_due: DueBadge | None
    severity: Badge | None  # of what is not ordinary
    truth: Badge | None
    promises: list[str]
    holder: str
    facts: list[Fact]
    links: list[str]  # to pictures elsewhere, as programs gave them; never followed by us
    pictures: list[Pictures]
    publicity: Badge


def for_sheet(reports: ReportQuerySet) -> ReportQuerySet:
    """With what a sheet names, and whether anything was merged into it or split from it."""
    offspring = Report.objects.filter(Q(parent=OuterRef("pk")) | Q(split_from=OuterRef("pk")))
    named = reports.select_related("category", "unit__root", "root_unit", "assignee", "area")
    return named.annotate(has_offspring=Exists(offspring))


def sheet_of(report: Report, desk: Desk) -> Sheet:
    """One more query: its pictures; two more where questions were answered."""
    dates = Dates.of(report)
    return Sheet(
        report=report,
        code=report.code,
        title=report.category.name,
        label=report.label,
        due=badge_of(dates, desk.calendar, desk.at),
        step_due=step_badge_of(dates, desk.calendar, desk.at),
        severity=severity_badge(report.severity),
        truth=_TRUTHS[Truth(report.truth)] if report.truth else None,
        promises=_promises(report, desk.calendar, desk.at),
        holder=" · ".join(str(part) for part in (report.assignee, report.unit.short_name) if part),
        facts=_facts(report),
        links=report.media_links.split(),
        pictures=pictures_of(report, desk),
        publicity=publicity_of(report),
    )


def publicity_of(report: Report) -> Badge:
    """Whether everybody may see it."""
    if report.about_conduct or not report.category.may_be_public:
        return Badge("off", "lock", "Không bao giờ công khai")
    if report.hidden_at:
        return Badge("warn", "eye-off", f"Không công khai từ {short_moment(report.hidden_at)}")
    if report.published_at:
        return Badge("ok", "world", f"Công khai từ {short_moment(report.published_at)}")
    if report.state in NOT_SHOWN:
        return Badge("off", "eye-off", "Chưa công khai")
    return Badge("wait", "eye-check", "Chờ kiểm duyệt")


def pictures_of(report: Report, desk: Desk) -> list[Pictures]:
    rows = media_rows(report.media.all(), to=desk.user)
    found = [
        Pictures(phase.value, str(phase.label), [row for row in rows if row.phase == phase])
        for phase in Media.Phase
    ]
    return [pictures for pictures in found if pictures.rows]


def _promises(report: Report, calendar: WorkCalendar, at: datetime) -> list[str]:
    """`Trả lời lần đầu trước 8:00 25/11`, `Xử lý xong trước 17:00 2/12 (còn 6 ngày làm việc)`."""
    if report.answered_at:
        kept = "đúng hạn" if report.answered_at <= report.answer_due_at else "trễ hạn"
        first = f"Trả lời lần đầu {short_moment(report.answered_at)}, {kept}"
    else:
        first = f"Trả lời lần đầu trước {short_moment(report.answer_due_at)}"
    whole = f"Xử lý xong trước {short_moment(report.due_at)}"
    if report.is_open:
        whole += f" ({time_left(report.due_at, calendar, at)})"
    return [first, whole]


def _facts(report: Report) -> list[Fact]:
    accuracy = f", sai số {report.accuracy} m" if report.accuracy else ""
    point = f"{report.lat:.5f}, {report.long:.5f}" if report.lat is not None else ""
    facts: dict[str, Any] = {
        "Nhận lúc": full_moment(report.received_at),
        "Qua": report.get_channel_display(),
        "Địa chỉ": report.address,
        "Địa bàn": report.area,
        "Tọa độ": f"{point} ({report.get_located_display().lower()}{accuracy})" if point else "",
        "Cơ quan ngoài": report.agency,
        "Cùng theo dõi": f"{report.followers_count} người" if report.followers_count else "",
        "Đã chuyển": f"{report.transfers} lần" if report.transfers else "",
        "Đã mở lại": f"{report.reopenings} lần" if report.reopenings else "",
    }
    if report.answers:
        facts |= dict(answers_in_words(report.category, report.answers))
    return [Fact(label, str(value)) for label, value in facts.items() if value]
