"""Twelve weeks: how many came, and how many of these were answered in time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from portal.lib.dates import midnight
from reports.citizen_reports.measures import KEPT, RECEIVED, condition
from reports.citizen_reports.numbers import number
from reports.citizen_reports.selections import ReportSelection
from reports.drawing.lines import Columns, columns
from reports.morning.words import day_month
from reports.numbers import Number
from reports.periods import DAY, Period

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
    weeks = [_of(monday - _WEEK * back) for back in reversed(range(WEEKS))]
    pairs = _counted(asked.but(period=Period(weeks[0].first, weeks[-1].last)), weeks, at)
    if not any(received for received, _ in pairs):
        return None
    received, kept = (sum(column) for column in zip(*pairs, strict=True))
    listed = [_week(asked, *one) for one in zip(weeks, pairs, strict=True)]
    return Trend(
        columns(pairs),
        f"Biểu đồ {WEEKS} tuần gần nhất: nhận {received} phản ánh, trả lời đúng hạn {kept}",
        listed[::-1],
    )


def _of(monday: date) -> Period:
    return Period(monday, monday + timedelta(days=6))


def _counted(asked: ReportSelection, weeks: list[Period], at: datetime) -> list[tuple[int, int]]:
    """Received, and of these answered in time; each row is looked at once."""
    kept, numbers = condition(KEPT, at), {}
    for place, week in enumerate(weeks):
        inside = Q(received_at__gte=midnight(week.first), received_at__lt=midnight(week.last + DAY))
        numbers[f"received_{place}"] = Count("pk", filter=inside)
        numbers[f"kept_{place}"] = Count("pk", filter=inside & kept)
    found = asked.everything().order_by().aggregate(**numbers)
    return [(found[f"received_{place}"], found[f"kept_{place}"]) for place in range(len(weeks))]


def _week(asked: ReportSelection, week: Period, counts: tuple[int, int]) -> Week:
    (received, kept), over, words = counts, asked.but(period=week), day_month(week.first)
    return Week(
        words,
        number(received, over.but(measure=RECEIVED), f"nhận tuần từ {words}"),
        number(kept, over.but(measure=KEPT), f"trả lời đúng hạn, tuần từ {words}"),
    )
