"""Which date of a report counts now, and its badge: of the first answer, then of the whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Q, When
from django.db.models.functions import Least
from django.utils import timezone

from dossiers.staff.due_badges import DueBadge, StageTime, date_badge, stage_badge
from feedback.models import Category, Report, Severity
from feedback.workflow import LABELS, Status
from portal.lib.badges import Badge
from portal.lib.dates import clock
from worktime.arithmetic import WorkCalendar

SOON = timedelta(hours=8)  # of the clock on the wall
STEP_WARNING = timedelta(hours=4)

# In a query; as `Dates.next`.
NEXT_DUE = Case(
    When(Q(answered_at__isnull=True), then=Least(F("answer_due_at"), F("due_at"))),
    default=F("due_at"),
)

DATE_COLUMNS = (
    "status", "answered_at", "answer_due_at", "due_at", "step_due_at", "closed_at",
    "category__answer_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dates:
    """The facts of one report that its badges follow from."""

    status: Status
    answered_at: datetime | None
    answer_due_at: datetime
    due_at: datetime
    step_due_at: datetime | None
    closed_at: datetime | None
    count: str  # of the first answer: Category.Count

    @classmethod
    def of(cls, report: Report) -> "Dates":
        """Pre-load its `category`."""
        return cls(
            report.state, report.answered_at, report.answer_due_at, report.due_at,
            report.step_due_at, report.closed_at, report.category.answer_count,
        )  # fmt: skip

    @classmethod
    def of_line(cls, line: Any) -> "Dates":
        """Of a row of `values_list` that names `DATE_COLUMNS`."""
        return cls(
            Status(line.status), line.answered_at, line.answer_due_at, line.due_at,
            line.step_due_at, line.closed_at, line.category__answer_count,
        )  # fmt: skip

    @property
    def next(self) -> datetime:
        """The date that comes first: once answered, only that of the whole is left."""
        return self.due_at if self.answered_at else min(self.answer_due_at, self.due_at)

    @property
    def by_the_wall(self) -> bool:
        """The next date is that of the answer, and nights and days off count."""
        is_answer = self.answered_at is None and self.answer_due_at <= self.due_at
        return is_answer and self.count == Category.Count.ELAPSED


def severity_badge(severity: str) -> Badge | None:
    """Of what is not ordinary."""
    return _SEVERITIES.get(Severity(severity))


_SEVERITIES = {
    Severity.SOON: Badge("warn", "alert-triangle", str(Severity.SOON.label)),
    Severity.URGENT: Badge("late", "alert-triangle", str(Severity.URGENT.label)),
}


def badge_of(dates: Dates, calendar: WorkCalendar, at: datetime) -> DueBadge:
    """`Trễ 5 giờ`, `Còn 3 giờ`, `Mai 9:00`, `24/11`; an ended report says how it ended."""
    if dates.closed_at is not None:
        return DueBadge("off", LABELS[dates.status].staff)
    if dates.by_the_wall:
        return _by_the_wall(dates.next, at)
    return date_badge(dates.next, calendar, at)


def step_badge_of(dates: Dates, calendar: WorkCalendar, at: datetime) -> DueBadge | None:
    """Of the step: coming late or over; nothing while the whole is late, which says it itself."""
    if dates.closed_at is not None or dates.step_due_at is None:
        return None
    warn_at = dates.step_due_at - STEP_WARNING
    return stage_badge(StageTime(dates.next, dates.step_due_at, warn_at), calendar, at)


def _by_the_wall(due: datetime, at: datetime) -> DueBadge:
    if due < at:
        return DueBadge("late", f"Trễ {_longest(at - due)}")
    if due - at < SOON:
        return DueBadge("soon", f"Còn {_longest(due - at)}")
    days = (timezone.localdate(due) - timezone.localdate(at)).days
    if days > 1:
        return DueBadge("ok", f"{timezone.localdate(due):%d/%m}")
    return DueBadge("soon" if days == 0 else "ok", f"{('Hôm nay', 'Mai')[days]} {clock(due)}")


def _longest(span: timedelta) -> str:
    """`2 ngày`, `5 giờ`, `20 phút`."""
    minutes = max(1, int(span.total_seconds()) // 60)
    for size, unit in ((24 * 60, "ngày"), (60, "giờ")):
        if minutes >= size:
            return f"{minutes // size}\u00a0{unit}"
    return f"{minutes}\u00a0phút"
