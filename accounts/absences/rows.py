"""Present and coming absences, in words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.absences.declaring import may_declare
from accounts.absences.standing import present_and_coming
from accounts.models import Absence, User
from portal.lib.dates import WEEKDAYS, short_day

MOST = 200


@dataclass(frozen=True)
class AbsenceRow:
    pk: int
    person: str
    office: str
    deputy: str
    days: str
    now: bool
    decision: str
    reason: str  # for those alone who may take it back
    may_end: bool


def rows_for(user: User, today: date) -> list[AbsenceRow]:
    """Of the person's office, and those in which the person stands in for somebody."""
    concerned = Q(user=user) | Q(deputy=user) | Q(user__unit=user.unit)
    found = present_and_coming(today).filter(concerned).order_by("since", "pk")
    rows = found.select_related("user__unit", "deputy")[:MOST]
    return [_row(absence, user, today) for absence in rows]


def _row(absence: Absence, user: User, today: date) -> AbsenceRow:
    may_end = may_declare(user, absence.user)
    return AbsenceRow(
        pk=absence.pk,
        person=str(absence.user),
        office=absence.user.unit.short_name if absence.user.unit else "",
        deputy=str(absence.deputy),
        days=_days(absence.since, absence.until),
        now=absence.since <= today,
        decision=absence.decision_number,
        reason=absence.reason if may_end else "",
        may_end=may_end,
    )


def _days(since: date, until: date) -> str:
    if since == until:
        return _day(since)
    return f"{_day(since)} – {_day(until)}"


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)}"
