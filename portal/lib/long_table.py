"""A table as PDF: laid out in pieces that begin where the one before ended, so that no page is
half empty, memory stays that of one piece, and the page numbers run on."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.utils import timezone

from portal.lib.pdf import lay_out, written
from portal.lib.tables import MOTTO, STATE, Layout, Row, Strong, cell_text

STYLE = Path(__file__).with_name("long_table.css")
_TEMPLATE = "print/long_table.html"


class LongTable:
    """One table in one file; rows are given in pieces, from the first to the last.

    With `made_at` the same rows are the same bytes whenever they are written.
    """

    def __init__(self, path: Path, layout: Layout, *, made_at: datetime | None = None) -> None:
        self._path, self._layout = path, layout
        self._made_at = made_at
        self._css = _layout_css(layout)
        self._whole: pikepdf.Pdf | None = None
        self._waiting: list[Row] = []  # rows of a page that is not full yet

    def add(self, rows: Sequence[Row]) -> None:
        """Keeps full pages; what stands on the last one waits for the next piece."""
        self._waiting += rows
        document = self._lay_out(ends=False)
        if len(document.pages) > 1:
            kept = min(map(int, document.pages[-1].anchors), default=len(self._waiting))
            self._keep(document.copy(document.pages[:-1]))
            self._waiting = self._waiting[kept:]

    def close(self) -> None:
        """Only now the file is there."""
        self._keep(self._lay_out(ends=True))
        assert self._whole is not None  # noqa: S101 - kept just above
        self._whole.save(
            self._path,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        self._whole.close()

    def _lay_out(self, *, ends: bool) -> Any:
        pages = len(self._whole.pages) if self._whole else 0
        heads = self._layout.heads
        context = {
            "table": self._layout,
            "state": STATE,
            "motto": MOTTO,
            "made": timezone.localtime(self._made_at).isoformat() if self._made_at else "",
            "first": pages == 0,
            "ends": ends,
            "lines": heads.lines,
            "is_numbered": heads.is_numbered,
            "rows": [(place, *self._shown(row)) for place, row in enumerate(self._waiting)],
        }
        css = f"{self._css} @page:first {{ counter-reset: page {pages + 1} }}"
        return lay_out(_TEMPLATE, context, style=STYLE, css=css)

    def _shown(self, row: Row) -> tuple[bool, list[tuple[str, str]]]:
        """Whether it is in bold; class and text of each cell."""
        cells = [
            (column.kind.value, cell_text(value, column.kind, self._layout.missing))
            for column, value in zip(self._layout.columns, row, strict=True)
        ]
        return isinstance(row, Strong), cells

    def _keep(self, document: Any) -> None:
        content = BytesIO(written(document, tagged=False))
        if self._whole is None:
            self._whole = pikepdf.open(content)
            return
        with pikepdf.open(content) as piece:
            self._whole.pages.extend(piece.pages)


def _layout_css(layout: Layout) -> str:
    """The size of the sheet, and the share of each column in its width."""
    whole = sum(column.width for column in layout.columns)
    widths = " ".join(
        f"col:nth-child({place}) {{ width: {column.width / whole:.2%} }}"
        for place, column in enumerate(layout.columns, start=1)
    )
    return f"@page {{ size: {layout.paper} landscape }} {widths}"
