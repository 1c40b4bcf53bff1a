"""Points and areas on any database: bounding boxes in SQL, the exact answer by shapely."""

from functools import lru_cache

import shapely
from django.db.models import QuerySet

from geo.models import Area


class PlainLookup:
    def at(
        self, lat: float, long: float, areas: QuerySet[Area], *, degrees: float = 0
    ) -> list[Area]:
        boxed = areas.order_by().filter(
            south__lte=lat + degrees,
            north__gte=lat - degrees,
            west__lte=long + degrees,
            east__gte=long - degrees,
        )
        point = shapely.Point(long, lat)
        shapes = {area: _prepared(bytes(area.shape)) for area in boxed}
        found = [
            area
            for area, shape in shapes.items()
            if shape.covers(point) or (degrees and shape.dwithin(point, degrees))
        ]
        return sorted(found, key=lambda area: (shapes[area].area, area.pk))


@lru_cache(maxsize=128)
def _prepared(wkb: bytes) -> shapely.Geometry:
    """Kept by its content, so a new border is never answered by the old one."""
    shape = shapely.from_wkb(wkb)
    shapely.prepare(shape)
    return shape
