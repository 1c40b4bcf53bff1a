"""The legal dates of invented dossiers, by the product's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from dossiers.clock.replay import Replay, Supposed
from dossiers.models import ClockEntry
from dossiers.workflow import Action
from portal.bench.courses import Course, Step
from worktime.arithmetic import Term, WorkCalendar, due_at

Kind = ClockEntry.Kind


class Due(NamedTuple):
    """What was promised at reception, and what holds in the end. None: no term."""

    first: datetime | None
    last: datetime | None


@dataclass(frozen=True)
class Clock:
    """Dates by one calendar. Terms here are of days: within an hour no minute differs."""

    calendar: WorkCalendar

    def due(self, course: Course, days: Sequence[date], steps: tuple[Step, ...]) -> Due:
        """`days`: the working days from reception on; of a course up to the last of `steps`."""
        received = next(step for step in steps if step.action is Action.RECEIVE)
        if not course.pauses or not any(step.action is Action.SUPPLY for step in steps):
            due = _due(self.calendar, _moment(received, days), course.term)
            return Due(due, due)
        return self._replayed(course, received, days, steps)

    def _replayed(
        self, course: Course, received: Step, days: Sequence[date], steps: tuple[Step, ...]
    ) -> Due:
        version, replay = self.calendar.version_id, Replay(lambda _: self.calendar)
        start = _moment(received, days)
        first = replay.add(Supposed(Kind.START, start, start, version, course.term)).due_at
        since = start
        for step in steps:
            at = _moment(step, days)
            if step.action is Action.ASK_SUPPLEMENT:
                since = at
                replay.add(Supposed(Kind.PAUSE, at, at, version))
            elif step.action is Action.SUPPLY:
                replay.add(Supposed(Kind.RESUME, at, since, version))
        return Due(first, replay.dates.due_at)


def _moment(step: Step, days: Sequence[date]) -> datetime:
    at = days[step.day]
    return datetime(at.year, at.month, at.day, int(step.hour), 30, tzinfo=UTC)


@lru_cache(maxsize=20_000)
def _due(calendar: WorkCalendar, received_at: datetime, term: str) -> datetime | None:
    return due_at(calendar, received_at, Term.parse(term))
