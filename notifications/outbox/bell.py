"""The doorbell of the outbox: one ring until somebody comes, however many messages are written."""

from celery import signature
from django.core.cache import cache
from redis.exceptions import RedisError

from portal.lib.queues import ring

SEND = "notifications.announce_waiting"  # the task
_KEY = "outbox:rung"
_SECONDS = 5  # a bell that nobody heard by then was lost


def ring_outbox() -> None:
    """Wakes a sender unless one is being woken. With cache or broker away the timer does it."""
    try:
        first = cache.add(_KEY, 1, timeout=_SECONDS)
    except RedisError:
        first = True
    if first:
        ring(signature(SEND))


def come() -> None:
    """Whoever writes from now on rings again. To be called before looking for what waits."""
    try:
        cache.delete(_KEY)
    except RedisError:
        return
