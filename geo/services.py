"""Borders: which area and which commune a point lies in, and taking new borders over."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from geo.geojson import FoundArea
from geo.lookup import lookup
from geo.models import Area
from geo.sphere import METRES_OF_LATITUDE

# A device is not surer of its place than this; who stands at the border belongs here too.
BORDER_METRES = 30


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
    return bool(lookup().at(lat, long, own, degrees=metres / METRES_OF_LATITUDE))


def _wholes() -> QuerySet[Area]:
    return Area.objects.filter(kind=Area.Kind.WHOLE, is_active=True)


@dataclass(frozen=True)
class Compared:
    """What taking areas over would change among those of one kind that a commune has."""

    new: tuple[FoundArea, ...]
    changed: tuple[FoundArea, ...]  # another name or shape, or it was retired
    same: tuple[FoundArea, ...]
    absent: tuple[Area, ...]  # in use, and not among them


def compare_areas(root_unit_id: int, kind: str, found: Iterable[FoundArea]) -> Compared:
    known = {one.code: one for one in Area.objects.filter(root_unit=root_unit_id, kind=kind)}
    lists: dict[str, list[FoundArea]] = {"new": [], "changed": [], "same": []}
    for one in found:
        lists[_change(known.get(one.code), one)].append(one)
    codes = {one.code for group in lists.values() for one in group}
    absent = (one for code, one in known.items() if code not in codes and one.is_active)
    new, changed, same = map(tuple, lists.values())
    return Compared(new, changed, same, tuple(absent))


def _change(known: Area | None, found: FoundArea) -> str:
    if known is None:
        return "new"
    is_same = known.is_active and known.name == found.name
    return "same" if is_same and bytes(known.shape) == found.wkb else "changed"


@transaction.atomic
def import_areas(
    root_unit_id: int,
    kind: str,
    found: Sequence[FoundArea],
    *,
    source: str,
    retire_absent: bool = False,
    at: datetime,
) -> Compared:
    """Takes them over under their codes; what lies in one that is known keeps pointing to it."""
    compared = compare_areas(root_unit_id, kind, found)
    for one in (*compared.new, *compared.changed):
        Area.objects.update_or_create(
            root_unit_id=root_unit_id,
            kind=kind,
            code=one.code,
            defaults={
                "name": one.name,
                "shape": one.wkb,
                **asdict(one.bounds),
                "is_active": True,
                "source": source[:200],
                "imported_at": at,
            },
        )
    if retire_absent:
        gone = [one.pk for one in compared.absent]
        Area.objects.filter(pk__in=gone).update(is_active=False)
    return compared
