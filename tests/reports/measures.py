"""Summary rows as tests of ratios, of the index and of public results need them."""

from datetime import date

from procedures.models import Procedure
from reports.models import Counted, PeriodFigures
from tests.factories import Commune, at

OCTOBER = date(2026, 10, 1)
COUNTED = at("2026-11-23 07:30")


def counted(when: str = "2026-11-23 07:30") -> None:
    Counted.objects.create(until=at(when))


def did(
    commune: Commune, procedure: Procedure, *, bucket: date = OCTOBER, unit: int = 0, **counts: int
) -> PeriodFigures:
    """What an office (the one for civil status) did of a procedure in half a month."""
    return PeriodFigures.objects.create(
        bucket=bucket,
        root_unit_id=commune.root.pk,
        in_charge_id=unit or commune.justice.pk,
        procedure_id=procedure.pk,
        field_id=procedure.field_id,
        **counts,
    )
