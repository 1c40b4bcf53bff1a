"""A report as a table, for the screen, a spreadsheet and paper. Pure; nothing here is counted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.lib.tables import Cell, Heads, Kind
from portal.lib.tables import Column as TableColumn

__all__ = ["Cell", "Column", "Kind", "Row", "RowKind", "Sheet"]


@dataclass(frozen=True)
class Column(TableColumn):
    """`measure` of `reports.selections` is what a cell counts, empty where it has no list."""

    measure: str = ""


class RowKind(StrEnum):
    ROW = "row"
    GROUP = "group"  # a heading inside the table, with the sums of what follows where it has them
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """One cell for each column. `about` is the address of its lists, without what is counted."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.ROW
    about: str = ""


@dataclass(frozen=True)
class Sheet:
    """`form` and `basis`: its official number and the paper that sets it, empty for own tables.

    `is_list`: one row for each dossier, of which the screen shows the first ones; `about` is then
    the address of the list itself.
    """

    title: str
    period: str
    reporter: str
    receiver: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    form: str = ""
    basis: str = ""
    counted_in: str = ""
    notes: tuple[str, ...] = ()
    counted_until: datetime | None = None
    is_list: bool = False
    about: str = ""

    @property
    def heads(self) -> Heads:
        return Heads(self.columns)
