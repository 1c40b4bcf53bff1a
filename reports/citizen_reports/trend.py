"""Twelve weeks: how many came, and how many of these were answered in time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from feedback.figures import ReportFigures, counts
from reports.citizen_reports.measures import KEPT, RECEIVED
from reports.citizen_reports.numbers import number
from reports.citizen_reports.selections import ReportSelection
from reports.drawing.lines import Columns, columns
from reports.morning.words import day_month
from reports.numbers import Number
from reports.periods import Period

WEEKS = 12
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    words: str
    received: Number
    kept: Number


@dataclass(frozen=True)
class Trend:
    columns: Columns
    words: str  # the drawing, read aloud
    weeks: list[Week]  # newest first

    @property
    def first(self) -> str:
        return self.weeks[-1].words

    @property
    def last(self) -> str:
        return self.weeks[0].words


def trend(asked: ReportSelection, at: datetime) -> Trend | None:
    """The last week is the one that runs. One query; None where nothing came in all of them."""
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - _WEEK * back for back in reversed(range(WEEKS))]
    over = asked.but(period=Period(mondays[0], today))
    found = {week: one for (week,), one in counts(over.everything(), "week", at=at).items()}
    if not found:
        return None
    weeks = [(week, found.get(week, ReportFigures())) for week in mondays]
    received = sum(one.received for one in found.values())
    kept = sum(one.answered_in_time for one in found.values())
    return Trend(
        columns([(one.received, one.answered_in_time) for _, one in weeks]),
        f"Biểu đồ {WEEKS} tuần gần nhất: nhận {received} phản ánh, trả lời đúng hạn {kept}",
        [_week(asked, *week) for week in reversed(weeks)],
    )


def _week(asked: ReportSelection, monday: date, found: ReportFigures) -> Week:
    over, words = asked.but(period=Period(monday, monday + timedelta(days=6))), day_month(monday)
    return Week(
        words,
        number(found.received, over.but(measure=RECEIVED), f"nhận tuần từ {words}"),
        number(
            found.answered_in_time, over.but(measure=KEPT), f"trả lời đúng hạn, tuần từ {words}"
        ),
    )
