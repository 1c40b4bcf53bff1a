"""A member of staff at work: who, when, by which calendar."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils import timezone

from accounts.models import Unit, User
from accounts.requests import SignedInRequest
from worktime.arithmetic import WorkCalendar
from worktime.services import calendar_for, working_time


@dataclass(frozen=True)
class Desk:
    """A member of staff at work, at one moment."""

    user: User
    at: datetime
    calendar: WorkCalendar


def desk_of(request: SignedInRequest) -> Desk:
    if request.user.unit is None:
        raise Http404
    return Desk(request.user, timezone.now(), _working_time(request.user.unit))


def _working_time(unit: Unit) -> WorkCalendar:
    """By the rows that were loaded with the signed-in person."""
    own = unit.calendar or (unit.root.calendar if unit.root else None)
    return working_time(own) if own else calendar_for(None)
