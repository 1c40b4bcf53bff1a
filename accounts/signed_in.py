"""Who is signed in, kept in the cache beside the session: office, calendar, roles and all.

Loading the person takes two queries and as long as a page's own work (performance 0.6). Whatever
changes a person calls `forget`; a role or an office changed elsewhere counts within
`SIGNED_IN_KEPT_SECONDS`.
"""

from django.conf import settings
from django.core.cache import cache

from accounts.models import User


def signed_in(user_id: int) -> User | None:
    """The person, or None for one who is gone or closed."""
    kept = cache.get(_key(user_id)) if settings.SIGNED_IN_KEPT_SECONDS else None
    return kept or _load(user_id)


def forget(user: User) -> None:
    """The next request reads the person anew."""
    cache.delete(_key(user.pk))


def _load(user_id: int) -> User | None:
    person = (
        User.objects.select_related("place", "unit__calendar", "unit__root__calendar")
        .prefetch_related("role_assignments")
        .filter(pk=user_id, is_active=True)
        .first()
    )
    if person is not None and settings.SIGNED_IN_KEPT_SECONDS:
        cache.set(_key(user_id), person, settings.SIGNED_IN_KEPT_SECONDS)
    return person


def _key(user_id: int) -> str:
    return f"signed-in:{user_id}"
