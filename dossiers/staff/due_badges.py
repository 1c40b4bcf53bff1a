"""Deadline badges of staff lists, in working time (design 8): late, soon, later, waiting, none.

Beside the badge of the whole there may be one of the stage: coming late, or over its time.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.durations import DAY, in_words
from dossiers.workflow import WAITING_FOR_CITIZEN, Status
from portal.lib.dates import clock
from worktime.arithmetic import WorkCalendar

SOON_MINUTES = 4 * 60  # of working time


@dataclass(frozen=True, slots=True)
class DueBadge:
    """What `components/due.html` draws: kind is late, over, soon, ok, wait or off."""

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
    return date_badge(waiting.act_by, calendar, at)


def date_badge(act_by: datetime, calendar: WorkCalendar, at: datetime) -> DueBadge:
    """Of a date that runs: `Trễ 2 ngày`, `Còn 2 giờ`, `Hôm nay 16:30`, `24/11`."""
    if act_by < at:
        return DueBadge("late", _late(act_by, calendar, at))
    return _ahead(act_by, calendar, at)


@dataclass(frozen=True, slots=True)
class StageTime:
    """Of the stage a dossier is at; `act_by` is that of the whole."""

    act_by: datetime | None
    due_at: datetime | None
    warn_at: datetime | None


def stage_badge(stage: StageTime, calendar: WorkCalendar, at: datetime) -> DueBadge | None:
    """`Bước còn 2 giờ`, `Quá bước 1 ngày`; nothing to say in time, while waiting, or when the
    whole is late, which its own badge says."""
    if stage.act_by is None or stage.due_at is None or stage.act_by < at:
        return None
    if stage.due_at < at:
        lost = calendar.working_minutes_between(stage.due_at, at)
        return DueBadge("over", f"Quá bước {_longest(lost)}" if lost else "Quá hạn bước")
    if stage.warn_at is None or at < stage.warn_at:
        return None
    left = calendar.working_minutes_between(at, stage.due_at)
    return DueBadge("soon", f"Bước còn {_longest(left)}")


def _longest(minutes: int) -> str:
    """The largest unit alone: a badge has no room for two."""
    days = minutes // DAY
    return f"{days}\u00a0ngày" if days else _hours(minutes)


def time_left(act_by: datetime, calendar: WorkCalendar, at: datetime) -> str:
    """`còn 2 ngày 3 giờ làm việc`, `trễ 1 ngày 4 giờ`: in days of eight hours (peers 2.6)."""
    if at <= act_by:
        left = calendar.working_minutes_between(at, act_by)
        return f"còn {in_words(left)} làm việc" if left else "đến hạn"
    lost = calendar.working_minutes_between(act_by, at)
    return f"trễ {in_words(lost)}" if lost else "vừa quá hạn"


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
    unfinished = calendar.is_working(last.date()) and last.time() < first.time()
    return max(0, days - unfinished)


def _since(words: str, start: datetime, calendar: WorkCalendar, at: datetime) -> str:
    days = whole_days(start, calendar, at)
    return f"{words} {days}\u00a0ngày" if days else words


def _hours(minutes: int) -> str:
    return f"{minutes // 60}\u00a0giờ" if minutes >= 60 else f"{max(1, minutes)}\u00a0phút"
