"""Bars: lengths side by side, one bar in parts, and how far a share is from its target."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 100  # of every bar, in units of its drawing
GAP = 1  # white, between the parts of a bar
LEAST = 1.5  # what is there can be seen


@dataclass(frozen=True)
class Piece:
    """`kind` is its colour: early, on-time, late."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Gauge:
    width: str
    is_short: bool  # below the target
    tick: str  # where the target is; empty without one


def length(value: int, most: int) -> str:
    """Of a bar beside others, the longest of which stands for `most`."""
    return written(max(LEAST, value * WIDTH / most)) if value and most else "0"


def split(parts: Iterable[tuple[str, int]]) -> list[Piece]:
    """One bar in the given order; parts without anything leave no gap."""
    there = [(kind, count) for kind, count in parts if count]
    whole = sum(count for _, count in there)
    room = WIDTH - GAP * (len(there) - 1)
    pieces, x = [], 0.0
    for kind, count in there:
        width = count * room / whole
        pieces.append(Piece(kind, written(x), written(width)))
        x += width + GAP
    return pieces


def gauge(percent: Decimal, target: Decimal | None) -> Gauge:
    short = target is not None and percent < target
    tick = written(min(float(target), 99)) if target is not None else ""
    return Gauge(written(min(float(percent), WIDTH)), short, tick)


def written(number: float) -> str:
    """With a point, whatever the language of the page."""
    return f"{number:.1f}"
