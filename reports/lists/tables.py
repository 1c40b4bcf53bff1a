"""Tables of leaders: units, fields, procedures, people; every number leads to its list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.offices import offices
from dossiers.staff.queue_rows import NOBODY as NOBODY_HOLDS
from portal.lib.money import dots
from procedures.memory import catalogue
from reports.counting.figures import Figures
from reports.lists.board import PEOPLE, Board, Counted
from reports.measures.shares import MISSING, Share
from reports.now_rows import IN_HAND, LATE, SOON, TODAY, WAITING
from reports.numbers import list_of
from reports.open_now import OpenCounts
from reports.scope import Scope
from reports.selections import NOBODY, Selection

RECEIVED, ENDED, ENDED_LATE = "tiep-nhan", "da-giai-quyet", "qua-han"


@dataclass(frozen=True)
class Cell:
    """`kind` is `late` for a number of late ones that is not nought."""

    text: str
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Line:
    name: str
    url: str
    cells: list[Cell]
    note: str = ""


@dataclass(frozen=True)
class Table:
    title: str
    heads: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class Group:
    """What one line is about: `asked` are its dossiers."""

    name: str
    url: str
    asked: Selection
    counted: Counted


def cell(selection: Selection, number: int, kind: str = "") -> Cell:
    """A number that leads to what it counts."""
    return Cell(dots(number), list_of(selection), kind if number else "")


def of_now(asked: Selection, measure: str) -> Selection:
    return asked.but(measure=measure, period=None, until=None)


def on_time(figures: Figures) -> Share:
    return Share(figures.closed_in_time, figures.closed)


def online(figures: Figures) -> Share:
    """Of what was offered online when it came."""
    return Share(figures.came_online, figures.offered_online)


# --- the lines -----------------------------------------------------------------------------------

HEADS = ["Trễ", "Hôm nay", "Đang xử lý", "Tiếp nhận", "Đã giải quyết", "Quá hạn", "Đúng, trước hạn"]


def figures_table(title: str, groups: Iterable[Group]) -> Table:
    """Open ones now, and what came and went in the period."""
    return Table(title, [title, *HEADS], [_line(group) for group in groups])


def _line(group: Group) -> Line:
    return Line(group.name, group.url, [*_open_cells(group), *_period_cells(group)])


def _open_cells(group: Group) -> list[Cell]:
    return [
        cell(of_now(group.asked, slug), group.counted.open.of(slug), "late" if slug == LATE else "")
        for slug in (LATE, TODAY, IN_HAND)
    ]


def _period_cells(group: Group) -> list[Cell]:
    figures, asked = group.counted.figures, group.asked
    if figures is None:
        return [Cell(MISSING)] * 4
    return [
        cell(asked.but(measure=RECEIVED), figures.received),
        cell(asked.but(measure=ENDED), figures.closed),
        cell(asked.but(measure=ENDED_LATE), figures.closed_late, "late"),
        Cell(_with_count(on_time(figures))),
    ]


def _with_count(share: Share) -> str:
    return MISSING if share.value is None else f"{share.words} ({share.count})"


# --- what they are about -------------------------------------------------------------------------


def unit_groups(board: Board) -> list[Group]:
    """Every part of the scope; what the commune does without an office only if there is any."""
    scope = board.asked.scope
    counted = board.by(lambda row: scope.part_of(row["root_unit_id"], row["in_charge_id"]))
    nothing = Counted(OpenCounts(), None if board.period is None else Figures())
    return [
        Group(
            f"{part.words}, không qua phòng" if part.alone else part.words,
            _unit_url(part),
            board.asked.but(scope=part),
            counted.get(part.office.id, nothing),
        )
        for part in scope.parts
        if not part.alone or part.office.id in counted
    ]


def _unit_url(part: Scope) -> str:
    return "" if part.alone else reverse("reports:unit", args=[part.office.code])


def field_groups(board: Board) -> list[Group]:
    """Fields with something to say, those with late ones first."""
    known = catalogue().fields

    def about(field_id: int) -> tuple[str, str, Selection]:
        field = known[field_id]
        url = reverse("reports:field", args=[field.slug])
        return field.name, url, board.asked.but(field=field_id)

    return _groups(board, "field_id", about)


def procedure_groups(board: Board) -> list[Group]:
    known = catalogue().procedures

    def about(procedure_id: int) -> tuple[str, str, Selection]:
        facts = known[procedure_id]
        url = reverse("reports:procedure", args=[facts.code])
        return facts.title, url, board.asked.but(procedure=procedure_id)

    return _groups(board, "procedure_id", about)


def _groups(
    board: Board, column: str, about: Callable[[int], tuple[str, str, Selection]]
) -> list[Group]:
    counted = board.by(lambda row: int(row[column]))
    found = [Group(*about(key), one) for key, one in counted.items()]
    return sorted(found, key=_late_first)


def _late_first(group: Group) -> tuple[int, int, str]:
    return -group.counted.open.late, -group.counted.open.in_hand, group.name


HELD = (LATE, TODAY, SOON, WAITING, IN_HAND)


def people_table(board: Board) -> Table:
    """Who holds what is open, the late ones first. What nobody holds is a line as well."""
    counted = board.by(lambda row: tuple(row.get(name) for name in PEOPLE))
    ordered = sorted(
        counted.items(), key=lambda one: (-one[1].open.late, -one[1].open.in_hand, str(one[0]))
    )
    held = [(key, one) for key, one in ordered if one.open.in_hand]
    heads = ["Cán bộ", "Trễ", "Hôm nay", "2 ngày tới", "Chờ dân", "Đang giữ"]
    return Table("Cán bộ đang giữ hồ sơ", heads, [_person(board.asked, *one) for one in held])


def _person(asked: Selection, key: tuple[Any, ...], counted: Counted) -> Line:
    username, name, unit_id = key
    own = asked.but(holder=username or NOBODY)
    numbers = [
        cell(of_now(own, slug), counted.open.of(slug), "late" if slug == LATE else "")
        for slug in HELD
    ]
    if not username:
        return Line(NOBODY_HOLDS, "", numbers)
    url = reverse("reports:person", args=[username])
    return Line(name or username, url, numbers, note=offices()[unit_id].short_name)
