"""Which office answers for a report: the most exact row of the routes, and why."""

from dataclasses import dataclass

from accounts.models import Unit
from feedback.models import Category
from geo.models import Area


@dataclass(frozen=True)
class Routed:
    """`trace` tells each step in words, the last one decided."""

    unit: Unit
    trace: tuple[str, ...]


def routed(root_unit: Unit, category: Category, area: Area | None) -> Routed:
    """The office with the reasons, as the test bench of the settings shows them."""
    raise NotImplementedError


def unit_for(root_unit: Unit, category: Category, area: Area | None) -> Unit:
    return routed(root_unit, category, area).unit
