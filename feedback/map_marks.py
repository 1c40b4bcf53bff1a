"""Marks of a map as GeoJSON, those that would cover each other put together: a phone never draws
more than it can, and a finger hits what it means."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product
from math import floor, hypot
from typing import Any, Protocol, TypeVar

from django.utils.translation import ngettext

from portal.lib.money import dots
from portal.lib.numbers import whole_number

LISTED = 10  # reports named in one group
LARGEST_ZOOM, WORLD = 19, 360.0
GROUP_PIXELS, TILE_PIXELS = 60, 256


class Placed(Protocol):
    @property
    def lat(self) -> Any: ...
    @property
    def long(self) -> Any: ...


P = TypeVar("P", bound=Placed)


def marks(found: Iterable[P], zoom: str, facts: Callable[[P], dict[str, str]]) -> dict[str, Any]:
    """`zoom` as `static/js/map.js` asks; `facts`: `title`, `text`, `url`, `mark` of one report.

    A group stands where its first report is.
    """
    side = WORLD / 2 ** min(whole_number(zoom), LARGEST_ZOOM) * GROUP_PIXELS / TILE_PIXELS
    groups = _grouped(found, side)
    return {"type": "FeatureCollection", "features": [_feature(group, facts) for group in groups]}


def _grouped(found: Iterable[P], side: float) -> list[list[P]]:
    """Each joins the first group that begins less than `side` degrees away, so that marks never
    cover each other. Only groups that begin in the nine cells around can be so near."""
    cells: dict[tuple[int, int], list[list[P]]] = defaultdict(list)
    for placed in found:
        row, column = floor(placed.lat / side), floor(placed.long / side)
        around = product(range(row - 1, row + 2), range(column - 1, column + 2))
        near = (group for cell in around if cell in cells for group in cells[cell])
        group = next((one for one in near if _apart(one[0], placed) < side), None)
        if group is None:
            cells[row, column].append([placed])
        else:
            group.append(placed)
    return [group for several in cells.values() for group in several]


def _apart(one: Placed, other: Placed) -> float:
    """In degrees; north of the equator a mark is never nearer on the map than this says."""
    return hypot(one.lat - other.lat, one.long - other.long)


def _feature(group: list[P], facts: Callable[[P], dict[str, str]]) -> dict[str, Any]:
    first = group[0]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(first.long, 6), round(first.lat, 6)]},
        "properties": facts(first) if len(group) == 1 else _several(group, facts),
    }


def _several(group: list[P], facts: Callable[[P], dict[str, str]]) -> dict[str, Any]:
    text = ngettext("%(n)s phản ánh", "%(n)s phản ánh", len(group)) % {"n": dots(len(group))}
    named = [facts(placed) for placed in group[:LISTED]]
    return {"count": len(group), "text": text, "reports": named}
