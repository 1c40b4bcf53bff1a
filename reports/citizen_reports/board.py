"""Everything the page about citizens' reports counts: what is open now, and the period."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple, Self, TypeVar

from django.db.models import Count, Min

from feedback.figures import ReportFigures, figures
from reports.citizen_reports.measures import (
    LATE,
    LATE_ANSWER,
    LATE_WHOLE,
    OPEN,
    SOON,
    UNASSIGNED,
    condition,
)
from reports.citizen_reports.selections import ReportSelection

Key = TypeVar("Key", bound=Hashable)
_NUMBERS = {
    LATE: "late",
    LATE_ANSWER: "late_answer",
    LATE_WHOLE: "late_whole",
    SOON: "soon",
    OPEN: "open",
    UNASSIGNED: "unassigned",
}


class Place(NamedTuple):
    """What lines are counted by."""

    root_unit_id: int
    unit_id: int
    category__code: str
    category__name: str
    area__code: str | None
    area__name: str | None


@dataclass(frozen=True)
class OpenReports:
    """Numbers of the measures of this moment; `longest`: the first promise of an answer that is
    broken and still not made good."""

    late: int = 0
    late_answer: int = 0
    late_whole: int = 0
    soon: int = 0
    open: int = 0
    unassigned: int = 0
    longest: datetime | None = None

    def of(self, measure: str) -> int:
        return int(getattr(self, _NUMBERS[measure]))

    @classmethod
    def added(cls, several: Iterable["OpenReports"]) -> Self:
        rows = list(several)
        sums = map(sum, zip(*map(_counts, rows), strict=True))
        waiting = (row.longest for row in rows if row.longest)
        named: dict[str, Any] = dict(zip(_NUMBERS.values(), sums, strict=False))  # none of no rows
        return cls(**named, longest=min(waiting, default=None))


_counts = attrgetter(*_NUMBERS.values())


@dataclass(frozen=True)
class Counted:
    now: OpenReports
    period: ReportFigures


@dataclass(frozen=True)
class Board:
    """Counts of the reports of `asked`, as finely as any table of the page needs them."""

    asked: ReportSelection
    now: Mapping[Place, OpenReports]
    period: Mapping[Place, ReportFigures]

    @classmethod
    def of(cls, asked: ReportSelection, at: datetime) -> Self:
        """Three queries."""
        found = figures(asked.everything(), *Place._fields, at=at)
        period = {Place(*key): one for key, one in found.items()}
        return cls(asked, open_reports(asked, at), period)

    def by(self, key: Callable[[Place], Key]) -> dict[Key, Counted]:
        """The same, added up by what `key` says of a line."""
        now: dict[Key, list[OpenReports]] = defaultdict(list)
        period: dict[Key, list[ReportFigures]] = defaultdict(list)
        for place, one in self.now.items():
            now[key(place)].append(one)
        for place, of_period in self.period.items():
            period[key(place)].append(of_period)
        return {
            one: Counted(
                OpenReports.added(now.get(one, [])), ReportFigures.added(period.get(one, []))
            )
            for one in now.keys() | period.keys()
        }

    def whole(self) -> Counted:
        return self.by(lambda _: None).get(None, Counted(OpenReports(), ReportFigures()))


def open_reports(asked: ReportSelection, at: datetime) -> dict[Place, OpenReports]:
    """One query, answered from the open ones alone."""
    numbers: dict[str, Any] = {
        name: Count("pk", filter=condition(slug, at)) for slug, name in _NUMBERS.items()
    }
    late = condition(LATE_ANSWER, at)
    rows = asked.of_now(OPEN).everything().open().order_by().values(*Place._fields)
    found = rows.annotate(**numbers, longest=Min("answer_due_at", filter=late))
    return {Place(*(row.pop(name) for name in Place._fields)): OpenReports(**row) for row in found}
