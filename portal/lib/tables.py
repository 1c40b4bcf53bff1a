"""A table on paper or in a file: what stands around its rows, and how its cells are read. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Literal

from portal.lib.dates import short_day
from portal.lib.money import dots

Cell = str | int | date | Decimal | None
Row = Sequence[Cell]
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class Kind(StrEnum):
    """What the cells of a column are. RATE: percent with one decimal; MONEY: whole đồng; ORDER: a
    number that is not added up; CODE: of a dossier."""

    TEXT = "text"
    COUNT = "count"
    DAY = "day"
    RATE = "rate"
    NUMBER = "number"
    MONEY = "money"
    ORDER = "order"
    CODE = "code"


@dataclass(frozen=True)
class Column:
    """`width` is in characters; on paper all of them share the sheet. `groups` are the headings
    above it, outermost first. `number` is what stands in the line of column numbers."""

    label: str
    width: int = 10
    kind: Kind = Kind.COUNT
    groups: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Head:
    """A heading: its place in the lines of the head, and how many columns and lines it covers."""

    text: str
    line: int
    first: int
    across: int
    down: int


@dataclass(frozen=True)
class Heads:
    """The headings over columns."""

    columns: Sequence[Column]

    @property
    def depth(self) -> int:
        """Lines of the head, without the line of numbers."""
        return 1 + max(len(column.groups) for column in self.columns)

    @property
    def lines(self) -> tuple[tuple[Head, ...], ...]:
        """Line by line, each from left to right; a heading stands in its uppermost line only."""
        return tuple(tuple(self._line(line)) for line in range(self.depth))

    @property
    def is_numbered(self) -> bool:
        """Whether a line of column numbers stands under them."""
        return any(column.number for column in self.columns)

    def _line(self, line: int) -> Iterator[Head]:
        """Neighbours under the same headings share one; a column's own label is never shared."""
        places = groupby(
            enumerate(self.columns), key=lambda placed: self._path(placed[0], placed[1], line)
        )
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


class Strong(tuple[Cell, ...]):
    """The cells of a row of sums, or of a heading inside the table: in bold."""

    __slots__ = ()


@dataclass(frozen=True)
class Layout:
    """A table as it is written down, whatever it is written to.

    `form` are the lines above the title (the number of the form, the paper that sets it), `below`
    those under it, `notes` those after the table, `signers` who signs at its end. `missing` stands
    for what is not known. `is_list`: rows one sorts and filters.
    """

    title: str
    superior: str
    office: str
    columns: Sequence[Column]
    form: Sequence[str] = ()
    below: Sequence[str] = ()
    notes: Sequence[str] = ()
    signers: Sequence[str] = ()
    paper: Literal["A3", "A4"] = "A4"
    missing: str = ""
    sheet: str = "Bảng"
    made_by: str = ""
    is_list: bool = False

    @property
    def heads(self) -> Heads:
        return Heads(self.columns)


def numbered(columns: Sequence[Column]) -> tuple[Column, ...]:
    """With (1), (2), ... under the headings, as printed books have them."""
    return tuple(
        Column(one.label, one.width, one.kind, one.groups, f"({place})")
        for place, one in enumerate(columns, start=1)
    )


def cell_text(value: Cell, kind: Kind, missing: str = "") -> str:
    """As pages and paper show a cell: `1.923`, `82,8`, `26/11/2026`."""
    if value is None:
        return missing
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, Decimal):
        return (f"{value:.1f}" if kind == Kind.RATE else f"{value}").replace(".", ",")
    if isinstance(value, int) and kind in {Kind.COUNT, Kind.MONEY, Kind.NUMBER}:
        return dots(value)
    return str(value)
