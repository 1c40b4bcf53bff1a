"""Numbers about citizens' reports: a count, and the list of exactly what it counts."""

from django.urls import reverse

from portal.lib.money import dots
from reports.citizen_reports.selections import ReportSelection
from reports.lists.tables import Cell
from reports.numbers import Number


def list_of(selection: ReportSelection) -> str:
    """The address of the reports that a selection counts."""
    return f"{reverse('reports:citizen-report-list')}?{selection.query()}"


def number(count: int, selection: ReportSelection, of: str) -> Number:
    return Number(count, list_of(selection) if count else "", of, noun="phản ánh")


def cell(count: int, selection: ReportSelection, kind: str = "") -> Cell:
    """A number that leads to what it counts; nothing has no list."""
    return Cell(dots(count), list_of(selection) if count else "", kind if count else "")
