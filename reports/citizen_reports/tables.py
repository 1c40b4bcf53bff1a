"""Tables of citizens' reports by unit, kind and place; every count leads to its list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from reports.citizen_reports.board import Board, Counted, Place
from reports.citizen_reports.measures import KEPT, LATE, OPEN, PROMISED, RECEIVED, TRUE, VERIFIED
from reports.citizen_reports.numbers import cell
from reports.citizen_reports.selections import NOWHERE, ReportSelection
from reports.citizen_reports.stars import stars_words
from reports.lists.tables import Cell, Line, Table
from reports.measures.shares import Share

HEADS = (
    "Quá hạn", "Đang xử lý", "Nhận", "Đến hạn trả lời", "Đúng hạn", "Tỷ lệ", "Đã kiểm tra",
    "Đúng sự thật", "Tỷ lệ", "Hài lòng",
)  # fmt: skip


@dataclass(frozen=True)
class _Group:
    """What one line is about: `asked` are its reports."""

    name: str
    asked: ReportSelection
    counted: Counted


def by_unit(board: Board) -> Table:
    """Whoever has or had reports."""
    scope = board.asked.scope
    found = board.by(lambda place: scope.part_of(place.root_unit_id, place.unit_id))
    groups = [
        _Group(part.words, board.asked.but(scope=part), found[part.office.id])
        for part in scope.parts
        if part.office.id in found
    ]
    return _table("Đơn vị", groups)


def by_kind(board: Board) -> Table:
    names = _names(board, lambda place: (place.category__code, place.category__name))
    found = board.by(lambda place: place.category__code)
    asked = board.asked
    groups = [_Group(names[code], asked.but(category=code), one) for code, one in found.items()]
    return _table("Loại phản ánh", groups)


def by_area(board: Board) -> Table | None:
    """Of one commune: a province has communes in its place, as units."""
    if not board.asked.scope.is_local:
        return None
    names = _names(board, lambda place: (place.area__code or NOWHERE, place.area__name))
    found = board.by(lambda place: place.area__code or NOWHERE)
    groups = [
        _Group(names[code] or "Chưa rõ địa bàn", board.asked.but(area=code), one)
        for code, one in found.items()
    ]
    return _table("Địa bàn", groups)


def _names(board: Board, name: Callable[[Place], tuple[str, str | None]]) -> dict[str, str]:
    return {code: words or "" for code, words in map(name, [*board.now, *board.period])}


def _table(title: str, groups: Iterable[_Group]) -> Table:
    """What is late first, then what there is most of."""
    ordered = sorted(
        groups,
        key=lambda one: (-one.counted.now.late, -one.counted.period.received, one.name),
    )
    return Table(title, [title, *HEADS], [_line(group) for group in ordered])


def _line(group: _Group) -> Line:
    asked, now, period = group.asked, group.counted.now, group.counted.period
    kept = Share(period.answered_in_time, period.promised)
    true = Share(period.found_true, period.verified)
    cells = [
        cell(now.late, asked.of_now(LATE), "late"),
        cell(now.open, asked.of_now(OPEN)),
        cell(period.received, asked.but(measure=RECEIVED)),
        cell(period.promised, asked.but(measure=PROMISED)),
        cell(period.answered_in_time, asked.but(measure=KEPT)),
        Cell(kept.words),
        cell(period.verified, asked.but(measure=VERIFIED)),
        cell(period.found_true, asked.but(measure=TRUE)),
        Cell(true.words),
        Cell(stars_words(period)),
    ]
    return Line(group.name, f"{reverse('reports:citizen-reports')}?{asked.query()}", cells)
