"""How it went: late ones at the end of each day, received and solved by week; drawn and listed."""

from dataclasses import dataclass
from datetime import date, timedelta

from reports.drawing.lines import Columns, Curve, columns, curve
from reports.morning.history import History
from reports.morning.question import ENDED, Question
from reports.morning.words import day_month
from reports.now_rows import LATE
from reports.numbers import Number, number
from reports.periods import Period


@dataclass(frozen=True)
class Day:
    words: str
    late: Number


@dataclass(frozen=True)
class Trend:
    curve: Curve
    words: str  # the drawing, read aloud
    change: str  # `từ 4 lên 20`
    days: list[Day]  # newest first

    @property
    def first(self) -> str:
        return self.days[-1].words

    @property
    def last(self) -> str:
        return self.days[0].words


@dataclass(frozen=True)
class Week:
    words: str
    received: Number
    closed: Number


@dataclass(frozen=True)
class Weeks:
    columns: Columns
    words: str
    weeks: list[Week]  # newest first

    @property
    def first(self) -> str:
        return self.weeks[-1].words

    @property
    def last(self) -> str:
        return self.weeks[0].words


def trend(question: Question, past: History, late_now: int | None) -> Trend | None:
    """Up to yesterday when `late_now` is None: of one channel only today is known."""
    if not past.late:
        return None
    days = past.late if late_now is None else [*past.late, (question.today, late_now)]
    values = [count for _, count in days]
    listed = [_day(question, day, count) for day, count in reversed(days)]
    until = "cuối hôm qua" if late_now is None else "lúc này"
    return Trend(curve(values), _told(days, until), _change(values[0], values[-1]), listed)


def _day(question: Question, day: date, count: int) -> Day:
    now = day == question.today
    selection = question.now(LATE) if now else question.over("con-qua-han", period=Period(day, day))
    words = day_month(day)
    return Day(words, number(count, selection, f"trễ {'lúc này' if now else f'cuối ngày {words}'}"))


def _told(days: list[tuple[date, int]], until: str) -> str:
    (first, at_first), (_, last) = days[0], days[-1]
    worst, most = max(days, key=lambda pair: pair[1])
    return (
        f"Biểu đồ số hồ sơ trễ cuối mỗi ngày: ngày {day_month(first)} có {at_first}, "
        f"cao nhất {most} vào ngày {day_month(worst)}, {until} {last}"
    )


def _change(first: int, last: int) -> str:
    if first == last:
        return f"vẫn {last}"
    return f"từ {first} {'lên' if last > first else 'xuống'} {last}"


def weeks(question: Question, past: History) -> Weeks | None:
    if not any(received or closed for _, received, closed in past.weeks):
        return None
    pairs = [(received, closed) for _, received, closed in past.weeks]
    received, closed = (sum(column) for column in zip(*pairs, strict=True))
    words = (
        f"Biểu đồ {len(pairs)} tuần gần nhất: tiếp nhận {received}, đã giải quyết {closed} hồ sơ"
    )
    listed = [_week(question, *week) for week in reversed(past.weeks)]
    return Weeks(columns(pairs), words, listed)


def _week(question: Question, monday: date, received: int, closed: int) -> Week:
    period, words = Period(monday, monday + timedelta(days=6)), day_month(monday)
    return Week(
        words,
        number(received, question.over("tiep-nhan", period=period), f"tiếp nhận tuần từ {words}"),
        number(closed, question.over(ENDED, period=period), f"giải quyết xong tuần từ {words}"),
    )
