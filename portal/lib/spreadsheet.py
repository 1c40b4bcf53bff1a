"""A table as XLSX, streamed: what is written is never held in memory, whatever its length.

Nothing a person typed can become a formula: texts are written as texts into cells of the format
"text", so that they stay texts when somebody edits them (reliability A28).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter

from portal.lib.tables import MOTTO, STATE, Cell, Kind, Layout, Row, Strong

ROWS_A_SHEET = 200_000  # more are slow to open; the rest goes to a further sheet
_SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PAPER, _MARGIN = {"A3": 8, "A4": 9}, 0.4  # as Excel counts papers; inches
_POINTS, _ROW = 11, 15  # of letters, of a row
_FONT = {"font_name": "Times New Roman", "font_size": _POINTS, "valign": "top"}
_WHOLE, _MIDDLE = "#,##0", {"align": "center"}
_CELLS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"num_format": "@", "text_wrap": True},
    Kind.CODE: {"num_format": "@", "text_wrap": True},
    Kind.DAY: {"num_format": "dd/mm/yyyy", **_MIDDLE},
    Kind.ORDER: {"num_format": "0", **_MIDDLE},
    Kind.COUNT: {"num_format": _WHOLE, "align": "right"},
    Kind.MONEY: {"num_format": _WHOLE, "align": "right"},
    Kind.NUMBER: {"num_format": "#,##0.##", "align": "right"},
    Kind.RATE: {"num_format": "0.0", "align": "right"},
}
_HEAD = {"bold": True, **_MIDDLE, "valign": "vcenter", "text_wrap": True, "border": 1}


class Spreadsheet:
    """One table in one file; rows are given in pieces, from the first to the last.

    With `made_at` the same rows are the same bytes whenever they are written.
    """

    def __init__(self, path: Path, layout: Layout, *, made_at: datetime | None = None) -> None:
        self._file = xlsxwriter.Workbook(str(path), _SAFE)
        about = {"title": layout.title.capitalize(), "company": layout.office}
        created = {"created": made_at.astimezone(UTC).replace(tzinfo=None)} if made_at else {}
        self._file.set_properties({**about, **created})
        self._layout = layout
        self._cells = {kind: self._style(border=1, **style) for kind, style in _CELLS.items()}
        self._strong = {
            kind: self._style(border=1, bold=True, **style) for kind, style in _CELLS.items()
        }
        self._sheets = 0
        self._begin()

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if self._next - self._first == ROWS_A_SHEET:
                self._end()
                self._begin()
            styles = self._strong if isinstance(row, Strong) else self._cells
            for place, (column, value) in enumerate(zip(self._layout.columns, row, strict=True)):
                self._write(place, value, styles[column.kind])
            self._next += 1

    def close(self) -> None:
        """Only now the file is there."""
        self._end()
        self._file.close()

    def _style(self, **style: Any) -> Any:
        return self._file.add_format(_FONT | style)

    def _begin(self) -> None:
        """A new sheet with its title and headings."""
        self._sheets += 1
        name = self._layout.sheet
        name = name if self._sheets == 1 else f"{name} ({self._sheets})"
        self._sheet = self._file.add_worksheet(name)
        self._next = 0
        self._write_title()
        self._top = self._next
        self._write_heads()
        self._first = self._next
        self._set_up()

    def _end(self) -> None:
        """The notes, and what needs to know where the rows end."""
        if self._layout.is_list:
            bottom = max(self._next, self._first + 1) - 1
            self._sheet.autofilter(self._first - 1, 0, bottom, self._last)
        self._write_foot()
        self._sheet.print_area(0, 0, self._next, self._last)

    @property
    def _last(self) -> int:
        return len(self._layout.columns) - 1

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_PAPER[self._layout.paper])
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN * 1.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._top, self._first - 1)
        sheet.freeze_panes(self._first, 0)
        sheet.set_footer(f"&L&8{self._layout.made_by}&R&10Trang &P/&N")
        for place, column in enumerate(self._layout.columns):
            sheet.set_column(place, place, column.width)

    def _write_title(self) -> None:
        layout = self._layout
        centre = self._style(**_MIDDLE, text_wrap=True)
        bold = self._style(**_MIDDLE, bold=True)
        self._halves((layout.superior, centre), (STATE, bold))
        self._halves((layout.office, bold), (MOTTO, bold))
        for text in layout.form:
            self._line(text, self._style(align="right", italic=True))
        self._line(layout.title, self._style(**_MIDDLE, bold=True, text_wrap=True, font_size=15))
        for text in layout.below:
            self._line(text, centre)
        self._next += 1

    def _write_foot(self) -> None:
        plain = self._style(text_wrap=True)
        for text in self._layout.notes:
            self._line(text, plain)
        if len(self._layout.signers) == 2:
            self._next += 1
            bold = self._style(**_MIDDLE, bold=True)
            left, right = self._layout.signers
            self._halves((left, bold), (right, bold))

    def _line(self, text: str, style: Any) -> None:
        """Over all columns, as high as it needs."""
        scale = style.font_size / _POINTS
        lines = len(text) * scale / sum(column.width for column in self._layout.columns)
        if lines > 1:
            self._sheet.set_row(self._next, _ROW * scale * ceil(lines))
        self._sheet.merge_range(self._next, 0, self._next, self._last, text, style)
        self._next += 1

    def _halves(self, *halves: tuple[str, Any]) -> None:
        middle = len(self._layout.columns) // 2
        for (first, last), (text, style) in zip(
            ((0, middle - 1), (middle, self._last)), halves, strict=True
        ):
            self._sheet.merge_range(self._next, first, self._next, last, text, style)
        self._next += 1

    def _write_heads(self) -> None:
        """Row by row, as a streamed sheet wants it. `merge_range` would write into rows that are
        gone already, so headings over several rows are merged by their place alone."""
        style, heads = self._style(**_HEAD), self._layout.heads
        for line in heads.lines:
            text = {head.first: head.text for head in line}
            for place in range(self._last + 1):
                self._sheet.write_string(self._next, place, text.get(place, ""), style)
            for head in line:
                if head.across > 1 or head.down > 1:
                    bottom, right = self._next + head.down - 1, head.first + head.across - 1
                    self._sheet.merge.append([self._next, head.first, bottom, right])
            self._next += 1
        if heads.is_numbered:
            style = self._style(**_HEAD | {"bold": False, "italic": True, "font_size": 9})
            for place, column in enumerate(self._layout.columns):
                self._sheet.write_string(self._next, place, column.number, style)
            self._next += 1

    def _write(self, place: int, value: Cell, style: Any) -> None:
        sheet, row = self._sheet, self._next
        value = self._layout.missing if value is None else value
        if value == "":
            sheet.write_blank(row, place, None, style)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, style)
        elif isinstance(value, int | Decimal):
            sheet.write_number(row, place, value, style)
        else:
            sheet.write_string(row, place, value, style)
