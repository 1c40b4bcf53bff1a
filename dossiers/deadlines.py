"""The dossier's clock: the facts of one dossier put to the one calculator in `worktime`."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Unit
from dossiers.models import ClockPause, Dossier
from dossiers.workflow import WAITING_FOR_CITIZEN, Clock, Status
from worktime.arithmetic import (
    Pause,
    Term,
    WorkCalendar,
    acceptance_limit,
    due_at,
    due_with_pauses,
)
from worktime.services import calendar_for


def calendar_of(unit: Unit) -> WorkCalendar:
    """The office's calendar; without one of its own, that of the commune or province."""
    calendar_id = unit.calendar_id or (unit.root.calendar_id if unit.root else None)
    return calendar_for(calendar_id)


def accept_by(unit: Unit, submitted_at: datetime) -> datetime:
    """Until when the counter must accept or answer an online submission (8 working hours)."""
    return acceptance_limit(calendar_of(unit), submitted_at)


def move_clock(dossier: Dossier, clock: Clock, at: datetime, *, cause: str, came_from: str) -> None:
    """Starts, pauses, resumes or stops the clock and sets every date that follows from it.

    The dates are computed from the facts alone: receipt, term, pauses (domain 5.3).
    """
    if clock is Clock.START:
        _start(dossier, at)
    elif clock is Clock.PAUSE and dossier.paused_at is None:
        _pause(dossier, at, cause, came_from)
    elif clock in {Clock.RESUME, Clock.STOP} and dossier.paused_at is not None:
        _end_pause(dossier, at)
    if clock is Clock.STOP:
        dossier.closed_at = at
    dossier.act_by = _act_by(dossier)


def _start(dossier: Dossier, at: datetime) -> None:
    dossier.received_at = at
    dossier.received_on = timezone.localdate(at)
    dossier.due_at = dossier.due_original = promised(dossier.receiving_unit, at, dossier.term)


def _pause(dossier: Dossier, at: datetime, cause: str, came_from: str) -> None:
    ClockPause.objects.create(dossier=dossier, started_at=at, reason=cause)
    dossier.paused_at = at
    dossier.paused_from = came_from


def _end_pause(dossier: Dossier, at: datetime) -> None:
    dossier.pauses.filter(ended_at=None).update(ended_at=at)
    dossier.paused_at = None
    dossier.paused_from = ""
    dossier.due_at = due(dossier)


def promised(unit: Unit, received_at: datetime, term: str) -> datetime | None:
    """What somebody who is received at that moment is promised; None without a term."""
    return due_at(calendar_of(unit), received_at, Term.parse(term))


def due(dossier: Dossier) -> datetime | None:
    """The promised moment, recomputed from receipt, term and ended pauses; None without a term."""
    term = Term.parse(dossier.term)
    if dossier.received_at is None or term.is_none:
        return None
    calendar = calendar_of(dossier.receiving_unit)
    pauses = [
        Pause(pause.started_at, pause.ended_at)
        for pause in dossier.pauses.all()
        if pause.ended_at is not None
    ]
    return due_with_pauses(calendar, dossier.received_at, term, pauses, calendar.pause_policy)


def _act_by(dossier: Dossier) -> datetime | None:
    if dossier.paused_at or dossier.closed_at or dossier.state in WAITING_FOR_CITIZEN:
        return None
    return dossier.accept_by if dossier.state is Status.SUBMITTED else dossier.due_at


def stage_due(dossier: Dossier, share: int, at: datetime) -> datetime | None:
    """When the new holder's share (percent) of the whole runs out, never after the whole."""
    if not share or dossier.due_at is None or dossier.received_at is None:
        return None
    calendar = calendar_of(dossier.receiving_unit)
    whole = calendar.working_minutes_between(dossier.received_at, dossier.due_at)
    end = calendar.add_working_minutes(at, max(1, whole * share // 100))
    return min(end, dossier.due_at)


def remaining(dossier: Dossier, at: datetime) -> timedelta | None:
    """Working time left until `act_by`, negative when late; None when nothing is due."""
    if dossier.act_by is None:
        return None
    calendar = calendar_of(dossier.receiving_unit)
    if at <= dossier.act_by:
        return timedelta(minutes=calendar.working_minutes_between(at, dossier.act_by))
    return -timedelta(minutes=calendar.working_minutes_between(dossier.act_by, at))
