"""The ledger of one dossier read for its pages: lines, stories, pauses with what began them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects

from accounts.models import User
from accounts.offices import offices
from dossiers.clock import story_of
from dossiers.models import ClockEntry, Dossier, DossierEvent
from dossiers.workflow import Status, reason_words
from worktime.arithmetic import Pause, WorkCalendar
from worktime.ledger import LineKind, Story

Kind = ClockEntry.Kind


@dataclass(frozen=True, slots=True)
class Break:
    """A pause: the line that began it, and the time that did not count. None: its notice was not
    sent, or not in time, and all the time counted."""

    begun: ClockEntry
    pause: Pause | None


@dataclass(frozen=True, slots=True)
class Event:
    """What pages of the clock need of a line of history."""

    at: datetime
    status: Status
    unit_id: int
    holder: str
    why: str


@dataclass(frozen=True)
class Ledger:
    """`promised` is the story of the office's own shorter term, where it has one."""

    dossier: Dossier
    at: datetime
    entries: Sequence[ClockEntry]
    story: Story
    promised: Story | None
    breaks: Sequence[Break]
    events: Mapping[int, Event]  # by seq, in order

    @property
    def counted_from(self) -> datetime:
        """The receipt; by post the arrival stamp."""
        return self.entries[0].counts_from

    @property
    def calendar(self) -> WorkCalendar:
        """By which working time is counted now."""
        return offices()[self.dossier.receiving_unit_id].calendar

    @property
    def until(self) -> datetime:
        """The end of processing, or now."""
        return self.dossier.closed_at or self.at

    @property
    def still_since(self) -> datetime | None:
        """While the clock stands still: from when."""
        last = self.breaks[-1].pause if self.breaks else None
        return last.starts_at if last and last.ends_at is None else None

    @property
    def pauses(self) -> list[Pause]:
        return [found.pause for found in self.breaks if found.pause]


def ledger_of(dossier: Dossier, *, at: datetime) -> Ledger | None:
    """None for a dossier whose clock never started. Two queries, two more while it stands still."""
    lines = ClockEntry.objects.select_related("by").order_by("seq")
    prefetch_related_objects([dossier], Prefetch("clock_entries", lines))
    story, entries = story_of(dossier), list(dossier.clock_entries.all())
    if story is None:
        return None
    promised = story_of(dossier, promised=True) if entries[0].promised_term else None
    breaks = list(_breaks(entries, _open_since(story)))
    return Ledger(dossier, at, entries, story, promised, breaks, _events(dossier))


def _events(dossier: Dossier) -> dict[int, Event]:
    names = User.objects.filter(pk=OuterRef("assignee_id")).values("full_name")
    rows = DossierEvent.objects.filter(dossier=dossier).order_by("seq")
    columns = ("seq", "at", "to_status", "unit_id", Subquery(names), "reason", "note")
    return {
        seq: Event(at, Status(status), unit_id, holder or "", _joined(reason_words(reason), note))
        for seq, at, status, unit_id, holder, reason, note in rows.values_list(*columns)
    }


def _joined(*parts: str) -> str:
    return ". ".join(part for part in parts if part)


def _open_since(story: Story) -> datetime | None:
    """From when the pause counts that has no end yet."""
    lines = (line for line in story.lines if line.kind is LineKind.PAUSE and line.until is None)
    return next((line.at for line in lines), None)


def _breaks(entries: Sequence[ClockEntry], open_since: datetime | None) -> Iterator[Break]:
    begun: ClockEntry | None = None
    for entry in entries:
        if entry.kind == Kind.PAUSE:
            begun = entry
        elif begun and entry.kind in {Kind.RESUME, Kind.STOP}:
            counts = entry.counts_from < entry.at
            yield Break(begun, Pause(entry.counts_from, entry.at) if counts else None)
            begun = None
    if begun:
        yield Break(begun, Pause(open_since) if open_since else None)
