"""Points of indicators and what they add up to, as far as it is known. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.measures.shares import MISSING, NOTHING, Share, comma, hundredth


@dataclass(frozen=True)
class Line:
    """One indicator. `points` None: not known, "—", never 0. `slug` leads to what is behind it."""

    number: int
    slug: str
    label: str
    means: str
    most: Decimal
    points: Decimal | None
    share: Share = NOTHING
    note: str = ""

    @property
    def points_words(self) -> str:
        return MISSING if self.points is None else comma(hundredth(self.points))

    @property
    def most_words(self) -> str:
        return comma(self.most)

    @property
    def lost(self) -> Decimal:
        """What it falls short of, where that is known."""
        return Decimal() if self.points is None else self.most - self.points


@dataclass(frozen=True)
class Score:
    """Of several lines: between `low` (what is missing earns nothing) and `high` (everything)."""

    low: Decimal
    high: Decimal
    most: Decimal

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Score":
        lines = list(lines)
        low = sum((line.points for line in lines if line.points is not None), Decimal())
        missing = sum((line.most for line in lines if line.points is None), Decimal())
        return cls(low, low + missing, sum((line.most for line in lines), Decimal()))

    @property
    def missing(self) -> Decimal:
        return self.high - self.low

    @property
    def known_words(self) -> str:
        """`31,5 trên 40`: of what can be counted; nothing can: "—"."""
        known = self.most - self.missing
        return f"{comma(hundredth(self.low))} trên {comma(known)}" if known else MISSING

    @property
    def words(self) -> str:
        """`87,25`, `từ 41,2 đến 87,2`."""
        low, high = (comma(hundredth(value)) for value in (self.low, self.high))
        return low if not self.missing else f"từ {low} đến {high}"

    def grade(self, grades: Iterable[tuple[str, Decimal]], lowest: str) -> str:
        """The name both ends have, `grades` being the best first; empty while they differ."""
        steps = list(grades)
        ends = {
            next((name for name, points in steps if value >= points), lowest)
            for value in (self.low, self.high)
        }
        return ends.pop() if len(ends) == 1 else ""


def points_for(share: Share, most: Decimal, full_at: Decimal) -> Decimal | None:
    """In step with the share, full from `full_at` percent on; None where the share is unknown."""
    if share.part is None:
        return None
    return most * min(Decimal(1), share.part * 100 / full_at)
