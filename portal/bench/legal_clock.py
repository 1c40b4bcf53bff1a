"""P9: legal dates, next to the loop over days and to the time a date may take."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone

from portal.bench.goals import DATES, FULL_CLOCK, REDATING, Measured, Sample, within
from worktime.arithmetic import DayKind, Pause, Term, WorkCalendar, due_with_pauses, keep_better
from worktime.calendars import VIETNAM
from worktime.changes import CalendarChange, DayChange
from worktime.models import COUNTRY, DEFAULT_OFFICE, Calendar
from worktime.services import calendar_for, day_names, proposed

CASES = 100_000
WORKING_DAYS = 20
A_DATE_MAY_TAKE, REDATING_MAY_TAKE = 20e-6, 3.0  # seconds
FIRST_RECEIPT, RECEIPTS_IN = datetime(2025, 1, 1, tzinfo=VIETNAM), timedelta(days=700)
TERMS = [
    Term.parse(text)
    for text in ("5 WORKING_DAY", "20 WORKING_DAY", "15 DAY", "20 HOUR", "1 MONTH + 5 DAY")
]
_ONE_DAY = timedelta(days=1)


class Adder(Protocol):
    def add_working_days(self, day: date, amount: int) -> date: ...


class DayLoop:
    """The usual way (domain 5.3): from day to day, past weekends and a set of holidays."""

    def __init__(self, calendar: WorkCalendar) -> None:
        kinds = {day: named.kind for day, named in day_names(calendar.version_id).items()}
        self.off = {day for day, kind in kinds.items() if kind is DayKind.OFF}
        self.made_up = {day for day, kind in kinds.items() if kind is DayKind.WORK}

    def is_working(self, day: date) -> bool:
        weekend = day.isoweekday() in {6, 7}
        return day in self.made_up or not (weekend or day in self.off)

    def add_working_days(self, day: date, amount: int) -> date:
        while amount:
            day += _ONE_DAY
            if self.is_working(day):
                amount -= 1
        return day


@dataclass(frozen=True, slots=True)
class Facts:
    """A dossier as the clock sees it."""

    received_at: datetime
    term: Term
    pauses: Sequence[Pause]

    def due(self, calendar: WorkCalendar) -> datetime:
        due = due_with_pauses(calendar, self.received_at, self.term, self.pauses)
        if due is None:
            raise ValueError("every dossier of the benchmark has a date")
        return due


@dataclass(frozen=True)
class Point:
    """One pass does the work so many times."""

    name: str
    work: Callable[[], object]
    times: float


def run(*, rounds: int, cases: int = CASES) -> list[Measured]:
    """All points in each round, one pass over the cases; the first round warms up."""
    dice = random.Random(9)  # noqa: S311 - not a secret
    facts = [_facts(dice) for _ in range(cases)]
    days = [fact.received_at.date() for fact in facts]
    calendar, changed = calendar_for(None), _with_one_more_holiday()
    loop, promises = DayLoop(calendar), [fact.due(calendar) for fact in facts]
    points = [
        Point("dates by the loop over days", lambda: _add(loop, days), cases),
        Point("dates by the ordinal table", lambda: _add(calendar, days), cases),
        Point("full legal clock", lambda: [fact.due(calendar) for fact in facts], cases),
        Point(
            "100,000 dossiers re-dated", lambda: _redate(changed, facts, promises), cases / CASES
        ),
    ]
    passes = [[_timed(point) for point in points] for _ in range(rounds + 1)][1:]
    slow, fast, clock, redating = (list(found) for found in zip(*passes, strict=True))
    fast[0] = Sample(fast[0].per_second, errors=_wrong_dates(calendar, loop, dice, cases))
    by_loop = Measured(points[0].name, slow)
    return [
        by_loop,
        Measured(points[1].name, fast, by_loop, DATES),
        within(A_DATE_MAY_TAKE, points[2].name, clock, FULL_CLOCK),
        within(REDATING_MAY_TAKE, points[3].name, redating, REDATING),
    ]


def _facts(dice: random.Random) -> Facts:
    """Received at any minute; half of the dossiers pause, some twice."""
    received_at = at = FIRST_RECEIPT + RECEIPTS_IN * dice.random()
    pauses = []
    for _ in range(dice.choice([0, 0, 0, 1, 1, 2])):
        starts_at = at + timedelta(hours=dice.randint(1, 80))
        at = starts_at + timedelta(hours=dice.randint(1, 400))
        pauses.append(Pause(starts_at, at))
    return Facts(received_at, dice.choice(TERMS), pauses)


def _with_one_more_holiday() -> WorkCalendar:
    """The ordinary commune's tables if the country declared one more day off, a month from now."""
    today = timezone.localdate()
    holiday = DayChange(today + timedelta(days=30), DayKind.OFF, "Nghỉ bão")
    change = CalendarChange("1/QĐ-TTg", today, days=(holiday,))
    country = Calendar.objects.get(code=COUNTRY)
    tables = proposed(country, change, today=today)
    return tables[Calendar.objects.values_list("pk", flat=True).get(code=DEFAULT_OFFICE)]


def _add(adder: Adder, days: Sequence[date]) -> list[date]:
    return [adder.add_working_days(day, WORKING_DAYS) for day in days]


def _redate(
    calendar: WorkCalendar, facts: Sequence[Facts], promises: Sequence[datetime]
) -> list[datetime]:
    """The new date of each dossier, the better promise kept."""
    return [
        keep_better(calendar, promised, fact.due(calendar))
        for fact, promised in zip(facts, promises, strict=True)
    ]


def _timed(point: Point) -> Sample:
    """By CPU time: nothing waits here, and neighbours on the machine do not count."""
    started = time.process_time()
    point.work()
    return Sample(point.times / (time.process_time() - started))


def _wrong_dates(calendar: WorkCalendar, loop: DayLoop, dice: random.Random, cases: int) -> int:
    """A fast wrong answer fails: cases in which the table and the loop differ."""
    first, wrong = FIRST_RECEIPT.date(), 0
    for _ in range(cases):
        day = first + timedelta(days=dice.randrange(RECEIPTS_IN.days))
        amount = dice.randint(1, 60)
        wrong += calendar.add_working_days(day, amount) != loop.add_working_days(day, amount)
    return wrong
