"""Ways out. `calls_for(message)` is asked with the database at hand; the calls do without."""

from notifications.channels.calls import Call, Outcome, Result, calls_for

__all__ = ["Call", "Outcome", "Result", "calls_for"]
