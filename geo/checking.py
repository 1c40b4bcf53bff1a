"""What looks wrong with borders although each by itself is sound: told before they are taken."""

from collections.abc import Iterator, Sequence

import shapely

from geo.geojson import FoundArea

_OVERLAP = 0.01  # of the smaller one: neighbours' lines never meet exactly
_BEYOND = 0.05  # of an area, outside the commune
_MOST_WORK = 4_000_000  # corners of one times corners of the other
_MOST_WORDS = 12


def warnings(found: Sequence[FoundArea], whole: Sequence[bytes]) -> list[str]:
    """About areas that lie upon one another or beyond the commune (`whole`: WKB; may be empty)."""
    shapes = [shapely.from_wkb(one.wkb) for one in found]
    words = [*_overlaps(found, shapes), *_beyond(found, shapes, whole)]
    more = len(words) - _MOST_WORDS
    return words[:_MOST_WORDS] + ([f"Còn {more} chỗ khác như vậy"] if more > 0 else [])


def _overlaps(found: Sequence[FoundArea], shapes: list[shapely.Geometry]) -> Iterator[str]:
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    for first, second in pairs[pairs[:, 0] < pairs[:, 1]]:
        one, other = found[first], found[second]
        if one.corners * other.corners > _MOST_WORK:
            continue
        shared = shapes[first].intersection(shapes[second]).area
        share = shared / min(shapes[first].area, shapes[second].area)
        if share > _OVERLAP:
            yield f"“{one.name}” và “{other.name}” chồng lên nhau {_percent(share)}"


def _beyond(
    found: Sequence[FoundArea], shapes: list[shapely.Geometry], whole: Sequence[bytes]
) -> Iterator[str]:
    if not whole:
        return
    commune = shapely.union_all([shapely.from_wkb(wkb) for wkb in whole])
    size = int(shapely.get_num_coordinates(commune))
    for one, shape in zip(found, shapes, strict=True):
        if one.corners * size > _MOST_WORK:
            continue
        share = 1 - shape.intersection(commune).area / shape.area
        if share > _BEYOND:
            yield f"“{one.name}” nằm ngoài ranh giới đơn vị {_percent(share)}"


def _percent(share: float) -> str:
    return f"{max(1, round(share * 100))}%"
