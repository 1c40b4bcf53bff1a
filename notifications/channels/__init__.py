"""Ways out. `calls_for(message)` is asked with the database at hand; the calls do without."""

from notifications.channels.calls import calls_for
from notifications.channels.results import Call, Outcome, Result

__all__ = ["Call", "Outcome", "Result", "calls_for"]
