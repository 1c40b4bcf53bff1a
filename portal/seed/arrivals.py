"""Who comes when to the demo commune, and how it will go: most in time, some slowly, and those
that are late on the morning of the demonstration, each with its cause."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dossiers.workflow import Status
from portal.lib.dates import local_day, midnight
from procedures.models import Procedure
from worktime.arithmetic import Term, WorkCalendar
from worktime.terms import Unit

MOST_ASKED = 40  # procedures that the demo dossiers are spread over, the popular ones more often
DAYS_BACK = 84
QUICK, USUAL, SLOW = 0.5, 0.85, 2.4  # times what the law allows
SLOW_SHARE = 0.06  # of those who came long enough ago to have ended late
LONG_AGO = timedelta(days=21)
FRESH = 4  # sent online since the office was last open; nobody has seen them yet


@dataclass(frozen=True)
class Arrival:
    """`stays_at`: the status in which it still lies now; `cause`: why it is late there."""

    at: datetime
    procedure: Procedure
    pace: float
    stays_at: Status | None = None
    cause: str = ""


# Working days since the promised day (0: it is the next working day, or today), where it lies, why.
PLANNED: tuple[tuple[int, Status, str], ...] = (
    (17, Status.CONSULTING, "other_office"),
    (14, Status.CONSULTING, "other_office"),
    (12, Status.VERIFYING, "survey"),
    (10, Status.CONSULTING, "other_office"),
    (9, Status.ASSIGNED, "staff"),
    (8, Status.SUBMITTED_FOR_SIGN, "signer"),
    (7, Status.CONSULTING, "other_office"),
    (6, Status.ASSIGNED, "staff"),
    (6, Status.VERIFYING, "survey"),
    (5, Status.CONSULTING, "other_office"),
    (4, Status.SUBMITTED_FOR_SIGN, "signer"),
    (4, Status.TRANSFERRED, "staff"),
    (3, Status.ASSIGNED, "software"),
    (3, Status.CONSULTING, "other_office"),
    (2, Status.ASSIGNED, "staff"),
    (2, Status.SUBMITTED_FOR_SIGN, "signer"),
    (2, Status.ASSIGNED, ""),
    (1, Status.CONSULTING, "other_office"),
    (1, Status.SUBMITTED_FOR_SIGN, "signer"),
    (1, Status.ASSIGNED, "staff"),
    (0, Status.SUBMITTED_FOR_SIGN, ""),
    (0, Status.SUBMITTED_FOR_SIGN, ""),
    (0, Status.ASSIGNED, ""),
    (0, Status.ASSIGNED, ""),
    (0, Status.TRANSFERRED, ""),
    (-1, Status.TRANSFERRED, ""),
    (-1, Status.ASSIGNED, ""),
    (-2, Status.RECEIVED, ""),
)  # fmt: skip
PLANNED_TERMS = range(3, 13)  # working days


def arrivals(
    dice: random.Random, calendar: WorkCalendar, now: datetime, count: int
) -> list[Arrival]:
    """About `count`, oldest first, so that the official codes run with time; none after `now`."""
    procedures = list(
        Procedure.objects.active()
        .filter(for_commune=True)
        .select_related("current_version")
        .prefetch_related("current_version__channels")
        .order_by("-accepts_online", "-popularity", "code")[:MOST_ASKED]
    )
    planned = list(_planned(dice, calendar, now, procedures)) if count > len(PLANNED) else []
    fresh = [_fresh(dice, now, procedures) for _ in range(FRESH if planned else 0)]
    stream = _stream(dice, calendar, now, procedures, count - len(planned) - len(fresh))
    return sorted([*planned, *fresh, *stream], key=lambda one: one.at)


def _stream(
    dice: random.Random, calendar: WorkCalendar, now: datetime, procedures: list[Procedure],
    count: int,
) -> Iterator[Arrival]:  # fmt: skip
    """Everyday arrivals, a few more of them lately."""
    weights = [3.0 / (1 + index * 0.15) for index in range(len(procedures))]
    for _ in range(count):
        back = timedelta(days=DAYS_BACK * dice.random() ** 1.25, minutes=dice.randint(0, 600))
        moment = calendar.normalize(now - back)
        procedure = dice.choices(procedures, weights)[0]
        slow = back > LONG_AGO and dice.random() < SLOW_SHARE
        pace = SLOW if slow else dice.choices((QUICK, USUAL), (6, 4))[0]
        if moment < now:
            yield Arrival(moment, procedure, pace)


def _planned(
    dice: random.Random, calendar: WorkCalendar, now: datetime, procedures: list[Procedure]
) -> Iterator[Arrival]:
    """Those whose date lies as many working days back as `PLANNED` says."""
    terms = {one: days for one in procedures if (days := _working_days(one)) in PLANNED_TERMS}
    today = calendar.working_day_from(local_day(now))
    for back, stays_at, cause in PLANNED:
        procedure = dice.choice(list(terms))
        came = calendar.add_working_days(today, -back - terms[procedure])
        yield Arrival(_morning(came, dice), procedure, QUICK, stays_at, cause)


def _fresh(dice: random.Random, now: datetime, procedures: list[Procedure]) -> Arrival:
    online = [procedure for procedure in procedures if procedure.accepts_online]
    moment = now - timedelta(minutes=dice.randint(20, 15 * 60))
    return Arrival(moment, dice.choice(online), USUAL, Status.SUBMITTED)


def _morning(day: date, dice: random.Random) -> datetime:
    return midnight(day) + timedelta(hours=8, minutes=dice.randint(0, 150))


def _working_days(procedure: Procedure) -> int:
    """The term, where the law gives one of working days only; else 0."""
    version = procedure.current_version
    terms = [one.term for one in version.channels.all() if one.term] if version else []
    legs = Term.parse(terms[0]).legs if terms else ()
    return legs[0].amount if len(legs) == 1 and legs[0].unit is Unit.WORKING_DAY else 0
