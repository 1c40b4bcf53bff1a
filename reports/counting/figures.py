"""Figures of any period, read from the summary rows and, for odd days, from the dossiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports.periods import Period
from reports.scope import Scope


@dataclass(frozen=True)
class Figures:
    """The sums of `PeriodFigures` over a period; `open_end` and `late_end` at its end."""

    received_direct: int = 0
    received_online: int = 0
    received_post: int = 0
    received_full: int = 0
    online_full: int = 0
    received_partial: int = 0
    online_partial: int = 0
    digitised: int = 0
    digitised_known: int = 0
    with_fee: int = 0
    closed_early: int = 0
    closed_on_time: int = 0
    closed_late: int = 0
    withdrawn: int = 0
    stopped: int = 0
    rejected: int = 0
    e_results: int = 0
    days_taken: int = 0
    days_known: int = 0
    late_began: int = 0
    late_ended: int = 0
    open_end: int = 0
    late_end: int = 0

    @property
    def received(self) -> int:
        return self.received_direct + self.received_online + self.received_post

    @property
    def closed(self) -> int:
        return self.closed_early + self.closed_on_time + self.closed_late

    @property
    def carried_in(self) -> int:
        """Open when the period began: column 6 of II.06a."""
        return self.open_end + self.closed - self.received

    @property
    def open_in_time(self) -> int:
        return self.open_end - self.late_end


def counted_until() -> datetime | None:
    """Up to when everything is counted; None before the first time."""
    raise NotImplementedError


def totals(
    scope: Scope,
    period: Period,
    until: datetime,
    *,
    by: Sequence[str] = (),
    field: int | None = None,
    procedure: int | None = None,
) -> dict[tuple[int, ...], Figures]:
    """Figures of the period by the named columns (`root_unit_id`, `in_charge_id`, `procedure_id`,
    `field_id`); one query. Without any, the one key is `()`, and it is always there.

    `until` is what `counted_until()` said; days after it have nothing yet.
    """
    raise NotImplementedError


def late_by_day(scope: Scope, first: date, last: date) -> list[tuple[date, int]]:
    """How many were late at the end of each day, by the ledger as it stood then. One query."""
    raise NotImplementedError


def received_and_closed_by_week(
    scope: Scope, first: date, last: date, until: datetime
) -> list[tuple[date, int, int]]:
    """Of each week that has a day in the period: its Monday, how many were received and closed."""
    raise NotImplementedError
