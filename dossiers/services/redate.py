"""A calendar changed: which open dossiers move, and moving them (reliability F27, peers 4.4).

The date of the law is counted again; the promise stays where that is better for the citizen. The
closed are left alone, and the paused get their dates when they are resumed. A move is a line of
the ledger; an event and a message come with it only where the promised date moves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Unit, User
from dossiers.clock.replay import Dates, replayed
from dossiers.clock.verify import lines_of
from dossiers.messages import notice_of
from dossiers.models import ClockEntry, Dossier, DossierEvent
from dossiers.services.apply import Act, event_of
from dossiers.workflow import TRANSITIONS, Action
from notifications.services import send_many
from portal.lib.dates import short_day
from procedures.models import Procedure
from worktime.arithmetic import WorkCalendar
from worktime.changes import CalendarChange
from worktime.models import DEFAULT_OFFICE, Calendar
from worktime.services import calendar_at, calendar_for, change_calendar

STRETCH = 2_000
ROW = next(row for row in TRANSITIONS if row.action is Action.RECALCULATE)
TOLD = (  # what an event and a message say of a dossier
    "root_unit_id", "code", "submission_code", "status", "unit_id", "assignee_id", "stage_id",
    "received_on", "due_at", "reappointed_at", "closed_at", "accept_by", "phone", "email",
    "owner_id", "procedure_id", "fee_amount", "fee_paid_at", "last_seq",
)  # fmt: skip
Tables = Callable[[Any], WorkCalendar | None]


@dataclass(frozen=True, slots=True)
class Move:
    """One open dossier whose promise or statutory date moves."""

    dossier_id: int
    code: str
    unit_name: str
    old_due: datetime | None
    new_due: datetime | None
    old_statutory: datetime | None
    new_statutory: datetime | None

    @property
    def is_told(self) -> bool:
        return self.old_due != self.new_due


@dataclass(frozen=True)
class _Planned:
    """A move with what is written for it."""

    move: Move
    root_unit_id: int
    next_seq: int
    event_seq: int
    calendar_version_id: int


@dataclass(frozen=True)
class _Change:
    """By whom, when and by which decision."""

    by: User | None
    at: datetime
    decision: str


def moves(tables: Mapping[int, WorkCalendar], *, at: datetime) -> list[Move]:
    """What these tables (by calendar id) would move if they came into force now. Saves nothing."""
    return [one.move for batch in _planned(*_of_calendars(tables), at=at) for one in batch]


def office_moves(unit: Unit, calendar: WorkCalendar, *, at: datetime) -> list[Move]:
    """The same if the office counted by this calendar."""
    return [one.move for batch in _planned(*_of_office(unit, calendar), at=at) for one in batch]


@transaction.atomic
def change_office_calendar(
    calendar: Calendar, change: CalendarChange, *, by: User | None, at: datetime
) -> list[Move]:
    """Changes the calendar and its heirs and moves what follows from it: all or nothing."""
    tables = {}
    for version in change_calendar(calendar, change, by=by, at=at):
        with suppress(ValueError):  # the country's has no hours of its own, and no office
            tables[version.calendar_id] = calendar_at(version.pk)
    return _redate(*_of_calendars(tables), _Change(by, at, change.decision))


@transaction.atomic
def assign_calendar(
    unit: Unit, calendar: Calendar | None, *, decision: str, by: User | None, at: datetime
) -> list[Move]:
    """From now on the office counts by this calendar (None: by that of its commune)."""
    unit.calendar = calendar
    unit.save(update_fields=["calendar"])
    table = calendar_for(unit.counted_by_id)
    return _redate(*_of_office(unit, table), _Change(by, at, decision))


@transaction.atomic
def redate_left_behind(*, at: datetime) -> list[Move]:
    """Moves what was received by the old calendar at the very moment the new one was saved."""
    current = Calendar.objects.exclude(current=None).values_list("pk", "current_id")
    tables = {}
    for calendar_id, version_id in current:
        with suppress(ValueError):
            tables[calendar_id] = calendar_at(version_id)
    return _redate(*_of_calendars(tables), _Change(None, at, ""))


# --- which, and by what ---------------------------------------------------------------------


def _running() -> QuerySet[Any]:
    """Their clock runs and they have a date; with the calendar their office counts by."""
    own = Coalesce("receiving_unit__calendar_id", "receiving_unit__root__calendar_id")
    dated = Dossier.objects.open().filter(paused_at=None, due_at__isnull=False)
    return dated.filter(status__in=ROW.sources).annotate(calendar_id=own)


def _of_calendars(tables: Mapping[int, WorkCalendar]) -> tuple[QuerySet[Any], Tables]:
    ordinary = Calendar.objects.filter(code=DEFAULT_OFFICE, pk__in=tables).first()
    counted_by = Q(calendar_id__in=tables)
    if ordinary:
        counted_by |= Q(calendar_id=None)
    default = tables[ordinary.pk] if ordinary else None
    return _running().filter(counted_by), lambda row: tables.get(row.calendar_id, default)


def _of_office(unit: Unit, calendar: WorkCalendar) -> tuple[QuerySet[Any], Tables]:
    heirs = Q(receiving_unit__root=unit, receiving_unit__calendar=None)
    return _running().filter(Q(receiving_unit=unit) | heirs), lambda row: calendar


def _planned(
    dossiers: QuerySet[Any], tables: Tables, *, at: datetime, lock: bool = False
) -> Iterator[list[_Planned]]:
    """Moves by batches, in the order of keys."""
    keys = sorted(dossiers.values_list("pk", flat=True))  # by the index of what is open
    names = _office_names()
    for start in range(0, len(keys), STRETCH):
        batch = dossiers.filter(pk__in=keys[start : start + STRETCH]).order_by("pk")
        rows = batch.select_for_update(of=("self",)) if lock else batch
        facts = list(rows.values_list(
            "pk", "code", "root_unit_id", "unit_id", "due_at", "statutory_at", "last_seq",
            "calendar_id", named=True,
        ))  # fmt: skip
        lines = lines_of(ClockEntry.objects.filter(dossier_id__in=[row.pk for row in facts]))
        found = (_plan(row, lines[row.pk], tables(row), names, at) for row in facts)
        yield [one for one in found if one]


def _plan(
    row: Any, lines: Sequence[Any], calendar: WorkCalendar | None, names: Mapping[int, str],
    at: datetime,
) -> _Planned | None:  # fmt: skip
    if calendar is None or not lines:
        return None
    new = replayed(lines).counted_by(calendar, at=at)
    if new == Dates(row.due_at, row.statutory_at):
        return None
    name = names[row.unit_id]
    move = Move(row.pk, row.code, name, row.due_at, new.due_at, row.statutory_at, new.statutory_at)
    event_seq = row.last_seq + move.is_told
    return _Planned(move, row.root_unit_id, len(lines) + 1, event_seq, calendar.version_id)


def _office_names() -> dict[int, str]:
    """`Tư pháp - Hộ tịch, xã Bình An`."""
    rows = Unit.objects.values_list("pk", "short_name", "root__short_name")
    return {pk: f"{name}, {root}" if root else name for pk, name, root in rows}


# --- moving them ----------------------------------------------------------------------------


def _redate(dossiers: QuerySet[Any], tables: Tables, change: _Change) -> list[Move]:
    moved: list[Move] = []
    for batch in _planned(dossiers, tables, at=change.at, lock=True):
        ClockEntry.objects.bulk_create(_line(one, change) for one in batch)
        _save_dates(batch, change)
        _tell([one.move for one in batch if one.move.is_told], change)
        moved += [one.move for one in batch]
    return moved


def _line(one: _Planned, change: _Change) -> ClockEntry:
    return ClockEntry(
        root_unit_id=one.root_unit_id,
        dossier_id=one.move.dossier_id,
        seq=one.next_seq,
        event_seq=one.event_seq,
        kind=ClockEntry.Kind.CALENDAR,
        at=change.at,
        counts_from=change.at,
        calendar_version_id=one.calendar_version_id,
        due_at=one.move.new_due,
        statutory_at=one.move.new_statutory,
        reason=Action.RECALCULATE,
        paper=change.decision,
        by=change.by,
    )


def _save_dates(batch: Sequence[_Planned], change: _Change) -> None:
    """Many dossiers share their dates: one statement for all that move to the same ones."""
    same: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for one in batch:
        move = one.move
        same[move.new_due, move.new_statutory, move.is_told].append(move.dossier_id)
    for (due, statutory, is_told), keys in same.items():
        rows = Dossier.objects.filter(pk__in=keys)
        rows.update(statutory_at=statutory)
        if is_told:
            rows.update(due_at=due, act_by=due, last_seq=F("last_seq") + 1, updated_at=change.at)
            rows.filter(stage_due_at__gt=due).update(stage_due_at=due)


def _tell(told: Sequence[Move], change: _Change) -> None:
    """An event and a message for each; the rows were saved before."""
    dossiers = Dossier.objects.only(*TOLD).in_bulk([move.dossier_id for move in told])
    roots = Unit.objects.in_bulk({dossier.root_unit_id for dossier in dossiers.values()})
    procedures = Procedure.objects.in_bulk({one.procedure_id for one in dossiers.values()})
    for dossier in dossiers.values():
        dossier.root_unit = roots[dossier.root_unit_id]
        dossier.procedure = procedures[dossier.procedure_id]
    events = [_event(dossiers[move.dossier_id], move, change) for move in told]
    DossierEvent.objects.bulk_create(events)
    send_many(notice_of(event.dossier, ROW.message, event) for event in events)


def _event(dossier: Dossier, move: Move, change: _Change) -> DossierEvent:
    days = f"{_day(move.old_due)} → {_day(move.new_due)}"
    note = f"Theo {change.decision}: {days}" if change.decision else days
    act = Act(Action.RECALCULATE, change.by, change.at, note)
    return event_of(dossier, act, came_from=dossier.status)


def _day(at: datetime | None) -> str:
    return short_day(at) if at else "không có ngày hẹn"
