"""Ways out. A channel takes a message and returns, or raises one of the two failures."""

from collections.abc import Callable

from notifications.channels.development import show_on_page
from notifications.channels.failures import PermanentFailure, TransientFailure
from notifications.models import Message

CHANNELS: dict[str, Callable[[Message], None]] = {"development": show_on_page}

__all__ = ["CHANNELS", "PermanentFailure", "TransientFailure"]
