"""A book as XLSX, streamed: what is written is never held in memory, whatever its length.

Nothing a person typed can become a formula: texts are written as texts into cells of the format
"text", so that they stay texts when somebody edits them (reliability A28).
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dossiers.books.layout import Cell, Layout, Row

_SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A3, _MARGIN = 8, 0.4  # paper of Excel, inches
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_CELLS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "day": {"num_format": "dd/mm/yyyy", "align": "center"},
    "number": {"num_format": "0", "align": "center"},
}
_HEAD = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
FIRST_HEAD = 6  # rows of the sheet above the headings


class Spreadsheet:
    """One book in one file; rows are given in pieces, from the first to the last."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self._file = xlsxwriter.Workbook(str(path), _SAFE)
        self._file.set_properties({"title": layout.title.capitalize(), "company": layout.office})
        self._sheet: Worksheet = self._file.add_worksheet("Sổ")
        self._layout = layout
        self._cells = {kind: self._style(border=1, **style) for kind, style in _CELLS.items()}
        self._next = 0
        self._set_up()
        self._write_title()
        self._write_heads()

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            for place, (column, value) in enumerate(zip(self._layout.columns, row, strict=True)):
                _write(self._sheet, self._next, place, value, self._cells[column.kind])
            self._next += 1

    def close(self) -> None:
        """Only now the file is there."""
        last = len(self._layout.columns) - 1
        self._sheet.autofilter(FIRST_HEAD + 2, 0, max(self._next - 1, FIRST_HEAD + 2), last)
        self._sheet.print_area(0, 0, self._next, last)
        self._file.close()

    def _style(self, **style: Any) -> Any:
        return self._file.add_format(_FONT | style)

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN * 1.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_HEAD, FIRST_HEAD + 2)
        sheet.freeze_panes(FIRST_HEAD + 3, 0)
        sheet.set_footer("&L&8Sổ lập từ hệ thống Một cửa số&R&10Trang &P/&N")
        for place, column in enumerate(self._layout.columns):
            sheet.set_column(place, place, column.width)

    def _write_title(self) -> None:
        layout, middle = self._layout, len(self._layout.columns) // 2
        centre = self._style(align="center")
        bold = self._style(align="center", bold=True)
        title = self._style(align="center", bold=True, font_size=15)
        last = len(layout.columns) - 1
        self._halves(0, middle, (layout.superior, centre), (_STATE, bold))
        self._halves(1, middle, (layout.office, bold), (_MOTTO, bold))
        for row, (text, style) in enumerate(
            ((layout.form, self._style(align="right", italic=True)), (layout.title, title),
             (layout.subtitle, centre)), start=2,
        ):  # fmt: skip
            self._sheet.merge_range(row, 0, row, last, text, style)

    def _halves(self, row: int, middle: int, *halves: tuple[str, Any]) -> None:
        ends = ((0, middle - 1), (middle, len(self._layout.columns) - 1))
        for (first, last), (text, style) in zip(ends, halves, strict=True):
            self._sheet.merge_range(row, first, row, last, text, style)

    def _write_heads(self) -> None:
        """Row by row, as a streamed sheet wants it. `merge_range` would write into rows that are
        gone already, so headings over two rows are merged by their place alone."""
        style, top = self._style(**_HEAD), FIRST_HEAD
        heads, columns = self._layout.heads, self._layout.columns
        for head in heads:
            self._sheet.write_string(top, head.first, head.text, style)
            if not head.tall:
                right = head.first + head.span - 1
                self._sheet.merge_range(top, head.first, top, right, head.text, style)
        for place, column in enumerate(columns):
            self._sheet.write_string(top + 1, place, column.heading if column.group else "", style)
        for head in heads:
            if head.tall:
                self._sheet.merge.append([top, head.first, top + 1, head.first])
        self._write_numbers(top + 2)
        self._next = top + 3

    def _write_numbers(self, row: int) -> None:
        """(1), (2), ... under the headings, as printed books have them."""
        style = self._style(**_HEAD | {"bold": False, "italic": True, "font_size": 9})
        for place in range(len(self._layout.columns)):
            self._sheet.write_string(row, place, f"({place + 1})", style)


_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"


def _write(sheet: Worksheet, row: int, place: int, value: Cell, style: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, style)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, style)
    else:
        sheet.write_string(row, place, value, style)
