"""What each calendar says itself, and what an office gets from it and all above it.

Pure values. A lineage is the layers from the office up to the country, the nearest first: hours
come from the nearest layer that has any, a date from the nearest that names it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from worktime.calendars import (
    SAME_DAY_CUTOFF,
    DayKind,
    Opening,
    PausePolicy,
    SpecialDay,
    WorkCalendar,
)


class DayName(NamedTuple):
    """Why a date differs: its name, and the decision or law that says so."""

    name: str
    decision: str
    kind: DayKind


@dataclass(frozen=True, slots=True)
class NamedDay:
    special: SpecialDay
    name: str
    decision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of one calendar, which its heirs do not take over."""

    cutoff_time: time = SAME_DAY_CUTOFF
    cutoff_for_all: bool = False
    pause_policy: PausePolicy = PausePolicy.REMAINING_WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Layer:
    hours: tuple[Opening, ...] = ()
    days: Mapping[date, NamedDay] = field(default_factory=dict)


Lineage = Sequence[Layer]


def hours_of(lineage: Lineage) -> tuple[Opening, ...]:
    return next((layer.hours for layer in lineage if layer.hours), ())


def days_of(lineage: Lineage) -> dict[date, NamedDay]:
    days: dict[date, NamedDay] = {}
    for layer in reversed(lineage):
        days |= layer.days
    return days


def worked_weekly(lineage: Lineage, day: date) -> bool:
    """By the hours of its weekday, whatever the date itself is."""
    return any(
        opening.weekday == day.weekday() and opening.is_valid_on(day)
        for opening in hours_of(lineage)
    )


def names_of(lineage: Lineage) -> dict[date, DayName]:
    return {
        day: DayName(named.name, named.decision, named.special.kind)
        for day, named in days_of(lineage).items()
    }


def tables_of(
    lineage: Lineage, rules: Rules, *, version: int = 0, version_id: int = 0
) -> WorkCalendar:
    """Raises ValueError when the hours are missing, overlap or run backwards."""
    return WorkCalendar(
        hours_of(lineage),
        {day: named.special for day, named in days_of(lineage).items()},
        cutoff=rules.cutoff_time,
        cutoff_for_all=rules.cutoff_for_all,
        pause_policy=rules.pause_policy,
        version=version,
        version_id=version_id,
    )


def make_up_days_on_holidays(lineage: Lineage) -> Iterator[tuple[date, str]]:
    """Dates worked by the nearest layer that names them, with the holiday above them."""
    for number, layer in enumerate(lineage):
        above = days_of(lineage[number + 1 :])
        for day, named in layer.days.items():
            holiday = above.get(day)
            if (
                named.special.kind is DayKind.WORK
                and holiday
                and holiday.special.kind is DayKind.OFF
            ):
                yield day, holiday.name
