"""What a page says to `components/map.html` and `static/js/map.js`."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from geo.models import Area

VIETNAM = (8.2, 102.1, 23.4, 109.5)  # shown where no border is known: south, west, north, east
STREET = 0.003  # degrees

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class MapView:
    """One map. `points_url` gives GeoJSON and is asked again as the view moves; may be empty."""

    label: str | Promise
    box: Box
    points_url: str = ""
    mark: tuple[float, float] | None = None  # latitude, longitude of one place to show

    @property
    def box_text(self) -> str:
        return ",".join(f"{side:.5f}" for side in self.box)

    @property
    def mark_text(self) -> str:
        return f"{self.mark[0]:.6f},{self.mark[1]:.6f}" if self.mark else ""

    @property
    def borders_url(self) -> str:
        return reverse("feedback:borders")

    @property
    def tiles_url(self) -> str:
        return settings.MAP_TILES_URL

    @property
    def credit(self) -> str:
        return settings.MAP_TILES_CREDIT


def around(point: tuple[float, float]) -> Box:
    """Some hundred metres on every side."""
    lat, long = point
    return (lat - STREET, long - STREET, lat + STREET, long + STREET)


def whole_box() -> Box:
    """Around every area in use; the country where there is none."""
    sides = Area.objects.filter(is_active=True).values_list("south", "west", "north", "east")
    boxes = list(sides)
    if not boxes:
        return VIETNAM
    south, west, north, east = zip(*boxes, strict=True)
    return (min(south), min(west), max(north), max(east))
