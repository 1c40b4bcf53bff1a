"""Which areas a point lies in. Two ways that answer alike; `settings.GEO_BACKEND` chooses."""

from typing import Protocol

from django.conf import settings
from django.db.models import QuerySet

from geo.models import Area
from geo.plain import PlainLookup
from geo.postgis import PostgisLookup


class Lookup(Protocol):
    def at(
        self, lat: float, long: float, areas: QuerySet[Area], *, degrees: float = 0
    ) -> list[Area]:
        """Those of `areas` that the point lies in, on the border of, or at most so many degrees
        away from; the smallest first."""


LOOKUPS: dict[str, Lookup] = {"plain": PlainLookup(), "postgis": PostgisLookup()}


def lookup() -> Lookup:
    return LOOKUPS[settings.GEO_BACKEND]
