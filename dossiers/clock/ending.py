"""How a dossier ended against its promise: the one place that decides early, on time or late."""

from datetime import date, datetime

from dossiers.deadlines import calendar_of
from dossiers.models import Dossier
from dossiers.workflow import Status
from portal.lib.dates import local_day

Timeliness = Dossier.Timeliness
# Nobody waits for a result of these any more: reports count them as kept (domain 5.4).
ENDED_WITHOUT_RESULT = frozenset({Status.WITHDRAWN, Status.STOPPED})


def timeliness(status: Status, due_on: date | None, closed_on: date) -> Timeliness:
    """By days: the hour of the promise is between the office and the citizen (domain 5.4)."""
    if due_on is None or status in ENDED_WITHOUT_RESULT or closed_on == due_on:
        return Timeliness.ON_TIME
    return Timeliness.EARLY if closed_on < due_on else Timeliness.LATE


def record_end(dossier: Dossier, at: datetime) -> None:
    """Processing ends now, with the status and the dates it has. What was never received has no
    date to keep."""
    dossier.closed_at, dossier.closed_on = at, local_day(at)
    if dossier.received_on is None:
        return
    due_on = local_day(dossier.due_at) if dossier.due_at else None
    dossier.timeliness = timeliness(dossier.state, due_on, dossier.closed_on)
    calendar = calendar_of(dossier.receiving_unit)
    days = calendar.working_days_between(dossier.received_on, dossier.closed_on)
    dossier.days_taken = max(0, days)
