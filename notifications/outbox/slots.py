"""How many calls of one route this process makes at once: a slow route never holds all senders."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 5  # of eight threads (`--concurrency` of the sender)

_free: defaultdict[str, BoundedSemaphore] = defaultdict(lambda: BoundedSemaphore(AT_ONCE))


@contextmanager
def slot(route: str) -> Iterator[bool]:
    """Whether there was room for one more call; it is held until the block ends."""
    room = _free[route]
    held = room.acquire(blocking=False)
    try:
        yield held
    finally:
        if held:
            room.release()
