"""Neighbouring dates that are alike, joined."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from itertools import groupby
from typing import Protocol, TypeVar


class Dated(Protocol):
    @property
    def date(self) -> date: ...


Day = TypeVar("Day", bound=Dated)


def runs(days: Iterable[Day], alike: Callable[[Day], Hashable]) -> list[list[Day]]:
    """In order of their dates; a run ends where a date is missing or `alike` changes."""
    ordered = enumerate(sorted(days, key=lambda day: day.date))
    # In a run of neighbours the date minus the place stays the same.
    joined = groupby(ordered, lambda item: (item[1].date.toordinal() - item[0], alike(item[1])))
    return [[day for _, day in found] for _, found in joined]
