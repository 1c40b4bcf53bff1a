"""How many notices somebody has not read: the number on the bell of every page."""

from django.core.cache import cache

from notifications.models import Message
from portal.lib.badges import MOST_COUNTED

KEPT_SECONDS = 15


def unread_count(user_id: int) -> int:
    """`MOST_COUNTED + 1` for any more. What others wrote may go unseen for `KEPT_SECONDS`."""
    kept: int | None = cache.get(_key(user_id))
    if kept is None:
        kept = Message.objects.in_inbox_of(user_id).unread()[: MOST_COUNTED + 1].count()
        cache.set(_key(user_id), kept, KEPT_SECONDS)
    return kept


def forget_count(user_id: int) -> None:
    """After something was read: the next page counts anew."""
    cache.delete(_key(user_id))


def _key(user_id: int) -> str:
    return f"unread-notices:{user_id}"
