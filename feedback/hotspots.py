"""Điểm nóng: where several things were reported close together within some days. Pure.

Clusters by density (DBSCAN) in place and time. A spot with enough others around it holds its
cluster together; one beside such a spot belongs to it; the others are alone. The spots lie in
cells so small that all of one cell are close to each other: a thousand reports of one crossing
cost no more than a thousand anywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from math import floor, hypot, sqrt
from operator import attrgetter

from geo.sphere import METRES_OF_LATITUDE, metres_of_longitude

METRES = 80.0
DAYS = 7
LEAST = 3  # spots, itself among them
_DAY = timedelta(days=1)
_REACH = (*product(range(-2, 3), range(-2, 3)),)  # cells of the plane that may hold close spots
_Cell = tuple[int, int, int]


@dataclass(frozen=True)
class Spot:
    """What was reported where and when; `id` names it for whoever asks."""

    id: int
    lat: float
    long: float
    at: datetime


@dataclass(frozen=True)
class HotSpot:
    """`spots` in the order of their time; `lat`, `long` their middle, all within `metres` of it."""

    spots: Sequence[Spot]
    lat: float
    long: float
    metres: int

    @property
    def first(self) -> datetime:
        return self.spots[0].at

    @property
    def last(self) -> datetime:
        return self.spots[-1].at


def hotspots(
    spots: Iterable[Spot], *, metres: float = METRES, days: float = DAYS, least: int = LEAST
) -> list[HotSpot]:
    """The largest first, of equal ones the newest. `days`: how far apart neighbours may be."""
    field = _Field(list(spots), metres, days, least)
    found = [_hotspot(group) for group in field.groups()]
    return sorted(found, key=lambda one: (-len(one.spots), -one.last.timestamp(), one.spots[0].id))


def _hotspot(group: Iterable[Spot]) -> HotSpot:
    spots = sorted(group, key=lambda one: (one.at, one.id))
    lat = sum(one.lat for one in spots) / len(spots)
    long = sum(one.long for one in spots) / len(spots)
    north, east = METRES_OF_LATITUDE, metres_of_longitude(lat)
    far = max(hypot((one.lat - lat) * north, (one.long - long) * east) for one in spots)
    return HotSpot(spots, lat, long, round(far))


@dataclass(frozen=True)
class _Placed:
    """A spot on the plane: metres east and north, and days."""

    spot: Spot
    x: float
    y: float
    t: float


class _Field:
    """Spots in their cells."""

    def __init__(self, spots: list[Spot], metres: float, days: float, least: int) -> None:
        self.metres, self.days, self.least = metres, days, least
        self.cells: dict[_Cell, list[_Placed]] = defaultdict(list)
        side = metres / sqrt(2)
        for one in _placed(spots):
            self.cells[floor(one.x / side), floor(one.y / side), floor(one.t / days)].append(one)
        self.near = _neighbours(self.cells)
        self.cores = {cell: core for cell in self.cells if (core := self._cores(cell))}

    def groups(self) -> Iterator[list[Spot]]:
        """Cores that reach each other, with what lies beside them."""
        roots = self._joined()
        members: dict[_Cell, list[Spot]] = defaultdict(list)
        for cell, inside in self.cells.items():
            for one in inside:
                beside = self._cell_of_core_beside(one, cell)
                if beside is not None:
                    members[_root(roots, beside)].append(one.spot)
        yield from members.values()

    def _cores(self, cell: _Cell) -> list[_Placed]:
        inside = self.cells[cell]
        if len(inside) >= self.least:
            return inside
        return [one for one in inside if self._has_company(one, cell)]

    def _has_company(self, one: _Placed, cell: _Cell) -> bool:
        number = 0
        for near in self.near[cell]:
            number += sum(self._close(one, other) for other in self.cells[near])
            if number >= self.least:
                return True
        return False

    def _joined(self) -> dict[_Cell, _Cell]:
        """Each cell with cores and one that stands for all it reaches."""
        roots = {cell: cell for cell in self.cores}
        for cell in self.cores:
            for near in self._cores_near(cell):
                if _root(roots, cell) != _root(roots, near) and self._reach(cell, near):
                    roots[_root(roots, near)] = _root(roots, cell)
        return roots

    def _reach(self, cell: _Cell, near: _Cell) -> bool:
        ours, theirs = self.cores[cell], self.cores[near]
        return any(self._close(one, other) for one in ours for other in theirs)

    def _cell_of_core_beside(self, one: _Placed, cell: _Cell) -> _Cell | None:
        cores = self.cores.get(cell, [])
        if len(cores) == len(self.cells[cell]) or one in cores:
            return cell
        near = self._cores_near(cell)
        reached = (c for c in near if any(self._close(one, core) for core in self.cores[c]))
        return next(reached, None)

    def _cores_near(self, cell: _Cell) -> Iterator[_Cell]:
        return (one for one in self.near[cell] if one in self.cores)

    def _close(self, one: _Placed, other: _Placed) -> bool:
        if abs(one.t - other.t) > self.days:
            return False
        return hypot(one.x - other.x, one.y - other.y) <= self.metres


def _neighbours(cells: Iterable[_Cell]) -> dict[_Cell, list[_Cell]]:
    """Of each cell those that may hold spots close to its own, itself among them."""
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for x, y, t in cells:
        columns[x, y].append(t)
    found: dict[_Cell, list[_Cell]] = defaultdict(list)
    for (x, y), times in columns.items():
        for right, up in _REACH:
            there = columns.get((x + right, y + up), ())
            for t, other in product(times, there):
                if abs(t - other) <= 1:
                    found[x, y, t].append((x + right, y + up, other))
    return found


def _placed(spots: list[Spot]) -> Iterator[_Placed]:
    """As on a plane: good to a centimetre within a commune, to a metre in a province."""
    if not spots:
        return
    first = min(spots, key=attrgetter("at")).at
    middle = sum(one.lat for one in spots) / len(spots)
    east = metres_of_longitude(middle)
    for one in spots:
        yield _Placed(one, one.long * east, one.lat * METRES_OF_LATITUDE, (one.at - first) / _DAY)


def _root(roots: dict[_Cell, _Cell], cell: _Cell) -> _Cell:
    while roots[cell] != cell:
        roots[cell] = roots[roots[cell]]
        cell = roots[cell]
    return cell
