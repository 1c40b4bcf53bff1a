"""The clock of one dossier replayed from its ledger, line by line (domain 5.3).

Pure but for the calendars, which it asks for by their version. Nothing that is stored is believed:
a line gives facts (from when, how long, a pause, an extension, a calendar) and both dates are
counted again from all of them.

Which calendar counts: the one of the newest line. A calendar that changes while the clock runs
keeps the promise made by the one before (`keep_better`) and moves no date into the past. Whoever
was paused when it changed is dated at resumption, by the calendar then in force alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dossiers.models import ClockEntry
from worktime.arithmetic import Leg, Pause, Term, WorkCalendar, due_with_pauses, keep_better
from worktime.services import calendar_at

Kind = ClockEntry.Kind
CalendarAt = Callable[[int], WorkCalendar]


class Line(Protocol):
    """What is read of a clock entry. A pause lies between `counts_from` and `at` of its end."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def counts_from(self) -> datetime: ...
    @property
    def term(self) -> str: ...
    @property
    def promised_term(self) -> str: ...
    @property
    def calendar_version_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Supposed:
    """A line that nobody has written: what would be if."""

    kind: str
    at: datetime
    counts_from: datetime
    calendar_version_id: int
    term: str = ""
    promised_term: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """What the citizen was promised and what the law allows; None without a term."""

    due_at: datetime | None = None
    statutory_at: datetime | None = None


class Replay:
    """The facts of the lines so far and the dates that follow from them."""

    def __init__(self, calendars: CalendarAt = calendar_at) -> None:
        self.dates = Dates()
        self.original: datetime | None = None
        self.started_at: datetime | None = None
        self.counted_from: datetime | None = None
        self.term, self.promised_term = Term(), Term()
        self.pauses: list[Pause] = []
        self.extensions: list[Leg] = []
        self.paused_at: datetime | None = None
        self.stopped_at: datetime | None = None
        self._versions: list[int] = []  # of the promises that are kept; the last is in force
        self._paused_version = 0
        self._calendars = calendars

    def add(self, line: Line) -> Dates:
        """The dates after the line."""
        kind, version = line.kind, line.calendar_version_id or 0
        if kind == Kind.START:
            self._start(line, version)
        elif kind == Kind.PAUSE:
            self.paused_at, self._paused_version = line.at, version
        elif kind == Kind.CALENDAR:
            self.dates = self.counted_by(self._calendars(version), at=line.at)
            self._versions.append(version)
        elif kind == Kind.EXTEND:
            self.extensions += Term.parse(line.term).legs
            self._count_on(version)
        elif self.paused_at is not None:
            self._end_pause(line, version)
        if kind == Kind.STOP:
            self.stopped_at = line.at
        return self.dates

    def counted_by(self, calendar: WorkCalendar, *, at: datetime) -> Dates:
        """The dates if the calendar changes to this one at that moment: never into the past."""
        new = self._dates([*map(self._calendars, self._versions), calendar])
        return Dates(
            _not_into_the_past(self.dates.due_at, new.due_at, at),
            _not_into_the_past(self.dates.statutory_at, new.statutory_at, at),
        )

    @property
    def calendar(self) -> WorkCalendar:
        """The one in force for the newest line that counted."""
        return self._calendars(self._versions[-1])

    def _start(self, line: Line, version: int) -> None:
        self.started_at, self.counted_from = line.at, line.counts_from
        self.term, self.promised_term = Term.parse(line.term), Term.parse(line.promised_term)
        self._versions = [version]
        self._count()
        self.original = self.dates.due_at

    def _end_pause(self, line: Line, version: int) -> None:
        self.pauses.append(Pause(line.counts_from, line.at))
        self.paused_at = None
        if version == self._paused_version:
            self._count_on(version)
        else:
            self._versions = [version]
            self._count()

    def _count_on(self, version: int) -> None:
        """More time: nothing comes earlier than it was, also where a promise was kept."""
        before, self._versions[-1] = self.dates, version
        self._count()
        self.dates = Dates(
            _later(before.due_at, self.dates.due_at),
            _later(before.statutory_at, self.dates.statutory_at),
        )

    def _count(self) -> None:
        self.dates = self._dates([self._calendars(version) for version in self._versions])

    def _dates(self, calendars: list[WorkCalendar]) -> Dates:
        current = calendars[-1]
        statutory = self._due(current, self.term)
        fresh = self._promise(current, statutory)
        if fresh is None or len(calendars) == 1:
            return Dates(fresh, statutory)
        earlier = [self._promise(one, self._due(one, self.term)) for one in calendars[:-1]]
        best = min(due for due in (*earlier, fresh) if due is not None)
        return Dates(keep_better(current, best, fresh), statutory)

    def _promise(self, calendar: WorkCalendar, statutory: datetime | None) -> datetime | None:
        """By the shorter term of the office, if there is one that ends earlier."""
        if self.promised_term.is_none:
            return statutory
        promised = self._due(calendar, self.promised_term)
        return min(promised, statutory) if promised and statutory else statutory

    def _due(self, calendar: WorkCalendar, term: Term) -> datetime | None:
        if self.counted_from is None or term.is_none:
            return None
        return due_with_pauses(
            calendar, self.counted_from, term, self.pauses, extensions=self.extensions
        )


def _later(old: datetime | None, new: datetime | None) -> datetime | None:
    return max(old, new) if old and new else new


def _not_into_the_past(old: datetime | None, new: datetime | None, at: datetime) -> datetime | None:
    """A calendar alone makes nothing late: an earlier date that is over already is not taken."""
    return old if old and new and new < old and new <= at else new


def replayed(lines: Iterable[Line]) -> Replay:
    """Everything the lines of a dossier say, read in order."""
    state = Replay()
    for line in lines:
        state.add(line)
    return state


def replay(lines: Iterable[Line]) -> Dates:
    """The dates of a dossier from its lines, in order."""
    return replayed(lines).dates
