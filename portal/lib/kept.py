"""What a process keeps in memory of its tables, for some seconds."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from django.conf import settings

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A function whose answer is kept, one copy for all threads, needing neither broker nor cache.

    `setting` names the one that says how many seconds old the answer may get.
    """

    def __init__(self, read: Callable[[], Value], setting: str) -> None:
        self.__doc__ = read.__doc__
        self._read, self._setting = read, setting
        self._lock = Lock()
        self._read_at = -float("inf")

    def __call__(self) -> Value:
        with self._lock:
            if monotonic() - self._read_at >= getattr(settings, self._setting):
                self._value = self._read()
                self._read_at = monotonic()
            return self._value

    def forget(self) -> None:
        """After a change: this process reads again at once, others within seconds."""
        with self._lock:
            self._read_at = -float("inf")


def kept(setting: str) -> Callable[[Callable[[], Value]], Kept[Value]]:
    return lambda read: Kept(read, setting)
