"""Tables with a row for each field, of what its procedures offer and received."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from procedures.memory import ProcedureFacts, catalogue
from reports.counting.figures import Figures
from reports.statutory.asked import Asked, in_order
from reports.statutory.sheet import Cell, Row, RowKind


@dataclass
class Services:
    """Procedures that can be asked for now, and figures of those that were, by procedure."""

    offered: list[ProcedureFacts] = field(default_factory=list)
    came: dict[int, Figures] = field(default_factory=dict)

    def add(self, procedure_id: int, figures: Figures) -> None:
        known = self.came.get(procedure_id, Figures())
        self.came[procedure_id] = Figures.added([known, figures])


def rows_by_field(asked: Asked, cells: Callable[[Services], tuple[Cell, ...]]) -> list[Row]:
    whole, found = Services(), defaultdict[int, Services](Services)
    for one in catalogue().procedures.values():
        if one.received_here and one.can_be_chosen and asked.field in {None, one.field_id}:
            for services in (whole, found[one.field_id]):
                services.offered.append(one)
    for (procedure, field_id), figures in asked.totals("procedure_id", "field_id").items():
        for services in (whole, found[field_id]):
            services.add(procedure, figures)
    rows = [
        Row((one.name, *cells(found[one.id])), about=asked.base.but(field=one.id).query())
        for one in in_order(set(found))
    ]
    return [*rows, Row(("Tổng cộng", *cells(whole)), RowKind.TOTAL, asked.base.query())]
