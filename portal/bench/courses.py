"""Courses: how a dossier goes, step by step, in working days after its reception.

A few dozen for each term, with their shares, made once from a seed; thousands of dossiers take the
same one on a day. Hours are those of UTC: the working hours of Vietnam lie within one date of it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dossiers.lateness.causes import CAUSES
from dossiers.models import Dossier
from dossiers.workflow import Action, Status
from worktime.arithmetic import Term
from worktime.terms import Unit

HOURS = ("00", "01", "02", "03", "07", "08", "09")  # 7:00 to 10:59 and 14:00 to 16:59 in Vietnam
EVENING = "13"
ENDS = {
    Action.FINISH, Action.FINISH_AT_COUNTER, Action.WITHDRAW, Action.STOP_FOR_GOOD, Action.REFUSE,
}  # fmt: skip
CAUSE_CODES = [cause.code for cause in CAUSES]
OVERRUNS = (1, 1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 16, 30)  # working days late
PAUSES = (1, 2, 2, 3, 4, 5, 7, 10, 14)  # working days until a citizen brings what is missing

# fate: (share where the result is given at once, share elsewhere, how many courses)
FATES = {
    "kept": (0.9795, 0.80, 18),
    "late": (0.012, 0.055, 10),
    "looped": (0.0, 0.09, 8),
    "rejected": (0.0, 0.025, 3),
    "withdrawn": (0.003, 0.012, 3),
    "stopped": (0.0, 0.004, 2),
    "stuck": (0.0005, 0.005, 6),
    "refused": (0.005, 0.009, 2),
}
NEVER_FETCHED = 0.03


class Step(NamedTuple):
    action: Action
    status: Status
    day: int  # working days after reception
    hour: str = "00"
    slot: int = 0  # which of the dossier's minutes and seconds


@dataclass(frozen=True)
class Course:
    """`cause`: what the office names when it is late; empty: nothing."""

    term: str
    fate: str
    online: bool
    weight: float
    steps: tuple[Step, ...]
    cause: str = ""
    outcome: str = ""
    digitised: str = ""  # as COPY has a truth value; empty: not known
    e_result: bool = False
    fee: int = 0

    @property
    def last_day(self) -> int:
        return self.steps[-1].day

    @property
    def pauses(self) -> bool:
        return any(step.action is Action.ASK_SUPPLEMENT for step in self.steps)


def courses_of(term: str) -> list[Course]:
    """All courses of a term; the shares of each channel add up to 1."""
    dice = random.Random(term)  # noqa: S311 - invented lives, not secrets
    return [
        _course(dice, term, fate, online, share[not _same_day(term)] / share[2])
        for online in (False, True)
        for fate, share in FATES.items()
        if share[not _same_day(term)]
        for _ in range(share[2])
    ]


def working_days(term: str) -> int:
    """About how many a term comes to."""
    parsed = Term.parse(term)
    if parsed.is_none:
        return 10
    each = {Unit.WORKING_DAY: 1.0, Unit.DAY: 5 / 7, Unit.MONTH: 21.0, Unit.HOUR: 1 / 8}
    return round(sum(leg.amount * each[leg.unit] for leg in parsed.legs))


def _same_day(term: str) -> bool:
    return working_days(term) == 0


def _course(dice: random.Random, term: str, fate: str, online: bool, weight: float) -> Course:
    planned = list(_planned(dice, term, fate, online))
    if fate not in {"stuck", "refused"} and dice.random() < NEVER_FETCHED:
        planned = [plan for plan in planned if plan[0] is not Action.HAND_OVER]
    rejected = any(action is Action.PROPOSE_REJECTION for action, _, _ in planned)
    decided = any(status is Status.SUBMITTED_FOR_SIGN for _, status, _ in planned)
    outcome = Dossier.Outcome.REJECTED if rejected else Dossier.Outcome.GRANTED
    at_counter = planned[-1][0] in {Action.FINISH_AT_COUNTER, Action.HAND_OVER}
    return Course(
        term,
        fate,
        online,
        weight,
        tuple(_timed(dice, planned)),
        cause=dice.choice(CAUSE_CODES) if dice.random() < 0.85 else "",
        outcome=outcome.value if decided or at_counter else "",
        digitised=dice.choice("111110"[not online :]) if dice.random() < 0.9 else "",
        e_result=dice.random() < (0.8 if online else 0.3),
        fee=dice.choice([0, 0, 8_000, 15_000, 50_000]),
    )


Plan = tuple[Action, Status, int]


def _planned(dice: random.Random, term: str, fate: str, online: bool) -> Iterator[Plan]:
    """Acts with the status they lead to and their working day."""
    sent = dice.choice([-1, 0]) if online else 0
    yield Action.SUBMIT, Status.SUBMITTED, sent
    if fate == "refused":
        yield Action.REFUSE, Status.REFUSED, 0
        return
    yield Action.RECEIVE, Status.RECEIVED, 0
    days = working_days(term)
    if days == 0:
        yield from _at_once(dice, fate)
    else:
        yield from _through_the_office(dice, fate, _length(dice, fate, days))


def _length(dice: random.Random, fate: str, days: int) -> int:
    """Working days from reception to the result, pauses apart."""
    if fate in {"late", "stuck"}:
        return days + dice.choice(OVERRUNS)
    if dice.random() < 0.3:
        return days
    return max(0, days - dice.randint(1, max(1, days * 2 // 3)))


def _at_once(dice: random.Random, fate: str) -> Iterator[Plan]:
    if fate == "withdrawn":
        yield Action.WITHDRAW, Status.WITHDRAWN, 0
    elif fate != "stuck":
        day = dice.choice([1, 1, 2]) if fate == "late" else 0
        yield Action.FINISH_AT_COUNTER, Status.RESULT_READY, day
        yield Action.HAND_OVER, Status.RETURNED_RESULT, day


def _through_the_office(dice: random.Random, fate: str, days: int) -> Iterator[Plan]:
    given = min(1, days // 3)
    yield Action.TRANSFER, Status.TRANSFERRED, 0
    if fate == "stuck" and dice.random() < 0.3:
        return
    yield Action.ASSIGN, Status.ASSIGNED, given
    if fate == "withdrawn":
        yield Action.WITHDRAW, Status.WITHDRAWN, max(given, days // 2)
        return
    if fate == "stopped":
        yield Action.STOP_FOR_GOOD, Status.STOPPED, max(given, days // 2)
        return
    if fate == "looped":
        asked = given + days // 4
        yield Action.ASK_SUPPLEMENT, Status.SUPPLEMENT, asked
        given = asked + dice.choice(PAUSES)
        days += given - asked
        yield Action.SUPPLY, Status.ASSIGNED, given
    if fate == "stuck" and dice.random() < 0.7:
        return
    yield from _decided(dice, fate, given, days)


def _decided(dice: random.Random, fate: str, given: int, days: int) -> Iterator[Plan]:
    drafted = max(given, days - 1 - days // 5)
    act = Action.PROPOSE_REJECTION if fate == "rejected" else Action.SUBMIT_FOR_SIGN
    yield act, Status.SUBMITTED_FOR_SIGN, drafted
    if fate == "stuck":
        return
    yield Action.SIGN, Status.SIGNED, max(drafted, days - dice.choice([0, 1]))
    yield Action.FINISH, Status.RESULT_READY, max(drafted, days)
    fetched = max(drafted, days) + dice.choice([0, 0, 1, 1, 2, 3, 6])
    yield Action.HAND_OVER, Status.RETURNED_RESULT, fetched


def _timed(dice: random.Random, planned: Sequence[Plan]) -> Iterator[Step]:
    """Hours: within a day they rise. At the counter submission and reception are one moment."""
    hours = _hours(dice, planned)
    for seq, (action, status, day) in enumerate(planned):
        slot = 1 if planned[0][2] == 0 and seq == 0 else seq
        yield Step(action, status, day, hours[seq], slot % 3)


def _hours(dice: random.Random, planned: Sequence[Plan]) -> list[str]:
    days = [day for _, _, day in planned]
    found: list[str] = []
    for day in sorted(set(days)):
        count = days.count(day) - (day == 0 == days[0])
        hours = sorted(dice.sample(HOURS, count)) if day >= 0 else [EVENING]
        found += [hours[0], *hours] if day == 0 == days[0] else hours
    return found
