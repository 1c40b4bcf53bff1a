"""Time allowed by law, as a value: `15 WORKING_DAY`, `2 MONTH + 15 WORKING_DAY`, `SAME_DAY`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Unit(StrEnum):
    """What a stretch of legal time is counted in (domain 5.1)."""

    WORKING_DAY = "WORKING_DAY"
    DAY = "DAY"
    HOUR = "HOUR"
    MONTH = "MONTH"


UNIT_NAMES = {
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.HOUR: "giờ làm việc",
    Unit.MONTH: "tháng",
}
_SAME_DAY = "SAME_DAY"
_NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a term: at least 1 of its unit."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a term counts at least 1 {self.unit}, not {self.amount}")

    @classmethod
    def parse(cls, text: str) -> Self:
        amount, _, unit = text.strip().partition(" ")
        if not amount.isdecimal() or unit.strip() not in Unit.__members__:
            raise ValueError(f"not a term: {text!r}; write for example '15 WORKING_DAY'")
        return cls(int(amount), Unit(unit.strip()))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    def describe(self) -> str:
        return f"{self.amount} {UNIT_NAMES[self.unit]}"


@dataclass(frozen=True, slots=True)
class Term:
    """The legs are counted in order, each from the end of the one before.

    `same_day` is "trong ngày" and has no legs. Neither legs nor same day: no due date.
    """

    legs: tuple[Leg, ...] = ()
    same_day: bool = False

    def __post_init__(self) -> None:
        if self.same_day and self.legs:
            raise ValueError("a same-day term has no legs")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The inverse of `str()`; the empty text is no term. Raises ValueError."""
        text = text.strip().upper()
        if text in {"", _NONE}:
            return cls()
        if text == _SAME_DAY:
            return cls(same_day=True)
        return cls(tuple(Leg.parse(leg) for leg in text.split("+")))

    @property
    def is_none(self) -> bool:
        return not self.legs and not self.same_day

    def __str__(self) -> str:
        if self.same_day:
            return _SAME_DAY
        return " + ".join(map(str, self.legs)) or _NONE

    def describe(self) -> str:
        """In the citizen's words: `2 tháng và 15 ngày làm việc`."""
        if self.same_day:
            return "trong ngày"
        if not self.legs:
            return "không có hạn"
        *first, last = (leg.describe() for leg in self.legs)
        return f"{', '.join(first)} và {last}" if first else last
