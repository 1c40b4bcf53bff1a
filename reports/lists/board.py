"""Everything that one page of tables counts, asked for once: what is open now, and the period."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from reports.counting.figures import Figures, totals
from reports.open_now import OpenCounts, open_counts
from reports.selections import Selection

Key = TypeVar("Key", bound=Hashable)
UNITS, FIELDS, PROCEDURES = ("root_unit_id", "in_charge_id"), ("field_id",), ("procedure_id",)
PEOPLE = ("assignee__username", "assignee__full_name", "assignee__unit_id")  # of open ones alone
_Row = Mapping[str, Any]


@dataclass(frozen=True)
class Counted:
    """`figures` is None before anything was counted, or without a period."""

    open: OpenCounts
    figures: Figures | None


@dataclass(frozen=True)
class Board:
    """Counts of the dossiers of `asked`, as finely as the columns that were named."""

    asked: Selection
    now: Sequence[tuple[_Row, OpenCounts]]
    period: Sequence[tuple[_Row, Figures]] | None

    @classmethod
    def of(cls, asked: Selection, at: datetime, *columns: str) -> "Board":
        found = open_counts(asked, at, by=columns)
        now = [(dict(zip(columns, key, strict=True)), one) for key, one in found.items()]
        return cls(asked, now, _period(asked, [one for one in columns if one not in PEOPLE]))

    def by(self, key: Callable[[_Row], Key]) -> dict[Key, Counted]:
        """The same, added up by what `key` says of a row."""
        now: dict[Key, list[OpenCounts]] = defaultdict(list)
        for row, counts in self.now:
            now[key(row)].append(counts)
        figures: dict[Key, list[Figures]] = defaultdict(list)
        for row, one in self.period or ():
            figures[key(row)].append(one)
        return {
            one: Counted(
                OpenCounts.added(now.get(one, [])),
                None if self.period is None else Figures.added(figures.get(one, [])),
            )
            for one in now.keys() | figures.keys()
        }

    def whole(self) -> Counted:
        found = self.by(lambda _: None)
        empty = Counted(OpenCounts(), None if self.period is None else Figures())
        return found.get(None, empty)


def _period(asked: Selection, columns: list[str]) -> Sequence[tuple[_Row, Figures]] | None:
    if asked.until is None or asked.period is None:
        return None
    found = totals(
        asked.scope, asked.period, asked.until,
        by=columns, field=asked.field, procedure=asked.procedure,
    )  # fmt: skip
    return [(dict(zip(columns, key, strict=True)), one) for key, one in found.items()]
