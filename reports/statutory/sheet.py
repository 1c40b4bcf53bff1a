"""A report as a table, for the screen, a spreadsheet and paper. Pure; nothing here is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

Cell = str | int | date | Decimal | None  # None: not known, written as a dash


class Kind(StrEnum):
    """What the cells of a column are. RATE: percent with one decimal; MONEY: whole đồng."""

    TEXT = "text"
    COUNT = "count"
    DAY = "day"
    RATE = "rate"
    NUMBER = "number"
    MONEY = "money"


@dataclass(frozen=True)
class Column:
    """`width` is in characters; `groups` are the headings above it, outermost first.

    `number` is what stands in the line of column numbers. `measure` of `reports.selections` is
    what a cell counts, empty where it has no list.
    """

    label: str
    width: int = 10
    kind: Kind = Kind.COUNT
    groups: tuple[str, ...] = ()
    number: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Head:
    """A heading: its place in the lines of the head, and how many columns and lines it covers."""

    text: str
    line: int
    first: int
    across: int
    down: int


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

    `is_list`: one row for each dossier, of which the screen shows the first ones.
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

    @property
    def is_numbered(self) -> bool:
        """Whether a line of column numbers stands under the head."""
        return any(column.number for column in self.columns)

    @property
    def depth(self) -> int:
        """Lines of the head, without the line of numbers."""
        return 1 + max(len(column.groups) for column in self.columns)

    @property
    def heads(self) -> tuple[tuple[Head, ...], ...]:
        """Line by line, each from left to right; a heading stands in its uppermost line only."""
        return tuple(tuple(self._line(line)) for line in range(self.depth))

    def _line(self, line: int) -> Iterator[Head]:
        """Neighbours under the same headings share one; a column's own label is never shared."""
        places = groupby(enumerate(self.columns), key=lambda placed: self._path(*placed, line))
        for _, members in places:
            here = list(members)
            first, column = here[0]
            if line < len(column.groups):
                yield Head(column.groups[line], line, first, len(here), 1)
            elif line == len(column.groups):
                yield Head(column.label, line, first, 1, self.depth - line)

    @staticmethod
    def _path(place: int, column: Column, line: int) -> tuple[object, ...]:
        if line < len(column.groups):
            return column.groups[: line + 1]
        return (place,)
