"""Whose books a person may make and read."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Unit, User
from accounts.offices import OfficeFacts, offices
from accounts.permissions import Perm


def offices_of(user: User) -> dict[str, OfficeFacts]:
    """Code -> office: the own one first; all of the root for who may search all. No query."""
    if user.unit is None or Perm.BOOKS not in user.permissions:
        return {}
    own = offices()[user.unit.pk]
    found = {own.code: own}
    if Perm.SEARCH_ALL in user.permissions:
        of_root = (office for office in offices().values() if office.root_id == own.root_id)
        found |= {office.code: office for office in sorted(of_root, key=lambda one: one.code)}
    return found


def with_entries_first(
    offices: Mapping[str, OfficeFacts],
    stock: Callable[[OuterRef, int], QuerySet[Any]],
    year: int,
) -> dict[str, OfficeFacts]:
    """Those with something to write down (`stock`) in that year before the others; one query."""
    units = Unit.objects.filter(pk__in=[office.id for office in offices.values()])
    filled = set(units.filter(Exists(stock(OuterRef("pk"), year))).values_list("pk", flat=True))
    return dict(sorted(offices.items(), key=lambda pair: pair[1].id not in filled))
