"""Limits around the legal clock: acceptance, what is promised, the holder's share, what is left.

The clock itself, with its ledger, is `dossiers.clock`.
"""

from datetime import datetime, timedelta

from accounts.models import Unit
from dossiers.models import Dossier
from worktime.arithmetic import Term, WorkCalendar, acceptance_limit, due_at
from worktime.services import calendar_for


def calendar_of(unit: Unit) -> WorkCalendar:
    """The office's calendar; without one of its own, that of the commune or province."""
    return calendar_for(unit.counted_by_id)


def accept_by(unit: Unit, submitted_at: datetime) -> datetime:
    """Until when the counter must accept or answer an online submission (8 working hours)."""
    return acceptance_limit(calendar_of(unit), submitted_at)


def promised(
    unit: Unit, counted_from: datetime, term: str, promised_term: str = ""
) -> datetime | None:
    """What somebody is promised whose time counts from that moment; None without a term."""
    calendar = calendar_of(unit)
    terms = (Term.parse(term), Term.parse(promised_term))
    statutory, sooner = (due_at(calendar, counted_from, one) for one in terms)
    return min(statutory, sooner) if statutory and sooner else statutory


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
