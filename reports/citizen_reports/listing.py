"""One page of the reports behind a number."""

from dataclasses import dataclass
from datetime import datetime

from feedback.models.report import ReportQuerySet
from portal.lib.pages import keyset_page
from reports.citizen_reports.measures import MEASURES
from reports.citizen_reports.rows import ReportRow, columns, rows_of
from reports.citizen_reports.selections import ReportSelection

PAGE_SIZE = 50


@dataclass(frozen=True)
class Listing:
    rows: list[ReportRow]
    previous: str
    next: str


def listing(
    selection: ReportSelection, found: ReportQuerySet, at: datetime, *, cursor: str = ""
) -> Listing:
    """`found` are reports of the selection. What waits longest comes first, what came last."""
    of_now = MEASURES[selection.measure].of_now
    key = "next_due" if of_now else "received_at"
    page = keyset_page(columns(found), key, cursor=cursor, size=PAGE_SIZE, newest_first=not of_now)
    return Listing(
        rows_of(page.rows, at),
        previous=_address(selection, page.previous_cursor),
        next=_address(selection, page.next_cursor),
    )


def _address(selection: ReportSelection, cursor: str) -> str:
    return f"?{selection.query()}&trang={cursor}" if cursor else ""
