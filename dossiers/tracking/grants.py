"""Which dossiers open to a visitor: one's own; with the receipt shown, for a while, masked ones."""

from datetime import datetime

from django.http import HttpRequest

from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from portal.lib.grants import Grants

_TRACKED = Grants("tracked")


def grant(request: HttpRequest, pk: int, *, at: datetime) -> None:
    """Lets this session see the masked page of one more dossier."""
    _TRACKED.give(request, pk, at=at)


def own(request: HttpRequest) -> DossierQuerySet:
    """Those of the citizen who is signed in; nobody else has any."""
    if request.user.is_authenticated and request.user.is_citizen:
        return Dossier.objects.visible_to(request.user)
    return Dossier.objects.none()


def granted(request: HttpRequest, *, at: datetime) -> DossierQuerySet:
    """Those whose receipt this session has shown to hold; no query when there are none."""
    return Dossier.objects.filter(pk__in=_TRACKED.alive(request, at=at))
