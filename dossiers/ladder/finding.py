"""Which dossiers stand on a rung that nobody has been told of.

Found by their dates in the partial indexes of open dossiers: the cost follows what is near or
late, not what is open.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.offices import offices
from dossiers.ladder.rungs import Term, at_work, horizon, passed
from dossiers.models import Dossier, LadderRung
from worktime.arithmetic import WorkCalendar

LOOKED_AT, HELD = 500, 100  # dossiers at a time
Clock = LadderRung.Clock
_FACTS = ("pk", "receiving_unit_id", "act_by", "stage_due_at", "updated_at")


@dataclass(frozen=True, slots=True)
class Ladder:
    """One date of one dossier and the rungs it has passed, the lowest first, at least one."""

    dossier_id: int
    clock: Clock
    due_at: datetime
    rungs: Sequence[str]

    @property
    def highest(self) -> str:
        return self.rungs[-1]

    @property
    def key(self) -> tuple[int, str, datetime, str]:
        return self.dossier_id, self.clock, self.due_at, self.highest


def working_offices(at: datetime) -> Mapping[int, WorkCalendar]:
    """Those whose people are at their desks, by id, with the time they work by."""
    calendars = {office.id: office.calendar for office in offices().values()}
    open_ones = {one.version_id for one in set(calendars.values()) if at_work(one, at)}
    return {pk: one for pk, one in calendars.items() if one.version_id in open_ones}


def untold(at: datetime) -> Iterator[list[int]]:
    """Keys of dossiers with a rung to be told, in batches small enough to be held."""
    calendars = working_offices(at)
    if not calendars:
        return
    ladders = [one for facts in _near(calendars, at) for one in ladders_of(facts, calendars, at)]
    ladders.sort(key=lambda one: one.dossier_id)
    for start in range(0, len(ladders), LOOKED_AT):
        chunk = ladders[start : start + LOOKED_AT]
        known = told(chunk)
        keys = sorted({one.dossier_id for one in chunk if one.key not in known})
        yield from (keys[n : n + HELD] for n in range(0, len(keys), HELD))


def ladders_of(facts: Any, calendars: Mapping[int, WorkCalendar], at: datetime) -> list[Ladder]:
    """Of one dossier (anything with `_FACTS`), that of the whole first; none while it is silent.

    The stage has a ladder of its own while its date comes before that of the whole.
    """
    calendar = calendars.get(facts.receiving_unit_id)
    if calendar is None or facts.act_by is None:
        return []
    dates = [(Clock.LEGAL, facts.act_by)]
    if facts.stage_due_at and facts.stage_due_at < facts.act_by and at <= facts.act_by:
        dates.append((Clock.STAGE, facts.stage_due_at))
    found = (
        Ladder(facts.pk, clock, due, passed(Term(facts.updated_at, due), calendar, at))
        for clock, due in dates
    )
    return [ladder for ladder in found if ladder.rungs]


def told(ladders: Iterable[Ladder]) -> set[tuple[int, str, datetime, str]]:
    """The keys of those whose highest rung has been told."""
    ladders = list(ladders)
    rungs = LadderRung.objects.filter(
        dossier__in={one.dossier_id for one in ladders}, rung__in={one.highest for one in ladders}
    )
    return set(rungs.values_list("dossier_id", "clock", "due_at", "rung"))


def _near(calendars: Mapping[int, WorkCalendar], at: datetime) -> list[Any]:
    """Dossiers with a date that is near or past, wherever they lie; each once."""
    until = max(horizon(calendar, at) for calendar in set(calendars.values()))
    whole = Dossier.objects.open().filter(act_by__lt=until)
    stage = Dossier.objects.open().filter(stage_due_at__lt=until, act_by__gte=until)
    return [
        facts
        for found in (whole, stage)
        for facts in found.order_by().values_list(*_FACTS, named=True)
    ]
