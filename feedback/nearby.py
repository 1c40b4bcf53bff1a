"""Open reports around a point that may be the same matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.models import Category, Report


@dataclass(frozen=True)
class Near:
    report: Report
    metres: int


def nearby(
    lat: float,
    long: float,
    category: Category,
    *,
    at: datetime,
    limit: int = 5,
    for_staff: bool = False,
) -> Sequence[Near]:
    """Nearest first; for citizens only what is public."""
    raise NotImplementedError
