"""Whose settings somebody sets: those of the own commune or province; the kinds are common."""

from accounts.models import Unit
from accounts.offices import offices
from accounts.requests import SignedInRequest


def own_root_id(request: SignedInRequest) -> int:
    return offices()[request.user.unit_id or 0].root_id


def own_root(request: SignedInRequest) -> Unit:
    return Unit.objects.get(pk=own_root_id(request))


def may_set_kinds(request: SignedInRequest) -> bool:
    """A commune does not change what its province and the other communes offer."""
    return offices()[own_root_id(request)].parent_id is None
