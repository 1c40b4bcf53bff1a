"""A report as its page shows it: headings with their places, cells in words, numbers as links."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib.money import dots
from portal.lib.tables import Head, Kind, cell_text
from reports.measures.shares import MISSING, Share
from reports.numbers import LISTS, Number
from reports.statutory.sheet import Cell, Column, Row, RowKind, Sheet

FIRST_ONES = 100  # of a list; the rest is in the list itself and in the file
_LATE = frozenset({"qua-han", "con-qua-han", "con-tam-dung-qua-han", "qua-han-trong-ky"})
_NAME = "mc-report__name"
_ORDER, _WORDS = "mc-report__order", "mc-report__words"
_CSS = {Kind.TEXT: _WORDS, Kind.CODE: _WORDS, Kind.DAY: "", Kind.ORDER: _ORDER}


@dataclass(frozen=True)
class ScreenHead:
    text: str
    across: int
    down: int
    css: str


@dataclass(frozen=True)
class ScreenCell:
    text: str
    css: str

    @property
    def is_name(self) -> bool:
        return self.css == _NAME


@dataclass(frozen=True)
class ScreenRow:
    kind: RowKind
    cells: list[ScreenCell]


@dataclass(frozen=True)
class Screen:
    """`numbers` is the line of column numbers. `more`: rows of a list that are not shown."""

    heads: list[list[ScreenHead]]
    numbers: list[ScreenCell]
    rows: list[ScreenRow]
    more: str


def screen(sheet: Sheet) -> Screen:
    shown = sheet.rows[:FIRST_ONES] if sheet.is_list else sheet.rows
    left = len(sheet.rows) - len(shown)
    styles = _styles(sheet.columns)
    named = styles.index(_NAME)
    return Screen(
        heads=[[_head(one, styles[one.first]) for one in line] for line in sheet.heads.lines],
        numbers=_numbers(sheet, styles),
        rows=[ScreenRow(row.kind, _cells(sheet.columns, row, styles, named)) for row in shown],
        more=dots(left) if left else "",
    )


def _head(head: Head, style: str) -> ScreenHead:
    """That of names and that of ordinals go with their columns."""
    goes_along = head.across == 1 and style in {_NAME, _ORDER}
    return ScreenHead(head.text, head.across, head.down, style if goes_along else "")


def _styles(columns: tuple[Column, ...]) -> list[str]:
    """Classes of each column: the first one in words names the row and stays in sight."""
    styles = [_CSS.get(column.kind, "mc-num") for column in columns]
    styles[styles.index(_WORDS)] = _NAME
    return styles


def _numbers(sheet: Sheet, styles: list[str]) -> list[ScreenCell]:
    if not sheet.heads.is_numbered:
        return []
    pairs = zip(sheet.columns, styles, strict=True)
    return [ScreenCell(column.number, css) for column, css in pairs]


def _cells(
    columns: tuple[Column, ...], row: Row, styles: list[str], named: int
) -> list[ScreenCell]:
    name = str(row.cells[named] or "")
    lines = zip(columns, row.cells, styles, strict=True)
    return [_cell(column, value, css, row.about, name) for column, value, css in lines]


def _cell(column: Column, value: Cell, css: str, about: str, name: str) -> ScreenCell:
    if column.kind is Kind.CODE:
        return ScreenCell(_dossier(str(value)), css)
    if isinstance(value, int) and value and column.measure and about:
        late = " is-late" if column.measure in _LATE else ""
        return ScreenCell(_list(column, value, about, name), css + late)
    return ScreenCell(cell_text(value, column.kind, MISSING), css)


def _dossier(code: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("dossiers:staff-dossier", args=[code]), code)


def _list(column: Column, count: int, about: str, name: str) -> SafeString:
    """The number, leading to exactly what it counts."""
    said = ", ".join(part.lower() for part in (*column.groups, column.label))
    of = f"{said}, {name}" if name else said
    return Number(count, f"{LISTS}?so={column.measure}&{about}", of).link


def lead(sheet: Sheet) -> str:
    """What the sums say, in one sentence; empty where a report does not add up to one."""
    total = next((row for row in sheet.rows if row.kind is RowKind.TOTAL), None)
    places = {column.measure: place for place, column in enumerate(sheet.columns)}
    wanted = ("nhan", "da-giai-quyet", "con-lai", "con-qua-han")
    if total is None or not places.keys() >= set(wanted):
        return ""
    taken, solved, left, late = (int(str(total.cells[places[name]])) for name in wanted)
    share = f" ({Share(solved, taken).words})" if taken else ""
    overdue = f"trong đó {dots(late)} hồ sơ quá hạn" if late else "không hồ sơ nào quá hạn"
    return (
        f"Nhận giải quyết {dots(taken)} hồ sơ, đã giải quyết {dots(solved)}{share}, "
        f"đang giải quyết {dots(left)}" + (f", {overdue}." if left else ".")
    )
