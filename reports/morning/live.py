"""Open dossiers at this moment, counted by the database in three queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, Q, Value

from dossiers.models import SupplementRequest
from dossiers.workflow import BEFORE_RECEPTION, WAITING_FOR_CITIZEN
from reports.morning.question import Question
from reports.open_now import OpenCounts, in_hand, open_counts
from reports.selections import CAUSE_GIVEN

Key = TypeVar("Key")
_OFFICE = ("root_unit_id", "in_charge_id")
_PERSON = ("assignee__username", "assignee__full_name", "assignee__unit_id")


@dataclass(frozen=True)
class Holder:
    username: str  # empty: nobody
    name: str
    unit_id: int | None


@dataclass(frozen=True)
class Open:
    """Of everything, by unit of the scope, and by who holds it."""

    whole: OpenCounts
    by_unit: Mapping[int, OpenCounts]
    by_holder: Mapping[Holder, OpenCounts]
    causes: Mapping[str, int]  # of the late ones, by code
    without_cause: int
    waiting_ends: int


def open_now(question: Question) -> Open:
    people = names_people(question)
    lines = open_counts(question.asked, question.at, by=_OFFICE + (_PERSON if people else ()))
    causes, without = _causes(question)
    return Open(
        whole=OpenCounts.added(lines.values()),
        by_unit=_by(lines, lambda line: question.scope.part_of(line[0], line[1])),
        by_holder=_by(lines, lambda line: Holder(line[2] or "", line[3] or "", line[4]))
        if people
        else {},
        causes=causes,
        without_cause=without,
        waiting_ends=_waiting_ends(question),
    )


def names_people(question: Question) -> bool:
    """A province looks at its communes, not at their people."""
    return len(question.scope.roots) < 2


def _by(
    lines: Mapping[tuple[Any, ...], OpenCounts], key: Callable[[tuple[Any, ...]], Key]
) -> dict[Key, OpenCounts]:
    found: dict[Key, list[OpenCounts]] = {}
    for line, counts in lines.items():
        found.setdefault(key(line), []).append(counts)
    return {name: OpenCounts.added(several) for name, several in found.items()}


def _causes(question: Question) -> tuple[dict[str, int], int]:
    """Late ones by the cause given since, and how many have none."""
    late = in_hand(question.asked, question.at).late_on(question.today).order_by()
    given = Count(Value(1), filter=CAUSE_GIVEN)
    lines = list(late.values("late_cause").annotate(late=Count("*"), given=given))
    causes = {line["late_cause"]: line["given"] for line in lines if line["given"]}
    return causes, sum(line["late"] - line["given"] for line in lines)


def _waiting_ends(question: Question) -> int:
    """Found from the few requests that nobody has answered."""
    last = question.scope.office.calendar.add_working_days(question.today, 2)
    asked = SupplementRequest.objects.filter(answered_at=None, due_on__lte=last)
    waiting = Q(status__in=sorted(WAITING_FOR_CITIZEN - BEFORE_RECEPTION))
    found = in_hand(question.asked, question.at).filter(waiting)
    return found.filter(pk__in=asked.values("dossier_id")).count()
