"""Dossiers that this visitor has shown to hold the receipt of: kept in the session for a while."""

from datetime import datetime, timedelta

from django.http import HttpRequest

LIFE = timedelta(minutes=30)
MOST = 10
_KEY = "tracked"


def grant(request: HttpRequest, pk: int, *, at: datetime) -> None:
    """Lets this session see the masked page of one more dossier."""
    alive = {key: until for key, until in _grants(request, at).items() if key != str(pk)}
    kept = dict(list(alive.items())[-(MOST - 1) :])
    request.session[_KEY] = kept | {str(pk): (at + LIFE).timestamp()}


def granted(request: HttpRequest, *, at: datetime) -> list[int]:
    """Ids of the dossiers that may be seen now."""
    return [int(key) for key in _grants(request, at)]


def _grants(request: HttpRequest, at: datetime) -> dict[str, float]:
    """Oldest first."""
    kept: dict[str, float] = request.session.get(_KEY, {})
    return {key: until for key, until in kept.items() if until > at.timestamp()}
