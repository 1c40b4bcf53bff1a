"""Areas drawn on the server: a map without tiles and without scripts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import shapely

WIDTH = 400.0
_TALLEST = 1.1  # heights of the picture for one width
_FINEST = 1000  # a corner nearer to its line than this part of the picture is left out
_MOST_NAMES = 30


@dataclass(frozen=True)
class Drawn:
    """`look` is a modifier of the class `mc-areas__area`."""

    path: str
    name: str
    look: str
    x: str
    y: str
    anchor: str  # of the name: near a side it leans inwards


@dataclass(frozen=True)
class Drawing:
    view_box: str
    areas: list[Drawn]
    names: bool  # few enough to be written


@dataclass(frozen=True)
class ToDraw:
    wkb: bytes
    name: str
    look: str


def draw(found: Sequence[ToDraw]) -> Drawing | None:
    """The largest below the others; None where there is nothing."""
    if not found:
        return None
    shapes = [shapely.from_wkb(one.wkb) for one in found]
    west, south, east, north = shapely.total_bounds(shapes)
    flat = cos(radians((south + north) / 2))  # a degree of longitude is shorter
    scale = WIDTH / max((east - west) * flat, (north - south) / _TALLEST)
    height = (north - south) * scale
    width = (east - west) * flat * scale
    placed = sorted(zip(shapes, found, strict=True), key=lambda pair: -pair[0].area)
    drawn = []
    for shape, one in placed:
        moved = shapely.transform(
            shape.simplify((east - west) / _FINEST),
            lambda xy: (xy - (west, north)) * (flat * scale, -scale),
        )
        spot = moved.representative_point()
        place = (f"{spot.x:.1f}", f"{spot.y:.1f}", _anchor(spot.x / width))
        drawn.append(Drawn(_path(moved), one.name, one.look, *place))
    box = f"-4 -4 {width + 8:.0f} {height + 8:.0f}"
    return Drawing(box, drawn, names=len(drawn) <= _MOST_NAMES)


def _anchor(share: float) -> str:
    if share < 0.15:
        return "start"
    return "end" if share > 0.85 else "middle"


def _path(shape: shapely.Geometry) -> str:
    return "".join(map(_ring, _rings(shape)))


def _rings(shape: shapely.Geometry) -> Iterable[shapely.Geometry]:
    for part in shapely.get_parts(shape):
        yield part.exterior
        yield from part.interiors


def _ring(ring: shapely.Geometry) -> str:
    corners = (f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1])
    return f"M{'L'.join(corners)}Z"
