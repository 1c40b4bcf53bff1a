"""A line over days, and pairs of columns over weeks."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.drawing.bars import written

LEFT, RIGHT, TOP, BOTTOM = 4, 300, 12, 88  # of the field inside the drawing, 340 by 108


@dataclass(frozen=True)
class Mark:
    """A line across with its number."""

    y: str
    label: str


@dataclass(frozen=True)
class Curve:
    """`line` and `area` are points; the last one is marked."""

    line: str
    area: str
    last_x: str
    last_y: str
    marks: list[Mark]


@dataclass(frozen=True)
class Column:
    kind: str  # first or second of its pair
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Columns:
    columns: list[Column]
    marks: list[Mark]


def curve(values: Sequence[int]) -> Curve:
    """Needs one value at least."""
    most = ceiling(max(values))
    step = (RIGHT - LEFT) / max(1, len(values) - 1)
    points = [(written(LEFT + step * i), written(_y(n, most))) for i, n in enumerate(values)]
    line = " ".join(f"{x},{y}" for x, y in points)
    first_x, (last_x, last_y) = points[0][0], points[-1]
    area = f"{first_x},{BOTTOM} {line} {last_x},{BOTTOM}"
    return Curve(line, area, last_x, last_y, _marks(most))


def columns(pairs: Sequence[tuple[int, int]]) -> Columns:
    most = ceiling(max(max(pair) for pair in pairs))
    step = (RIGHT - LEFT) / len(pairs)
    width = step * 0.38
    found = []
    for i, pair in enumerate(pairs):
        for j, (kind, value) in enumerate(zip(("first", "second"), pair, strict=True)):
            y = _y(value, most)
            x = LEFT + step * i + width * j
            found.append(
                Column(kind, written(x), written(y), written(width - 0.5), written(BOTTOM - y))
            )
    return Columns(found, _marks(most))


def ceiling(most: int) -> int:
    """The next round number whose half is whole: 2, 4, 10, 20, 40, 100 …"""
    unit = 1
    while True:
        for step in (2, 4, 10):
            if step * unit >= most:
                return step * unit
        unit *= 10


def _y(value: int, most: int) -> float:
    return BOTTOM - value * (BOTTOM - TOP) / most


def _marks(most: int) -> list[Mark]:
    return [Mark(written(_y(n, most)), f"{n:,}".replace(",", ".")) for n in (most, most // 2, 0)]
