"""Where a report is asked for."""

from datetime import datetime

from reports.periods import Period
from reports.scope import Scope
from reports.statutory.sheet import Sheet


def sheet(kind: str, scope: Scope, period: Period, field: int | None, at: datetime) -> Sheet:
    """The report of that kind as it is at that moment. `KeyError` for a kind there is none of."""
    raise NotImplementedError(kind)
