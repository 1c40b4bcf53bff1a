"""Borders: which area and which commune a point lies in."""

from django.db.models import QuerySet

from geo.lookup import lookup
from geo.models import Area

# A device is not surer of its place than this; who stands at the border belongs here too.
BORDER_METRES = 30
_METRES_OF_A_DEGREE = 111_320  # of latitude; of longitude up to 8 % less in Vietnam


def area_at(lat: float, long: float, root_unit_id: int) -> Area | None:
    """The smallest active area of the commune that the point lies in, or on the border of."""
    areas = Area.objects.filter(root_unit=root_unit_id, is_active=True)
    return next(iter(lookup().at(lat, long, areas)), None)


def root_at(lat: float, long: float) -> int | None:
    """The commune whose borders the point lies in; of a province and its commune the commune."""
    found = lookup().at(lat, long, _wholes())
    return found[0].root_unit_id if found else None


def has_borders(root_unit_id: int) -> bool:
    """Whether the borders of the commune itself are known."""
    return _wholes().filter(root_unit=root_unit_id).exists()


def lies_in(lat: float, long: float, root_unit_id: int, *, metres: float = BORDER_METRES) -> bool:
    """Whether the point lies within the commune's own borders, or so near them as to count."""
    own = _wholes().filter(root_unit=root_unit_id)
    return bool(lookup().at(lat, long, own, degrees=metres / _METRES_OF_A_DEGREE))


def _wholes() -> QuerySet[Area]:
    return Area.objects.filter(kind=Area.Kind.WHOLE, is_active=True)
