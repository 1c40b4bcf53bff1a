"""The clock of the stage a dossier is at: until when it may take, and from when it comes late."""

from datetime import datetime

from dossiers.deadlines import calendar_of, stage_due
from dossiers.models import Dossier
from worktime.arithmetic import WorkCalendar

WARN_PERCENT, WARN_MINUTES = 20, 4 * 60  # left of the stage's working time; the larger counts


def start_stage(dossier: Dossier, share: int, at: datetime) -> None:
    """The dossier has come to a stage with this share (percent) of the whole term."""
    dossier.stage_due_at = stage_due(dossier, share, at)
    dossier.stage_warn_at = None
    if dossier.stage_due_at:
        calendar = calendar_of(dossier.receiving_unit)
        dossier.stage_warn_at = warned_at(calendar, at, dossier.stage_due_at)


def go_on_with_stage(dossier: Dossier, paused_at: datetime, at: datetime) -> None:
    """After a pause: what was left of the stage counts again, never beyond the whole."""
    due, warn = dossier.stage_due_at, dossier.stage_warn_at
    if due is None or warn is None or dossier.due_at is None or due <= paused_at:
        return  # one that was over before the pause stays late
    calendar = calendar_of(dossier.receiving_unit)
    left = calendar.working_minutes_between(paused_at, due)
    unwarned = calendar.working_minutes_between(paused_at, max(paused_at, warn))
    dossier.stage_due_at = min(calendar.add_working_minutes(at, left), dossier.due_at)
    dossier.stage_warn_at = min(calendar.add_working_minutes(at, unwarned), dossier.due_at)


def warned_at(calendar: WorkCalendar, start: datetime, due: datetime) -> datetime:
    """When less than a fifth of the time, or four working hours, are left until `due`."""
    whole = calendar.working_minutes_between(start, due)
    left = max(whole * WARN_PERCENT // 100, WARN_MINUTES)
    return calendar.add_working_minutes(start, max(0, whole - left))
