"""A dossier on its way through the statuses, and what was known of it on a day. Pure."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from dossiers.workflow import IN_PROCESS, WAITING_FOR_CITIZEN, Status
from portal.lib.dates import local_day, midnight
from reports.forecast.curves import Key, Stay
from worktime.arithmetic import WorkCalendar

STANDING = WAITING_FOR_CITIZEN | {Status.STOPPED}  # the clock stands still
LEAST_TERM = 240  # working minutes: "trong ngày" of a late afternoon is half a day
MOST_PERCENT = 1000.0
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """A status was entered, or the promise or the holder changed in it (`since` stays then)."""

    at: datetime
    status: str
    since: datetime
    due_at: datetime | None
    holder: int | None


@dataclass(frozen=True)
class Life:
    """`late`: how it ended, or stands now; None: still open and in time."""

    procedure_id: int
    in_charge_id: int
    calendar: WorkCalendar
    received_at: datetime
    due_original: datetime
    steps: tuple[Step, ...]
    ended_at: datetime | None
    late: bool | None

    @cached_property
    def term(self) -> int:
        """Working minutes of the whole term."""
        return term_minutes(self.calendar, self.received_at, self.due_original)

    @cached_property
    def moments(self) -> list[datetime]:
        return [step.at for step in self.steps]

    def step_at(self, at: datetime) -> Step | None:
        """Where it was at that moment; None before it was taken in and after its end."""
        index = bisect_right(self.moments, at)
        over = self.ended_at is not None and self.ended_at <= at
        return self.steps[index - 1] if index and not over else None

    def stays(self, until: datetime) -> Iterator[Stay]:
        """What could be learned from it by that moment."""
        end = self.ended_at if self.ended_at and self.ended_at <= until else None
        left, after = 0, end or until
        for step in reversed(self.steps):
            if step.at > after:
                continue
            if step.status not in STANDING:
                left += self.calendar.working_minutes_between(step.at, after)
            after = step.at
            if step.at == step.since and step.status in IN_PROCESS:
                percent = min(MOST_PERCENT, 100 * left / self.term)
                yield Stay(self.procedure_id, step.status, percent, end is not None)


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of an open dossier at a moment: percent of its whole term."""

    key: Key
    since: float  # in this status
    left: float  # until the end of the promised day


def situation(life: Life, step: Step, at: datetime) -> Situation | None:
    """None where there is nothing to forecast: the clock stands, no date, or late already."""
    if step.status not in IN_PROCESS or step.due_at is None or is_over(step.due_at, at):
        return None
    key = (life.procedure_id, step.status)
    return measured(life.calendar, key, life.term, (step.since, at, step.due_at))


def measured(
    calendar: WorkCalendar, key: Key, term: int, moments: tuple[datetime, datetime, datetime]
) -> Situation:
    """`moments`: the status entered, now, the promise."""
    since, at, due_at = moments
    end = midnight(local_day(due_at) + DAY)
    worked = calendar.working_minutes_between(since, at)
    left = calendar.working_minutes_between(at, end)
    return Situation(key, min(MOST_PERCENT, 100 * worked / term), 100 * left / term)


def is_over(due_at: datetime, at: datetime) -> bool:
    """The day of the promise is past: what reports call late (domain 5.4)."""
    return local_day(due_at) < local_day(at)


def term_minutes(calendar: WorkCalendar, received_at: datetime, due_at: datetime) -> int:
    return max(LEAST_TERM, calendar.working_minutes_between(received_at, due_at))
