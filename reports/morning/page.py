"""Everything the morning page and the sheet for the meeting show, in words and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from accounts.offices import offices
from accounts.permissions import Perm
from portal.lib.dates import clock, full_clock
from reports.citizen_reports.brief import Brief, brief_of
from reports.citizen_reports.selections import sees_conduct
from reports.counting.figures import counted_until
from reports.lists.asked import Asked
from reports.lists.rows import ListRow, columns, rows_of
from reports.morning import month
from reports.morning.causes import Causes, causes
from reports.morning.counted import Counted, counted
from reports.morning.headline import Headline, headline
from reports.morning.history import History, history
from reports.morning.live import Open, late_now, open_now
from reports.morning.people import Person, people
from reports.morning.question import ENDED, Question
from reports.morning.tiles import Tile, tiles
from reports.morning.trends import Trend, Weeks, trend, weeks
from reports.morning.units import Units, units
from reports.morning.words import day_words, period_words
from reports.now_rows import LATE
from reports.numbers import Number, number

FILTERS = ("don-vi", "linh-vuc", "kenh", "ky", "tu", "den")
FRESH = timedelta(minutes=15)
MOST_SILENT = 5


@dataclass(frozen=True)
class Morning:
    headline: Headline
    day: str
    time: str
    period: str
    stale: str  # when periods were counted last, if that is long ago; empty: just now
    is_new: bool  # nothing was ever received here
    tiles: list[Tile]
    units: Units
    causes: Causes
    late: Number
    longest: list[ListRow]
    trend: Trend | None
    weeks: Weeks | None
    people: list[Person]
    month: list[month.Line]
    silent: str
    may_direct: bool
    reports: Brief
    one_channel: bool  # of which summary rows know nothing


def asked_of(data: Mapping[str, str], user: User, at: datetime) -> Asked:
    wanted = {name: data[name] for name in FILTERS if name in data}
    return Asked.read(wanted, user, at, so=ENDED)


def morning(asked: Asked, user: User, at: datetime, *, rows: int) -> Morning:
    """`rows`: how many of the longest late are shown. Refused when the database takes too long."""
    question = Question(asked.selection, at, counted_until())
    conduct = sees_conduct(user)
    found, past = open_now(question), history(question)
    figures = counted(question, conduct=conduct)
    late, may_direct = found.whole.late, Perm.DIRECT in user.permissions
    one_channel = question.asked.channel is not None
    yesterday = None if one_channel else past.yesterday
    return Morning(
        headline=headline(late, yesterday, at),
        day=day_words(question.today),
        time=clock(at),
        period=period_words(question.period),
        stale=_stale(question),
        is_new=_is_new(found, figures, past),
        tiles=tiles(question, found, figures, yesterday),
        units=units(question, found, figures),
        causes=causes(question, found),
        late=number(late, question.now(LATE), "trễ hạn"),
        longest=_longest(question, user, rows) if late else [],
        trend=trend(question, past, None if one_channel else late),
        weeks=weeks(question, past),
        people=people(question, found, figures) if may_direct else [],
        month=month.lines(question, figures, conduct=conduct) if figures else [],
        silent=_silent(past.silent),
        may_direct=may_direct,
        reports=brief_of(question.scope, user, at),
        one_channel=one_channel,
    )


def _stale(question: Question) -> str:
    if question.until is None or question.at - question.until <= FRESH:
        return ""
    return full_clock(question.until)


def _is_new(found: Open, figures: Counted | None, past: History) -> bool:
    ever = figures is not None and (figures.whole.closed or figures.whole.received)
    before = any(received or closed for _, received, closed in past.weeks)
    return not (found.whole.in_hand or ever or before)


def _longest(question: Question, user: User, rows: int) -> list[ListRow]:
    late = late_now(question).order_by("due_at", "id")
    return rows_of(list(columns(late)[:rows]), question.at, permissions=user.permissions)


def _silent(ids: list[int]) -> str:
    """`xã Bình Hòa, xã Bình Thạnh và 3 đơn vị khác`."""
    names = [offices()[pk].short_name for pk in ids]
    shown, more = ", ".join(names[:MOST_SILENT]), len(names) - MOST_SILENT
    return f"{shown} và {more} đơn vị khác" if more > 0 else shown
