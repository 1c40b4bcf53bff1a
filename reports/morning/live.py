"""Open dossiers at this moment, counted by the database in two queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, F, Value

from accounts.offices import offices
from dossiers.models.dossier import DossierQuerySet
from reports.morning.question import Question
from reports.now_rows import CAUSE_GIVEN, LATE, WAITING_ENDS
from reports.open_now import OpenCounts, open_counts, open_dossiers

Key = TypeVar("Key")
_ENDS = "-"  # beside the codes of causes
_OFFICE = ("in_charge_id",)  # with it alone the index answers without the table
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
    people, known, part_of = question.scope.is_local, offices(), question.scope.part_of
    lines = open_counts(question.asked, question.at, by=_OFFICE + (_PERSON if people else ()))
    causes, without, ends = _asides(question)
    return Open(
        whole=OpenCounts.added(lines.values()),
        by_unit=_by(lines, lambda line: part_of(known[line[0]].root_id, line[0])),
        by_holder=_by(lines, lambda line: Holder(line[1] or "", line[2] or "", line[3]))
        if people
        else {},
        causes=causes,
        without_cause=without,
        waiting_ends=ends,
    )


def late_now(question: Question) -> DossierQuerySet:
    return open_dossiers(question.asked, LATE, question.at)


def _by(
    lines: Mapping[tuple[Any, ...], OpenCounts], key: Callable[[tuple[Any, ...]], Key]
) -> dict[Key, OpenCounts]:
    found: dict[Key, list[OpenCounts]] = {}
    for line, counts in lines.items():
        found.setdefault(key(line), []).append(counts)
    return {name: OpenCounts.added(several) for name, several in found.items()}


def _asides(question: Question) -> tuple[dict[str, int], int, int]:
    """Late ones by the cause given since, how many have none, and how many citizens' dates end
    soon: one query for all."""
    late = late_now(question).order_by()
    given = Count(Value(1), filter=CAUSE_GIVEN)
    causes = late.annotate(kind=F("late_cause")).values("kind").annotate(late=Count("*"), of=given)
    waiting = open_dossiers(question.asked, WAITING_ENDS, question.at).order_by()
    ends = waiting.annotate(kind=Value(_ENDS)).values("kind")
    both = causes.union(ends.annotate(late=Count("*"), of=Value(0)), all=True)
    lines = {kind: (late, of) for kind, late, of in both.values_list("kind", "late", "of")}
    soon, _ = lines.pop(_ENDS, (0, 0))
    return {kind: of for kind, (_, of) in lines.items() if of}, _missing(lines), soon


def _missing(lines: Mapping[str, tuple[int, int]]) -> int:
    return sum(late - given for late, given in lines.values())
