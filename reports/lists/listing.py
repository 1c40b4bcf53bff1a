"""One page of the dossiers behind a number: never counted further than a page can use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Perm
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import TRANSITIONS, Status, Transition
from portal.lib.money import dots
from portal.lib.pages import keyset_page
from reports.lists.rows import ListRow, columns, rows_of
from reports.models import Reminder
from reports.selections import MEASURES, Selection

PAGE_SIZE = 50
COUNTED = 1_000  # more than so many are "hơn 1.000"


@dataclass(frozen=True)
class BulkAct:
    """A button of the bar for ticked rows. `url`: the name of the address it posts to."""

    value: str
    label: str
    url: str


@dataclass(frozen=True)
class Listing:
    rows: list[ListRow]
    acts: list[BulkAct]
    previous: str
    next: str


def listing(
    selection: Selection,
    found: DossierQuerySet,
    at: datetime,
    user: User,
    *,
    cursor: str = "",
    size: int = PAGE_SIZE,
) -> Listing:
    """`found` are dossiers of the selection. What waits longest comes first, what happened last."""
    measure = MEASURES[selection.measure]
    page = keyset_page(
        columns(found), measure.key, cursor=cursor, size=size, newest_first=not measure.of_now
    )
    return Listing(
        rows_of(page.rows, at, permissions=user.permissions),
        bulk_acts(page.rows, user),
        previous=_address(selection, page.previous_cursor),
        next=_address(selection, page.next_cursor),
    )


def _address(selection: Selection, cursor: str) -> str:
    return f"?{selection.query()}&trang={cursor}" if cursor else ""


def number_of(found: QuerySet[Any]) -> int:
    """At most one more than `COUNTED`."""
    return found.order_by()[: COUNTED + 1].count()


def number_words(number: int) -> str:
    return f"hơn {dots(COUNTED)}" if number > COUNTED else dots(number)


def bulk_acts(lines: Iterable[Any], user: User) -> list[BulkAct]:
    """What this person may do about at least one of the rows."""
    still_open = [line for line in lines if line.closed_at is None]
    acts = []
    if Perm.DIRECT in user.permissions and still_open:
        acts += [BulkAct(kind.value, str(kind.label), "reports:remind") for kind in Reminder.Kind]
    return acts + [
        BulkAct(row.action, row.label, "dossiers:bulk")
        for row in TRANSITIONS
        if row.from_above and row.who & user.permissions
        if any(_may_give(row, line, user) for line in still_open)
    ]


def _may_give(row: Transition, line: Any, user: User) -> bool:
    """Heads give out what their office holds, leaders what any office of the commune holds."""
    if user.unit is None or Status(line.status) not in row.sources:
        return False
    if line.unit_id == user.unit_id:
        return True
    leads = user.unit.root_id is None and Perm.SIGN in user.permissions
    return leads and line.root_unit_id == user.unit_id
