"""One unit, person, field or procedure: tiles, tables, and what to look at first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.offices import offices
from accounts.permissions import Perm
from portal.lib.money import dots
from procedures.memory import catalogue
from reports.counting.figures import late_by_day
from reports.lists.board import PEOPLE, PROCEDURES, UNITS, Board, Counted
from reports.lists.tables import (
    ENDED,
    ENDED_LATE,
    RECEIVED,
    Group,
    Table,
    figures_table,
    of_now,
    on_time,
    people_table,
    procedure_groups,
    unit_groups,
)
from reports.morning.history import TREND_DAYS, History
from reports.morning.question import Question
from reports.morning.trends import Trend, trend
from reports.now_rows import IN_HAND, LATE, SOON, TODAY, WAITING
from reports.numbers import list_of
from reports.periods import DAY
from reports.scope import Scope
from reports.selections import Selection


@dataclass(frozen=True)
class Tile:
    """`kind` is late, soon, wait or nothing."""

    label: str
    number: str
    url: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Subject:
    """`first` is what to look at first: what is late; with nothing late, what is open."""

    kind: str
    name: str
    note: str
    tiles: list[Tile]
    tables: list[Table]
    trend: Trend | None
    first: Selection


def of_unit(scope: Scope, asked: Selection, at: datetime, *, people: bool) -> Subject:
    """Of a province its units alone: their procedures and people are a page further on."""
    asked, is_large = asked.but(scope=scope), len(scope.roots) > 1
    columns = [*UNITS, *(() if is_large else PROCEDURES), *(PEOPLE if people else ())]
    board = Board.of(asked, at, *columns)
    tables = [_units(board)] if scope.is_whole else []
    if not is_large:
        tables.append(_procedures(board))
    if people:
        tables.append(people_table(board))
    return _subject("Đơn vị", scope.words, board, at, tables)


def of_person(person: User, asked: Selection, at: datetime) -> Subject:
    """Only what lies in these hands now: of work that is done the officer looks first."""
    held = asked.but(holder=person.username, period=None, until=None)
    board = Board.of(held, at, *PROCEDURES)
    note = offices()[person.unit_id or 0].short_name
    return _subject("Cán bộ", str(person), board, at, [], note=note)


def of_field(field_id: int, asked: Selection, at: datetime) -> Subject:
    name = catalogue().fields[field_id].name
    board = Board.of(asked.but(field=field_id), at, *UNITS, *PROCEDURES)
    tables = [_procedures(board), *([_units(board)] if asked.scope.is_whole else [])]
    return _subject("Lĩnh vực", name, board, at, tables)


def of_procedure(procedure_id: int, asked: Selection, at: datetime) -> Subject:
    facts = catalogue().procedures[procedure_id]
    board = Board.of(asked.but(procedure=procedure_id), at, *UNITS)
    tables = [_units(board)] if asked.scope.is_whole else []
    return _subject("Thủ tục", facts.title, board, at, tables, note=f"Mã {facts.code}")


def names_people(scope: Scope, user: User) -> bool:
    """Who directs people sees their work."""
    return scope.is_local and Perm.DIRECT in user.permissions


def _subject(
    kind: str, name: str, board: Board, at: datetime, tables: list[Table], note: str = ""
) -> Subject:
    whole = board.whole()
    return Subject(
        kind,
        name,
        note,
        tiles=tiles_of(board.asked, whole),
        tables=tables,
        trend=_trend(board.asked, at, whole.open.late),
        first=of_now(board.asked, LATE if whole.open.late else IN_HAND),
    )


def _trend(asked: Selection, at: datetime, late_now: int) -> Trend | None:
    """Late ones at the end of each of the last days; not of a person, who held others then."""
    if asked.until is None or asked.period is None or asked.holder:
        return None
    today = timezone.localdate(at)
    late = late_by_day(
        asked.scope, today - (TREND_DAYS - 1) * DAY, today - DAY,
        field=asked.field, procedure=asked.procedure,
    )  # fmt: skip
    return trend(Question(asked, at, asked.until), History(late, [], []), late_now)


def _procedures(board: Board) -> Table:
    return figures_table("Thủ tục", procedure_groups(board))


def _units(board: Board) -> Table:
    return figures_table("Đơn vị", [one for one in unit_groups(board) if is_busy(one)])


def is_busy(group: Group) -> bool:
    figures = group.counted.figures
    moved = figures is not None and (figures.received or figures.closed)
    return bool(group.counted.open.in_hand or moved)


# --- tiles ---------------------------------------------------------------------------------------

_NOW = (
    (LATE, "Đang trễ hạn", "late"),
    (TODAY, "Đến hạn hôm nay", "soon"),
    (SOON, "Trong 2 ngày tới", "soon"),
    (WAITING, "Chờ dân bổ sung, nộp phí", "wait"),
    (IN_HAND, "Đang xử lý", ""),
)


def tiles_of(asked: Selection, counted: Counted) -> list[Tile]:
    """What is open now; then of the period, where there is one."""
    now = [
        Tile(label, dots(number), list_of(of_now(asked, slug)), kind if number else "")
        for slug, label, kind in _NOW
        for number in (counted.open.of(slug),)
    ]
    figures = counted.figures
    if figures is None:
        return now
    kept = f"đúng, trước hạn {on_time(figures).words}"
    return [
        *now,
        _tile("Tiếp nhận trong kỳ", asked.but(measure=RECEIVED), figures.received),
        _tile("Đã giải quyết trong kỳ", asked.but(measure=ENDED), figures.closed, kept),
        _tile("Giải quyết quá hạn", asked.but(measure=ENDED_LATE), figures.closed_late),
    ]


def _tile(label: str, selection: Selection, number: int, note: str = "") -> Tile:
    return Tile(label, dots(number), list_of(selection), note=note)
