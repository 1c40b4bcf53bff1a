"""A book as PDF: laid out in pieces that begin where the one before ended, so that no page is
half empty, memory stays that of one piece, and the page numbers run on."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from dossiers.books.layout import Cell, Layout, Row
from portal.lib.dates import short_day
from portal.lib.pdf import lay_out, written

STYLE = Path(__file__).with_name("book.css")
_TEMPLATE = "dossiers/books/pdf/book.html"


class Pages:
    """One book in one file; rows are given in pieces, from the first to the last."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self._path, self._layout = path, layout
        self._css = _column_css(layout)
        self._whole: pikepdf.Pdf | None = None
        self._waiting: list[Row] = []  # rows of a page that is not full yet

    def add(self, rows: Sequence[Row]) -> None:
        """Keeps full pages; what stands on the last one waits for the next piece."""
        self._waiting += rows
        document = self._lay_out()
        if len(document.pages) > 1:
            kept = min(map(int, document.pages[-1].anchors), default=len(self._waiting))
            self._keep(document.copy(document.pages[:-1]))
            self._waiting = self._waiting[kept:]

    def close(self) -> None:
        """Only now the file is there."""
        if self._waiting or self._whole is None:
            self._keep(self._lay_out())
        assert self._whole is not None  # noqa: S101 - kept just above
        self._whole.save(self._path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        self._whole.close()

    def _lay_out(self) -> Any:
        pages = len(self._whole.pages) if self._whole else 0
        context = {
            "book": self._layout,
            "first": pages == 0,
            "heads": self._layout.heads,
            "below": [column.heading for column in self._layout.columns if column.group],
            "rows": enumerate(self._cells(row) for row in self._waiting),
        }
        css = f"{self._css} @page:first {{ counter-reset: page {pages + 1} }}"
        return lay_out(_TEMPLATE, context, style=STYLE, css=css)

    def _cells(self, row: Row) -> list[tuple[str, str]]:
        """Kind and text of each; the kind is a class of `book.css`."""
        columns = self._layout.columns
        return [(column.kind, _text(value)) for column, value in zip(columns, row, strict=True)]

    def _keep(self, document: Any) -> None:
        content = BytesIO(written(document, tagged=False))
        if self._whole is None:
            self._whole = pikepdf.open(content)
            return
        with pikepdf.open(content) as piece:
            self._whole.pages.extend(piece.pages)


def _column_css(layout: Layout) -> str:
    """The share of each column in the width of the sheet."""
    whole = sum(column.width for column in layout.columns)
    return " ".join(
        f"col:nth-child({place}) {{ width: {column.width / whole:.2%} }}"
        for place, column in enumerate(layout.columns, start=1)
    )


def _text(value: Cell) -> str:
    if value is None:
        return ""
    return short_day(value) if isinstance(value, date) else str(value)
