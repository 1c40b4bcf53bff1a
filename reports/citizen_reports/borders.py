"""Borders of the areas that a leader looks at, as rings to draw."""

import shapely
from django.core.cache import cache

from geo.models import Area
from reports.drawing.outline import Point
from reports.scope import Scope

KEPT_SECONDS = 900
COARSE = 0.0004  # degrees, 44 m
MOST = 150  # areas


def rings_of(scope: Scope) -> list[list[Point]]:
    """Of one commune its hamlets, of a province its communes; none where nobody imported any."""
    roots = scope.roots or [scope.office.root_id]
    key = f"borders:{scope.office.id}"
    found: list[list[Point]] | None = cache.get(key)
    if found is None:
        found = [ring for shape in _shapes(roots) for ring in _rings(shape)]
        cache.set(key, found, KEPT_SECONDS)
    return found


def _shapes(roots: list[int]) -> list[bytes]:
    kinds = [Area.Kind.WHOLE] if len(roots) > 1 else [Area.Kind.WHOLE, Area.Kind.HAMLET]
    areas = Area.objects.filter(root_unit_id__in=roots, kind__in=kinds, is_active=True)
    whole_first = areas.order_by("-kind", "code").values_list("shape", flat=True)
    return [bytes(shape) for shape in whole_first[:MOST]]


def _rings(shape: bytes) -> list[list[Point]]:
    """Outer rings only: holes are rare, and the drawing small."""
    coarse = shapely.simplify(shapely.from_wkb(shape), COARSE)
    outer = shapely.get_exterior_ring(shapely.get_parts(coarse))
    return [[(y, x) for x, y in shapely.get_coordinates(ring)] for ring in outer]
