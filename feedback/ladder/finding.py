"""Which reports stand on a rung that nobody has been told of.

Found by their dates in the partial indexes of open reports: the cost follows what is near or late.
The rungs are those of dossiers. A report has three dates; the first of them that is missed silences
those behind it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.offices import offices
from dossiers.ladder.finding import working_offices
from dossiers.ladder.rungs import HOURS_BEFORE, Term, horizon, passed
from feedback.models import Report, ReportRung
from worktime.arithmetic import WorkCalendar

LOOKED_AT, HELD = 500, 100  # reports at a time
Clock = ReportRung.Clock
_FACTS = (
    "pk", "unit_id", "received_at", "answer_due_at", "answered_at", "due_at", "step_due_at",
    "changed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ladder:
    """One date of one report and the rungs it has passed, the lowest first, at least one."""

    report_id: int
    clock: Clock
    due_at: datetime
    rungs: Sequence[str]

    @property
    def highest(self) -> str:
        return self.rungs[-1]

    @property
    def key(self) -> tuple[int, str, datetime, str]:
        return self.report_id, self.clock, self.due_at, self.highest


def untold(at: datetime) -> Iterator[list[int]]:
    """Keys of reports with a rung to be told, in batches small enough to be held."""
    calendars = working_offices(at)
    if not calendars:
        return
    ladders = [one for facts in _near(calendars, at) for one in ladders_of(facts, calendars, at)]
    for start in range(0, len(ladders), LOOKED_AT):
        chunk = ladders[start : start + LOOKED_AT]
        known = told(chunk)
        keys = sorted({one.report_id for one in chunk if one.key not in known})
        yield from (keys[n : n + HELD] for n in range(0, len(keys), HELD))


def ladders_of(facts: Any, calendars: Mapping[int, WorkCalendar], at: datetime) -> list[Ladder]:
    """Of one report (anything with `_FACTS`): first answer, whole, step."""
    calendar = calendars.get(facts.unit_id)
    if calendar is None:
        return []
    found = []
    for clock, term in _terms(facts):
        rungs = passed(term, calendar, at) or _last_warning(term, calendar, at)
        if rungs:
            found.append(Ladder(facts.pk, clock, term.due_at, rungs))
        if term.due_at < at:
            break
    return found


def told(ladders: Iterable[Ladder]) -> set[tuple[int, str, datetime, str]]:
    """The keys of those whose highest rung has been told."""
    ladders = list(ladders)
    rungs = ReportRung.objects.filter(
        report__in={one.report_id for one in ladders}, rung__in={one.highest for one in ladders}
    )
    return set(rungs.values_list("report_id", "clock", "due_at", "rung"))


def _terms(facts: Any) -> Iterator[tuple[Clock, Term]]:
    if facts.answered_at is None:
        yield Clock.ANSWER, Term(facts.received_at, facts.answer_due_at)
    yield Clock.WHOLE, Term(facts.received_at, facts.due_at)
    if facts.step_due_at and facts.step_due_at < facts.due_at:
        yield Clock.STEP, Term(facts.changed_at, facts.step_due_at)


def _last_warning(term: Term, calendar: WorkCalendar, at: datetime) -> list[str]:
    """What came while the office was closed and is due soon after it opens: hours of the wall
    clock leave no rung between. Told when people come to work."""
    came_outside_hours = calendar.normalize(term.since) != term.since
    left = calendar.working_minutes_between(at, term.due_at)
    soon = at <= term.due_at and left <= HOURS_BEFORE * 60
    return [f"h-{HOURS_BEFORE}"] if came_outside_hours and soon else []


def _near(calendars: Mapping[int, WorkCalendar], at: datetime) -> list[Any]:
    """Reports with a date that is near or past; each once."""
    until = max(horizon(calendar, at) for calendar in set(calendars.values()))
    reports = Report.objects.open().filter(is_test=False).order_by()
    roots = {office.root_id for office in offices().values()}
    near = (
        reports.filter(root_unit__in=roots, answered_at=None, answer_due_at__lt=until),
        reports.filter(due_at__lt=until),
        reports.filter(step_due_at__lt=until),
    )
    rows = {row.pk: row for found in near for row in found.values_list(*_FACTS, named=True)}
    return [rows[pk] for pk in sorted(rows)]
