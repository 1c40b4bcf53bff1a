"""Calendars in Vietnamese words, for pages: days, hours, rules, decisions."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from portal.calendars.runs import runs
from portal.lib.dates import long_day, short_day
from worktime.calendars import DayKind, PausePolicy
from worktime.changes import quoted
from worktime.models import CalendarVersion

KIND_MARKS = {DayKind.OFF: "N", DayKind.WORK: "B", DayKind.SESSION: "Đ"}
KIND_WORDS = {
    DayKind.OFF: "nghỉ",
    DayKind.WORK: "làm bù",
    DayKind.SESSION: "buổi đặc biệt",
}
PAUSE_WORDS = {
    PausePolicy.REMAINING_WORKING_DAYS: "đếm tiếp số ngày làm việc còn lại",
    PausePolicy.ELAPSED: "lùi hạn đúng bằng số ngày đã tạm dừng",
}


class NamedDate(NamedTuple):
    date: date
    kind: DayKind | None  # None: an ordinary day
    name: str
    hours: tuple[time, time] | None


def clock_time(at: time) -> str:
    """`7:30`."""
    return f"{at.hour}:{at.minute:02d}"


def span(opens_at: time, closes_at: time) -> str:
    """`7:30–11:30`."""
    return f"{clock_time(opens_at)}–{clock_time(closes_at)}"


def day_words(day: date, kind: DayKind | None, name: str, hours: tuple[time, time] | None) -> str:
    """`thứ Hai, 08/02/2027: nghỉ «Tết Nguyên Đán»`."""
    return f"{long_day(day)}: {_became(kind, name, hours)}"


def run_words(days: Iterable[NamedDate]) -> list[str]:
    """The same for many, neighbours that are alike in one line: `từ ... đến ...: nghỉ «Tết»`."""
    return [
        f"từ {long_day(run[0].date)} đến {long_day(run[-1].date)}: {_became(*run[0][1:])}"
        if len(run) > 1
        else day_words(*run[0])
        for run in runs(days, lambda day: day[1:])
    ]


def _became(kind: DayKind | None, name: str, hours: tuple[time, time] | None) -> str:
    if kind is None:
        return "trở lại ngày thường"
    during = f" {span(*hours)}" if hours else ""
    return f"{KIND_WORDS[kind]}{during} «{name}»"


def validity(valid_from: date | None, valid_to: date | None) -> str:
    """`từ 01/06/2026 đến 31/08/2026`."""
    start = f"từ {short_day(valid_from)}" if valid_from else ""
    end = f"đến {short_day(valid_to)}" if valid_to else ""
    return f"{start} {end}".strip() or "cả năm, không giới hạn"


def hours_words(intervals: Iterable[tuple[time, time]]) -> str:
    return ", ".join(span(*interval) for interval in intervals) or "nghỉ"


def cutoff_words(cutoff: time, *, for_all: bool) -> list[str]:
    """The 15:00 rule (domain 5.2), in two sentences."""
    after = clock_time(cutoff)
    other = (
        f"nhận sau {after} thì tính từ ngày làm việc tiếp theo"
        if for_all
        else f"nhận sau {after} không làm lùi ngày hẹn"
    )
    return [
        f"Thủ tục trả trong ngày: nhận sau {after} thì trả vào ngày làm việc tiếp theo.",
        f"Thủ tục nhiều ngày: {other}.",
    ]


def pause_words(policy: str) -> str:
    return f"Sau khi tạm dừng: {PAUSE_WORDS[PausePolicy(policy)]}."


def decision_words(version: CalendarVersion | None) -> str:
    """As papers quote it; empty for what the system made itself."""
    if version is None or not version.decision_number:
        return ""
    return quoted(version.decision_number, version.decision_date)
