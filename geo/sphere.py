"""Metres and degrees, as if the earth were a sphere: within half a percent."""

from math import asin, cos, radians, sin, sqrt

_RADIUS = 6_371_009  # metres, mean
METRES_OF_LATITUDE = 111_195.0  # a degree of it
_NEAR_THE_POLE = 0.01  # where a degree of longitude would be nothing


def metres_of_longitude(lat: float) -> float:
    """How long a degree of it is there."""
    return METRES_OF_LATITUDE * max(cos(radians(lat)), _NEAR_THE_POLE)


def box_around(lat: float, long: float, metres: float) -> tuple[float, float, float, float]:
    """South, west, north, east: what holds the circle."""
    high, wide = metres / METRES_OF_LATITUDE, metres / metres_of_longitude(lat)
    return lat - high, long - wide, lat + high, long + wide


def metres_between(lat: float, long: float, other_lat: float, other_long: float) -> int:
    """Whole metres, the shortest way."""
    south, north = radians(lat), radians(other_lat)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin(radians(other_long - long) / 2) ** 2
    return round(2 * _RADIUS * asin(min(1, sqrt(half))))
