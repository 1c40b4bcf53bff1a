"""Every dossier's dates, recounted from its ledger and held against what is stored (G33).

The history must tell the same: a line stands at the moment of its event, and the last event that
moved the clock left the promise that is stored.

Dossiers and lines are read in stretches of the primary key, so that memory does not grow.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dossiers.clock.replay import Dates, Replay
from dossiers.models import ClockEntry, Dossier, DossierEvent
from dossiers.workflow import TRANSITIONS, Action, Clock
from portal.lib.dates import full_moment
from worktime.models import CalendarVersion

STRETCH = 2_000
DOSSIER = (
    "pk", "code", "submission_code", "received_at", "due_at", "statutory_at", "due_original",
    "paused_at", "closed_at",
)  # fmt: skip
LINE = (
    "dossier_id", "seq", "event_seq", "kind", "at", "counts_from", "term", "promised_term",
    "calendar_version_id", "due_at", "statutory_at",
)  # fmt: skip
MOVING = {row.action for row in TRANSITIONS if row.clock is not Clock.KEEP}
MOVING |= {Action.EXTEND, Action.RECALCULATE}
UNREADABLE = (ValueError, IndexError, CalendarVersion.DoesNotExist)


@dataclass(frozen=True)
class Difference:
    """What is stored and what the ledger gives: moments, or None."""

    code: str
    what: str
    stored: datetime | None
    replayed: datetime | None

    def __str__(self) -> str:
        stored, replayed = _words(self.stored), _words(self.replayed)
        return f"{self.code}: {self.what}: đang lưu {stored}, tính lại {replayed}"


def verify() -> Iterator[list[Difference]]:
    """The differences of each dossier, one list for every dossier, in the order of their keys."""
    last = 0
    while rows := list(_dossiers().filter(pk__gt=last).order_by("pk")[:STRETCH]):
        first, last = rows[0].pk, rows[-1].pk
        stretch = {"dossier_id__gte": first, "dossier_id__lte": last}
        lines = lines_of(ClockEntry.objects.filter(**stretch))
        events = _events_of(DossierEvent.objects.filter(**stretch))
        for row in rows:
            found = list(differences(row, lines[row.pk], events[row.pk]))
            yield _looked_at_again(row.pk) if found else found


def _looked_at_again(pk: int) -> list[Difference]:
    """Somebody may have moved it between the two readings: once more, held still."""
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=pk)
        lines = lines_of(ClockEntry.objects.filter(dossier_id=pk))
        events = _events_of(DossierEvent.objects.filter(dossier_id=pk))
        return list(differences(_dossiers().get(pk=pk), lines[pk], events[pk]))


def _dossiers() -> QuerySet[Dossier, Any]:
    return Dossier.objects.values_list(*DOSSIER, named=True)


def lines_of(entries: QuerySet[ClockEntry]) -> dict[int, list[Any]]:
    """Lines by dossier, in order, with the columns of LINE."""
    found = defaultdict(list)
    for line in entries.order_by("dossier_id", "seq").values_list(*LINE, named=True).iterator():
        found[line.dossier_id].append(line)
    return found


def _events_of(events: QuerySet[DossierEvent]) -> dict[int, list[Any]]:
    """What moved the clock, by dossier, in order."""
    found = defaultdict(list)
    moving = events.filter(action__in=MOVING).order_by("dossier_id", "seq")
    for event in moving.values_list("dossier_id", "seq", "at", "due_at", named=True).iterator():
        found[event.dossier_id].append(event)
    return found


def differences(dossier: Any, lines: Sequence[Any], events: Sequence[Any]) -> Iterator[Difference]:
    """`dossier` and `lines` have at least the columns of DOSSIER and LINE."""
    code = dossier.code or dossier.submission_code
    if [line.seq for line in lines] != list(range(1, len(lines) + 1)):
        yield Difference(code, "sổ thời hạn thiếu dòng", None, None)
    replayed = Replay()
    try:
        for line in lines:
            dates = replayed.add(line)
            yield from _compared(code, f"dòng {line.seq}, ", line, dates)
    except UNREADABLE as error:
        yield Difference(code, f"dòng {line.seq} không đọc được ({error})", None, None)
        return
    yield from _compared(code, "", dossier, replayed.dates)
    if dossier.due_at == replayed.dates.due_at and events and events[-1].due_at != dossier.due_at:
        yield Difference(code, "ngày hẹn trả theo lịch sử", dossier.due_at, events[-1].due_at)
    for what, stored, counted in (
        ("ngày hẹn trả ban đầu", dossier.due_original, replayed.original),
        ("lúc tiếp nhận", dossier.received_at, replayed.started_at),
        ("tạm dừng từ", dossier.paused_at, replayed.paused_at),
        ("kết thúc", dossier.received_at and dossier.closed_at, replayed.stopped_at),
    ):
        if stored != counted:
            yield Difference(code, what, stored, counted)
    yield from _moments(code, lines, events)


def _moments(code: str, lines: Sequence[Any], events: Sequence[Any]) -> Iterator[Difference]:
    """A calendar that moved no promise leaves a line without an event of its own."""
    told_at = {event.seq: event.at for event in events}
    for line in lines:
        told = told_at.get(line.event_seq)
        if told != line.at and line.kind != ClockEntry.Kind.CALENDAR:
            yield Difference(code, f"dòng {line.seq}, lúc của sự kiện", line.at, told)


def _compared(code: str, where: str, stored: Any, dates: Dates) -> Iterable[Difference]:
    if stored.due_at != dates.due_at:
        yield Difference(code, f"{where}ngày hẹn trả", stored.due_at, dates.due_at)
    if stored.statutory_at != dates.statutory_at:
        yield Difference(code, f"{where}hạn theo quy định", stored.statutory_at, dates.statutory_at)


def _words(at: datetime | None) -> str:
    return full_moment(at) if at else "không có"
