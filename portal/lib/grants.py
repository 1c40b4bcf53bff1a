"""What a visitor's session may look at for a while, after having shown to hold its paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

LIFE = timedelta(minutes=30)
MOST = 10


@dataclass(frozen=True)
class Grants:
    """Of one kind of thing; `key` is their place in the session."""

    key: str

    def give(self, request: HttpRequest, pk: int, *, at: datetime) -> None:
        """Lets this session see one more; the oldest goes when there are too many."""
        alive = {key: until for key, until in self._all(request, at).items() if key != str(pk)}
        kept = dict(list(alive.items())[-(MOST - 1) :])
        request.session[self.key] = kept | {str(pk): (at + LIFE).timestamp()}

    def alive(self, request: HttpRequest, *, at: datetime) -> list[int]:
        """Primary keys, the oldest first; no query."""
        return [int(key) for key in self._all(request, at)]

    def _all(self, request: HttpRequest, at: datetime) -> dict[str, float]:
        kept: dict[str, float] = request.session.get(self.key, {})
        return {key: until for key, until in kept.items() if until > at.timestamp()}
