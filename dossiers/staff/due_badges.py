"""Deadline badges of staff lists, in working time (design 8): late, soon, later, waiting, none."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.workflow import WAITING_FOR_CITIZEN, Status
from portal.lib.dates import clock
from worktime.arithmetic import WorkCalendar

SOON_MINUTES = 4 * 60  # of working time


@dataclass(frozen=True, slots=True)
class DueBadge:
    """What `components/due.html` draws: kind is late, soon, ok, wait or off."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The facts of one dossier that its badge follows from."""

    status: Status
    act_by: datetime | None
    since: datetime  # of the last change: a pause begins with one
    closed: bool = False


def due_badge(waiting: Waiting, calendar: WorkCalendar, at: datetime) -> DueBadge:
    """`Trễ 2 ngày`, `Còn 2 giờ`, `Hôm nay 16:30`, `24/11`, `Chờ dân 3 ngày`, `Không hạn`."""
    if waiting.status in WAITING_FOR_CITIZEN:
        return DueBadge("wait", _since("Chờ dân", waiting.since, calendar, at))
    if waiting.status is Status.STOPPED:
        return DueBadge("off", "Tạm dừng")
    if waiting.status is Status.RESULT_READY:
        return DueBadge("ok", _since("Chờ nhận", waiting.since, calendar, at))
    if waiting.closed:
        return DueBadge("off", "Đã xong")
    if waiting.act_by is None:
        return DueBadge("off", "Không hạn")
    if waiting.act_by < at:
        return DueBadge("late", _late(waiting.act_by, calendar, at))
    return _ahead(waiting.act_by, calendar, at)


def _ahead(act_by: datetime, calendar: WorkCalendar, at: datetime) -> DueBadge:
    minutes = calendar.working_minutes_between(at, act_by)
    if minutes < SOON_MINUTES:
        return DueBadge("soon", f"Còn {_hours(minutes)}")
    day = timezone.localdate(act_by)
    if day == timezone.localdate(at):
        return DueBadge("soon", f"Hôm nay {clock(act_by)}")
    return DueBadge("ok", f"{day:%d/%m}")


def _late(act_by: datetime, calendar: WorkCalendar, at: datetime) -> str:
    if days := whole_days(act_by, calendar, at):
        return f"Trễ {days}\u00a0ngày"
    minutes = calendar.working_minutes_between(act_by, at)
    return f"Trễ {_hours(minutes)}" if minutes else "Trễ hạn"


def whole_days(start: datetime, calendar: WorkCalendar, end: datetime) -> int:
    """Working days that have fully passed from `start` to `end`."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    days = calendar.working_days_between(first.date(), last.date())
    return max(0, days - (last.time() < first.time()))


def _since(words: str, start: datetime, calendar: WorkCalendar, at: datetime) -> str:
    days = whole_days(start, calendar, at)
    return f"{words} {days}\u00a0ngày" if days else words


def _hours(minutes: int) -> str:
    return f"{minutes // 60}\u00a0giờ" if minutes >= 60 else f"{max(1, minutes)}\u00a0phút"
