"""From coordinates of a file to a sound shape, within limits that keep GEOS from running away."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any

import shapely

from geo.systems import Bounds, bounds_of

MAX_CORNERS = 20_000  # of one area
_MAX_CROSSINGS = 1_000  # of a broken ring that is still repaired
_CHUNK = 50  # sides looked at together
_LEAST = 1e-9  # square degrees: about ten square metres
_MAX_NESTING = 3  # collections in collections

Ring = list[tuple[float, float]]


class Unusable(Exception):
    """Why one area of the file cannot be taken, in words that end no sentence."""


@dataclass(frozen=True)
class Sketch:
    """Polygons as the file draws them: rings, the outer one first."""

    polygons: list[list[Ring]]
    corners: int
    bounds: Bounds


@dataclass(frozen=True)
class Shaped:
    shape: shapely.Geometry
    repaired: bool


def sketch_of(geometry: Any) -> Sketch:
    """Reads numbers and counts them; nothing is built yet."""
    polygons = list(_polygons(geometry, _MAX_NESTING))
    corners = sum(len(ring) for rings in polygons for ring in rings)
    if not corners:
        raise Unusable("không có hình vẽ")
    if corners > MAX_CORNERS:
        raise Unusable(
            f"có {corners} đỉnh, nhiều hơn {MAX_CORNERS}; xin đơn giản hóa đường ranh rồi xuất lại"
        )
    return Sketch(polygons, corners, bounds_of(p for rings in polygons for r in rings for p in r))


def _polygons(geometry: Any, nesting: int) -> Iterator[list[Ring]]:
    if not isinstance(geometry, dict):
        raise Unusable("không có hình vẽ")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        yield _rings(coordinates)
    elif kind == "MultiPolygon":
        yield from map(_rings, _list(coordinates))
    elif kind == "GeometryCollection" and nesting:
        for part in _list(geometry.get("geometries")):
            yield from _polygons(part, nesting - 1)
    else:
        raise Unusable("là điểm hoặc đường, không phải vùng")


def _rings(raw: Any) -> list[Ring]:
    rings = [[_position(one) for one in _list(ring)] for ring in _list(raw)]
    if any(len(set(ring)) < 3 for ring in rings):
        raise Unusable("có vòng chưa đủ ba đỉnh")
    return rings


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise Unusable("có tọa độ viết sai cách")
    return raw


def _position(raw: Any) -> tuple[float, float]:
    """Centimetres are enough; heights are dropped."""
    numbers = _list(raw)[:2]
    if len(numbers) < 2 or any(type(number) not in {int, float} for number in numbers):
        raise Unusable("có tọa độ không phải là số")
    if any(abs(number) > 1e9 or not isfinite(number) for number in numbers):
        raise Unusable("có tọa độ quá lớn")
    return round(float(numbers[0]), 7), round(float(numbers[1]), 7)


def shape_of(sketch: Sketch) -> Shaped:
    """A valid polygon or multipolygon; rings that cross themselves are repaired."""
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in sketch.polygons if rings]
    drawn = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if drawn.is_valid:
        return Shaped(_large_enough(drawn), repaired=False)
    if _crosses_often(sketch):
        raise Unusable("có đường ranh tự cắt quá nhiều lần; xin vẽ lại vùng này")
    mended = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    pieces = [piece for piece in shapely.get_parts(mended) if piece.geom_type == "Polygon"]
    whole = pieces[0] if len(pieces) == 1 else shapely.MultiPolygon(pieces)
    return Shaped(_large_enough(whole), repaired=True)


def _large_enough(shape: shapely.Geometry) -> shapely.Geometry:
    if shape.area < _LEAST:
        raise Unusable("không có diện tích")
    return shape


def _crosses_often(sketch: Sketch) -> bool:
    """Repairing makes a corner of every crossing, and there may be the square of the sides."""
    rings = [ring for rings in sketch.polygons for ring in rings]
    sides = shapely.linestrings([side for ring in rings for side in pairwise(ring)])
    tree, found = shapely.STRtree(sides), 0
    for start in range(0, len(sides), _CHUNK):
        chunk = sides[start : start + _CHUNK]
        found += tree.query(chunk, predicate="crosses").shape[1]
        if found > 2 * _MAX_CROSSINGS:  # each is seen from both sides
            return True
    return False
