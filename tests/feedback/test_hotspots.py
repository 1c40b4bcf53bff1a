"""Clusters by place and time, held against the plain definition."""

from collections.abc import Sequence
from datetime import timedelta
from math import cos, hypot, radians

from hypothesis import given
from hypothesis import strategies as st

from feedback.hotspots import DAYS, LEAST, METRES, Spot, hotspots
from tests.factories import MONDAY

MARKET = (11.1, 108.1)
DEGREE = 111_195.0


def spot(number: int, east: float = 0, north: float = 0, days: float = 0) -> Spot:
    """So many metres from the market, so many days after Monday."""
    lat, long = MARKET
    long += east / DEGREE / cos(radians(lat))
    return Spot(number, lat + north / DEGREE, long, MONDAY + timedelta(days=days))


def _ids(spots: Sequence[Spot], **how: float) -> list[list[int]]:
    return [[one.id for one in found.spots] for found in hotspots(spots, **how)]  # type: ignore[arg-type]


def test_two_reports_are_no_hot_spot_and_three_are() -> None:
    three = [spot(1), spot(2, east=40), spot(3, north=50, days=2)]
    assert _ids(three[:2]) == []
    assert _ids(three) == [[1, 2, 3]]
    assert hotspots([]) == []


def test_far_in_place_or_in_time_is_not_the_same() -> None:
    assert _ids([spot(1), spot(2), spot(3, east=200)]) == []
    assert _ids([spot(1), spot(2), spot(3, days=DAYS + 1)]) == []


def test_neighbours_of_neighbours_belong_together() -> None:
    along_the_road = [spot(number, east=number * 60) for number in range(6)]
    assert _ids(along_the_road) == [[0, 1, 2, 3, 4, 5]]


def test_the_largest_is_first_and_the_newest_of_equal_ones() -> None:
    old = [spot(number) for number in (1, 2, 3)]
    new = [spot(number, east=1000, days=1) for number in (4, 5, 6)]
    large = [spot(number, north=1000) for number in (7, 8, 9, 10)]
    assert _ids([*old, *new, *large]) == [[7, 8, 9, 10], [4, 5, 6], [1, 2, 3]]


def test_a_hot_spot_says_where_it_is_and_how_wide() -> None:
    found = hotspots([spot(1, east=-50), spot(2, east=50), spot(3, days=1), spot(4)])
    assert [one.metres for one in found] == [50]
    assert abs(found[0].lat - MARKET[0]) < 1e-9
    assert abs(found[0].long - MARKET[1]) < 1e-9
    assert found[0].last - found[0].first == timedelta(days=1)


_SPOTS = st.lists(
    st.tuples(st.integers(-6, 6), st.integers(-6, 6), st.integers(0, 12)), max_size=24
).map(lambda rows: [spot(i, 37 * x, 37 * y, 1.7 * t) for i, (x, y, t) in enumerate(rows)])


@given(_SPOTS)
def test_it_is_what_the_definition_says(spots: list[Spot]) -> None:
    """Every core is in the cluster of the cores it reaches, everything else beside a core."""
    near = {one.id: {other.id for other in spots if _close(one, other)} for one in spots}
    cores = {pk for pk, around in near.items() if len(around) >= LEAST}
    found = [set(ids) for ids in _ids(spots)]
    of = {pk: number for number, ids in enumerate(found) for pk in ids}
    assert sum(map(len, found)) == len(of), "in one cluster only"
    assert set(of) == {one.id for one in spots if near[one.id] & cores}
    assert all(of[one] == of[other] for one in cores for other in near[one] & cores)
    assert all(any(of[core] == of[pk] for core in near[pk] & cores) for pk in of)
    assert {frozenset(ids & cores) for ids in found} == _components(cores, near)


def _close(one: Spot, other: Spot) -> bool:
    narrow = cos(radians(sum((one.lat, other.lat)) / 2))
    metres = hypot(one.lat - other.lat, (one.long - other.long) * narrow) * DEGREE
    return metres <= METRES and abs(one.at - other.at) <= timedelta(days=DAYS)


def _components(cores: set[int], near: dict[int, set[int]]) -> set[frozenset[int]]:
    left, found = set(cores), set()
    while left:
        group, edge = set(), {left.pop()}
        while edge:
            group |= edge
            edge = {other for one in edge for other in near[one] & cores} - group
        found.add(frozenset(group))
        left -= group
    return found


def test_five_thousand_reports_of_one_crossing_are_one_hot_spot() -> None:
    crowd = [spot(i, east=i % 7, north=i % 5, days=i % 30) for i in range(5000)]
    assert [len(one.spots) for one in hotspots(crowd)] == [5000]
