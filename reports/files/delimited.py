"""A table as CSV, streamed: UTF-8 that spreadsheets recognise, days as 2026-11-26."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from portal.lib.tables import Cell, Layout, Row
from portal.lib.text import harmless


class Delimited:
    """One table in one file; rows are given in pieces, from the first to the last."""

    def __init__(self, path: Path, layout: Layout, *, made_at: datetime | None = None) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)
        self._csv.writerow([", ".join((*one.groups, one.label)) for one in layout.columns])

    def add(self, rows: Iterable[Row]) -> None:
        self._csv.writerows([_defused(cell) for cell in row] for row in rows)

    def close(self) -> None:
        """Only now the file is there."""
        self._file.close()


def _defused(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell
