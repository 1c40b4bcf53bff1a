"""A plain map: borders as paths, places as numbered circles. Pure; no tiles, no projection but a
plane, which is true enough for a commune or a province."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from reports.drawing.bars import written

WIDTH, LOWEST, HIGHEST = 340.0, 150.0, 380.0
MARGIN = 14.0
SMALLEST, LARGEST = 8.0, 18.0  # radius of a circle
LEAST_SPAN = 0.004  # degrees, 440 m: one single place is not a point that fills the map

Point = tuple[float, float]  # latitude, longitude
Ring = Sequence[Point]


@dataclass(frozen=True)
class Circle:
    number: int
    x: str
    y: str
    radius: str


@dataclass(frozen=True)
class Outline:
    width: str
    height: str
    paths: list[str]
    circles: list[Circle]  # the largest first, so that the small ones stay on top


@dataclass(frozen=True)
class _Plane:
    north: float
    west: float
    scale: float  # units a degree of latitude
    narrow: float  # a degree of longitude in degrees of latitude

    def at(self, point: Point) -> tuple[str, str]:
        lat, long = point
        x = MARGIN + (long - self.west) * self.narrow * self.scale
        return written(x), written(MARGIN + (self.north - lat) * self.scale)


def outline(rings: Sequence[Ring], places: Sequence[tuple[Point, int]]) -> Outline:
    """`places` with how much there is at each, in the order of their numbers."""
    plane, height = _plane([*(point for ring in rings for point in ring), *(p for p, _ in places)])
    most = max((count for _, count in places), default=1)
    circles = [
        Circle(number, *plane.at(point), written(max(SMALLEST, LARGEST * sqrt(count / most))))
        for number, (point, count) in enumerate(places, start=1)
    ]
    return Outline(written(WIDTH), written(height), [_path(ring, plane) for ring in rings], circles)


def _plane(points: Iterable[Point]) -> tuple[_Plane, float]:
    """Everything fits; the drawing is as high as that needs, within reason."""
    lats, longs = zip(*points, strict=True)
    narrow = cos(radians((min(lats) + max(lats)) / 2))
    tall = max(max(lats) - min(lats), LEAST_SPAN)
    wide = max((max(longs) - min(longs)) * narrow, LEAST_SPAN)
    inner = WIDTH - 2 * MARGIN
    scale = min(inner / wide, (HIGHEST - 2 * MARGIN) / tall)
    height = max(LOWEST, tall * scale + 2 * MARGIN)
    spare_x, spare_y = inner / scale - wide, (height - 2 * MARGIN) / scale - tall
    north = (max(lats) + min(lats) + tall + spare_y) / 2
    west = (max(longs) + min(longs) - (wide + spare_x) / narrow) / 2
    return _Plane(north, west, scale, narrow), height


def _path(ring: Ring, plane: _Plane) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in map(plane.at, ring)) + "Z"
