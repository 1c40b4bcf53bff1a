"""Metres and degrees."""

from geo.sphere import box_around, metres_between

HERE = (11.1, 108.1)


def test_distances_are_those_of_the_globe() -> None:
    """A quarter of a great circle of 6,371.009 km, a degree of latitude, across the date line."""
    assert metres_between(0, 0, 0, 90) == metres_between(0, 0, 90, 0) == 10_007_558
    assert metres_between(10, 106, 11, 106) == 111_195
    assert metres_between(*HERE, *HERE) == 0
    assert metres_between(0, 179.9999, 0, -179.9999) == 22


def test_a_box_holds_its_circle_and_little_more() -> None:
    south, west, north, east = box_around(*HERE, 50)
    lat, long = HERE
    sides = [(south, long), (north, long), (lat, west), (lat, east)]
    assert {metres_between(*HERE, *side) for side in sides} == {50}
