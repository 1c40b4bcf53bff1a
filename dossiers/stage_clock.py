"""The clock of the stage a dossier is at: until when it may take, and from when it comes late."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from dossiers.deadlines import calendar_of, stage_due
from dossiers.models import Dossier
from worktime.arithmetic import WorkCalendar

WARN_PERCENT, WARN_MINUTES = 20, 4 * 60  # left of the stage's working time; the larger counts


@dataclass(frozen=True, slots=True)
class StageBefore:
    """What the stage's clock must know of the dossier as it was before an act."""

    stage_id: int | None
    due_at: datetime | None
    paused_at: datetime | None

    @classmethod
    def of(cls, dossier: Dossier) -> Self:
        return cls(dossier.stage_id, dossier.due_at, dossier.paused_at)


def move_stage_clock(dossier: Dossier, before: StageBefore, share: int, at: datetime) -> None:
    """After an act: a new stage begins with its share (percent) of the whole, or a pause ended."""
    if dossier.stage_id != before.stage_id:
        _start(dossier, share, at)
    elif before.paused_at and dossier.paused_at is None:
        _go_on(dossier, before.due_at, before.paused_at)


def _start(dossier: Dossier, share: int, at: datetime) -> None:
    due = stage_due(dossier, share, at)
    dossier.stage_due_at, dossier.stage_warn_at = due, None
    if due:
        dossier.stage_warn_at = warned_at(calendar_of(dossier.receiving_unit), at, due)


def _go_on(dossier: Dossier, old_due: datetime | None, paused_at: datetime) -> None:
    """The stage moves as far as the whole did; one that was over before the pause stays late."""
    due, warn, new_due = dossier.stage_due_at, dossier.stage_warn_at, dossier.due_at
    if not (due and warn and old_due and new_due) or due <= paused_at or new_due == old_due:
        return
    calendar = calendar_of(dossier.receiving_unit)
    gained = calendar.working_minutes_between(old_due, new_due)
    dossier.stage_due_at = min(calendar.add_working_minutes(due, gained), new_due)
    dossier.stage_warn_at = min(calendar.add_working_minutes(warn, gained), dossier.stage_due_at)


def warned_at(calendar: WorkCalendar, start: datetime, due: datetime) -> datetime:
    """When less than a fifth of the time, or four working hours, are left until `due`."""
    whole = calendar.working_minutes_between(start, due)
    left = max(whole * WARN_PERCENT // 100, WARN_MINUTES)
    return calendar.add_working_minutes(start, max(0, whole - left))
