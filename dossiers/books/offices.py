"""Whose books a person may make and read."""

from accounts.models import User
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
