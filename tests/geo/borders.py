"""Borders that tests draw: squares of degrees around the market of Bình An, as GeoJSON."""

import json
from datetime import datetime
from typing import Any

from accounts.models import Unit
from geo.geojson import read_areas
from geo.models import Area
from geo.services import import_areas
from tests.factories import MONDAY

LAT, LONG = 11.10, 108.10


def square(west: float, south: float, size: float) -> dict[str, Any]:
    """Its corner lies so many degrees east and north of the market."""
    x, y = LONG + west, LAT + south
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code: str, name: str, geometry: Any, **properties: object) -> dict[str, Any]:
    facts = {"ma": code, "ten": name, **properties}
    return {"type": "Feature", "properties": facts, "geometry": geometry}


def collection(*features: Any, **members: object) -> bytes:
    whole = {"type": "FeatureCollection", "features": list(features), **members}
    return json.dumps(whole, ensure_ascii=False).encode()


def draw(
    unit: Unit, code: str, geometry: Any, *, kind: str = Area.Kind.HAMLET, when: datetime = MONDAY
) -> Area:
    """An area of the unit, imported as a file would be; its name is its code."""
    found = read_areas(collection(feature(code, code, geometry))).areas
    import_areas(unit.pk, kind, found, source="thu.geojson", at=when)
    return Area.objects.get(root_unit=unit, kind=kind, code=code)
