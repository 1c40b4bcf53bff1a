"""Ways out. `calls.calls_for` is asked with the database at hand; the calls do without."""

from notifications.channels.results import Call, Outcome, Result

__all__ = ["Call", "Outcome", "Result"]
