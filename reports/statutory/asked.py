"""What a report is asked about, and where its figures come from."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Count
from django.utils import timezone

from accounts.offices import offices
from procedures.memory import FieldFacts, catalogue
from reports.counting import figures
from reports.counting.figures import Figures
from reports.periods import Period
from reports.scope import Scope
from reports.selections import Selection


@dataclass(frozen=True)
class Asked:
    """`until`: up to when the figures are counted."""

    scope: Scope
    period: Period
    field: int | None
    at: datetime
    until: datetime

    @property
    def base(self) -> Selection:
        """Everything of the report; what is counted is still to be said."""
        running = not self.period.is_over(timezone.localdate(self.until))
        until = self.until if running else None
        return Selection(self.scope, "", self.period, until=until, field=self.field)

    def totals(self, *by: str) -> dict[tuple[int, ...], Figures]:
        return figures.totals(self.scope, self.period, self.until, by=by, field=self.field)

    def counts(self, measure: str, *by: str) -> Counter[tuple[int, ...]]:
        """Of what no summary row tells, from the dossiers themselves. One query."""
        rows = self.base.but(measure=measure).dossiers(self.at).order_by()
        found = rows.values_list(*by).annotate(number=Count("pk"))
        return Counter({tuple(key): number for *key, number in found})


def by_part(asked: Asked) -> list[tuple[Scope, Figures]]:
    """Every unit, also those without anything; what a commune or province answers for itself,
    without an office, only with something."""
    found = figures.by_part(asked.scope, asked.period, asked.until, field=asked.field)
    return [
        (part, found.get(part.office.id, Figures()))
        for part in asked.scope.parts
        if not part.alone or part.office.id in found
    ]


def part_name(part: Scope) -> str:
    return f"{part.words}, không qua phòng nào" if part.alone else part.words


def in_order(field_ids: set[int]) -> list[FieldFacts]:
    """As the catalogue lists them."""
    known = catalogue().fields
    return sorted((known[pk] for pk in field_ids), key=attrgetter("order", "name"))


def kind_of_root(root_unit_id: int) -> str:
    """`Unit.Kind`: of a province or a commune."""
    return offices()[root_unit_id].kind
