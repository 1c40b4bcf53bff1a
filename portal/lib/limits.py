"""Attempt limits in the shared cache: so many tries for a key in a time."""

from django.core.cache import cache


def allow(scope: str, key: str, *, tries: int, seconds: int, cost: int = 1) -> bool:
    """Counts one attempt; False when `key` has used up its `tries` within `seconds`.

    `cost`: how many tries this one counts for.
    """
    name = f"limit:{scope}:{key}"
    cache.add(name, 0, timeout=seconds)
    try:
        return cache.incr(name, cost) <= tries
    except ValueError:  # ran out between add and incr
        return True


def left(scope: str, key: str, *, tries: int) -> int:
    return max(0, tries - int(cache.get(f"limit:{scope}:{key}", 0)))


def give_back(scope: str, key: str) -> None:
    """Takes one counted attempt back: it turned out not to be one."""
    try:
        cache.decr(f"limit:{scope}:{key}")
    except ValueError:  # ran out meanwhile
        return
