"""Borders of areas as the maps of everybody draw them."""

from typing import Any

import shapely
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from geo.models import Area

SIMPLER = 0.0001  # degrees, 11 m: nobody sees it on a map of a commune
GRID = 0.00001


def _drawn() -> QuerySet[Area]:
    return Area.objects.filter(is_active=True).exclude(kind=Area.Kind.ZONE)


def _state(_request: HttpRequest) -> str:
    """Changes with every import, and when an area is given up."""
    state = _drawn().aggregate(last=Max("imported_at"), number=Count("pk"))
    return f'"{state["last"]}-{state["number"]}"'


@require_safe
@cache_control(public=True, max_age=600)
@condition(etag_func=_state)
def borders(_request: HttpRequest) -> HttpResponse:
    """GeoJSON: communes and their hamlets, simplified."""
    features = [_feature(area) for area in _drawn()]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _feature(area: Area) -> dict[str, Any]:
    shape = shapely.simplify(shapely.from_wkb(bytes(area.shape)), SIMPLER)
    return {
        "type": "Feature",
        "properties": {"name": area.name, "kind": area.kind, "code": area.code},
        "geometry": shapely.geometry.mapping(shapely.set_precision(shape, GRID)),
    }
