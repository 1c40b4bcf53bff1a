"""Reports in a box or around a point: an extension for maps (handbook 2.6)."""

import re

from django.db.models import ExpressionWrapper, F, FloatField, Q

from feedback.disclosure import found_in_box
from feedback.models import Category
from feedback.models.report import ReportQuerySet
from feedback.open311.asked import Asked
from feedback.open311.faults import Faults, wrong
from geo.sphere import METRES_OF_LATITUDE, box_around, metres_of_longitude

MOST_METRES = 5000
_NUMBER = re.compile(r"[+-]?[0-9]{1,5}(\.[0-9]{0,20})?")
_LIMITS = {"lat": 90, "long": 180}


def near_by(rows: ReportQuerySet, asked: Asked) -> ReportQuerySet:
    if box := asked.text("bbox"):
        rows = rows.filter(found_in_box(*_box(box.split(","))))
    if asked.has("lat", "long", "radius"):
        rows = _around(rows, asked)
    return rows


def number(text: str) -> float | None:
    """A decimal number with a dot; nothing else that a program might call one."""
    return float(text) if _NUMBER.fullmatch(text) else None


def coordinate(name: str, text: str) -> float:
    """Degrees of WGS 84; 0 is one."""
    value, limit = number(text), _LIMITS[name]
    if value is None or abs(value) > limit:
        raise wrong(f"{name} phải là số thập phân có dấu chấm, từ -{limit} đến {limit}.")
    return value


def _box(texts: list[str]) -> tuple[float, float, float, float]:
    """`bbox=west,south,east,north`, as GeoJSON has it -> south, west, north, east."""
    try:
        west, south, east, north = (text.strip() for text in texts)
        return (
            coordinate("lat", south),
            coordinate("long", west),
            coordinate("lat", north),
            coordinate("long", east),
        )
    except (ValueError, Faults) as error:
        raise wrong("bbox gồm 4 số: tây,nam,đông,bắc, ví dụ 108.05,11.05,108.15,11.15.") from error


def _around(rows: ReportQuerySet, asked: Asked) -> ReportQuerySet:
    lat, long = coordinate("lat", asked.text("lat")), coordinate("long", asked.text("long"))
    radius = number(asked.text("radius"))
    if radius is None or not 0 < radius <= MOST_METRES:
        raise wrong(f"radius là số mét, từ 1 đến {MOST_METRES}, đi cùng lat và long.")
    up = (F("lat") - lat) * METRES_OF_LATITUDE
    right = (F("long") - long) * metres_of_longitude(lat)
    apart = ExpressionWrapper(up * up + right * right, output_field=FloatField())
    rounded = Q(category__publication=Category.Publication.ROUNDED)
    rows = rows.filter(found_in_box(*box_around(lat, long, radius)))
    return rows.annotate(apart=apart).filter(rounded | Q(apart__lte=radius * radius))
