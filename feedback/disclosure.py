"""How much of a published report everybody may know: where it is, and its pictures.

Of a category that is published rounded: the point to three decimals (about 110 m), of the address
the street, no picture (feedback handbook 2.6). Read `report.category` with the report.
"""

import math
import re

from django.db.models import Q

from feedback.models import Category, Report
from feedback.models.media import Media

DECIMALS = 3
_HOUSE = re.compile(
    r"^\s*(?:(?:số|nhà|căn hộ|phòng|lô)\s+)*"
    r"[0-9]+[0-9A-Za-z]*(?:\s*[/.-]\s*[0-9A-Za-z]+)*\s+(?=\D)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:nhà|hộ|quán|tiệm|ông|bà|anh|chị|cô|chú)\b", re.IGNORECASE)


def is_rounded(report: Report) -> bool:
    return report.category.publication != Category.Publication.OPEN


def public_point(report: Report) -> tuple[float, float] | None:
    """Latitude and longitude for everybody; None where only an address is known."""
    if report.lat is None or report.long is None:
        return None
    if is_rounded(report):
        return round(report.lat, DECIMALS), round(report.long, DECIMALS)
    return report.lat, report.long


def public_address(report: Report) -> str:
    """As the moderator let it; the street alone where the exact place stays unsaid."""
    return address_for_all(report, report.public_address)


def address_for_all(report: Report, address: str) -> str:
    """`12 Nguyễn Huệ, thôn 2` -> `Nguyễn Huệ, thôn 2` where the exact place stays unsaid."""
    return street_of(address) if is_rounded(report) else address


def street_of(address: str) -> str:
    """Without house numbers and without parts that name whose house it is."""
    parts = (_HOUSE.sub("", part).strip() for part in address.split(","))
    named = (part for part in parts if re.search(r"[^\W\d]", part))
    return ", ".join(part for part in named if not _SOMEBODY.search(part))


def public_media(report: Report) -> list[Media]:
    """The published pictures and films in their order; pre-load `media`."""
    if is_rounded(report):
        return []
    return [media for media in report.media.all() if media.public_sha256]


def found_in_box(south: float, west: float, north: float, east: float) -> Q:
    """Reports whose public point lies in the box, degrees.

    What is published rounded is found by its rounded point alone: whoever narrows a box step by
    step learns no more than the map shows.
    """
    exact = Q(lat__range=(south, north), long__range=(west, east))
    rounded = Q(lat__range=_cells(south, north), long__range=_cells(west, east))
    is_open = Q(category__publication=Category.Publication.OPEN)
    return (is_open & exact) | (~is_open & rounded)


def _cells(low: float, high: float) -> tuple[float, float]:
    """What is rounded to a point within the bounds."""
    cells = 10**DECIMALS
    return (
        (math.ceil(round(low * cells, 6)) - 0.5) / cells,
        (math.floor(round(high * cells, 6)) + 0.5) / cells,
    )
