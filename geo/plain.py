"""Points and areas on any database: bounding boxes in SQL, the exact answer by shapely."""

from collections.abc import Iterable
from datetime import datetime
from threading import Lock

import shapely
from django.db.models import QuerySet

from geo.models import Area

KEPT_SHAPES = 128  # of at most 20,000 corners each


class PlainLookup:
    """Shapes are prepared once and kept. An area imported again has another time: another key."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._shapes: dict[tuple[int, datetime], shapely.Geometry] = {}

    def at(
        self, lat: float, long: float, areas: QuerySet[Area], *, degrees: float = 0
    ) -> list[Area]:
        boxed = areas.defer("shape").filter(
            south__lte=lat + degrees,
            north__gte=lat - degrees,
            west__lte=long + degrees,
            east__gte=long - degrees,
        )
        point = shapely.Point(long, lat)
        found = [
            (shape.area, area.pk, area)
            for area, shape in self._with_shapes(list(boxed))
            if shape.covers(point) or (degrees and shape.dwithin(point, degrees))
        ]
        return [area for _, _, area in sorted(found, key=lambda one: one[:2])]

    def _with_shapes(self, areas: list[Area]) -> Iterable[tuple[Area, shapely.Geometry]]:
        keys = {area.pk: (area.pk, area.imported_at) for area in areas}
        with self._lock:
            known = {pk: self._shapes[key] for pk, key in keys.items() if key in self._shapes}
        missing = [pk for pk in keys if pk not in known]
        for pk, wkb in Area.objects.filter(pk__in=missing).values_list("pk", "shape"):
            known[pk] = shapely.from_wkb(bytes(wkb))
            shapely.prepare(known[pk])
        self._keep({keys[pk]: known[pk] for pk in missing if pk in known})
        return [(area, known[area.pk]) for area in areas if area.pk in known]

    def _keep(self, shapes: dict[tuple[int, datetime], shapely.Geometry]) -> None:
        with self._lock:
            self._shapes.update(shapes)
            while len(self._shapes) > KEPT_SHAPES:
                self._shapes.pop(next(iter(self._shapes)))
