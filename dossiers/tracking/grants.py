"""Which dossiers open to a visitor: one's own; with the receipt shown, for a while, masked ones."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet

LIFE = timedelta(minutes=30)
MOST = 10
_KEY = "tracked"


def grant(request: HttpRequest, pk: int, *, at: datetime) -> None:
    """Lets this session see the masked page of one more dossier."""
    alive = {key: until for key, until in _grants(request, at).items() if key != str(pk)}
    kept = dict(list(alive.items())[-(MOST - 1) :])
    request.session[_KEY] = kept | {str(pk): (at + LIFE).timestamp()}


def own(request: HttpRequest) -> DossierQuerySet:
    """Those of the citizen who is signed in; nobody else has any."""
    if request.user.is_authenticated and request.user.is_citizen:
        return Dossier.objects.visible_to(request.user)
    return Dossier.objects.none()


def granted(request: HttpRequest, *, at: datetime) -> DossierQuerySet:
    """Those whose receipt this session has shown to hold; no query when there are none."""
    return Dossier.objects.filter(pk__in=[int(key) for key in _grants(request, at)])


def _grants(request: HttpRequest, at: datetime) -> dict[str, float]:
    """Oldest first."""
    kept: dict[str, float] = request.session.get(_KEY, {})
    return {key: until for key, until in kept.items() if until > at.timestamp()}
