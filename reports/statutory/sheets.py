"""Where a report is asked for: what each kind consists of, and what stands around its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Unit
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from reports.counting.figures import counted_until
from reports.periods import Period
from reports.scope import Scope
from reports.selections import Selection
from reports.statutory import (
    causes,
    digitised,
    fees,
    ii06,
    late,
    online,
    people,
    progress,
    ratings,
)
from reports.statutory.asked import Asked
from reports.statutory.kinds import KINDS
from reports.statutory.sheet import Column, Row, Sheet

_NOT_COUNTED = "Số liệu chưa được tính lần nào. Chờ vài phút rồi mở lại trang này"
_DOSSIERS = "Số hồ sơ TTHC"


@dataclass(frozen=True)
class Content:
    columns: tuple[Column, ...]
    rows: Callable[[Asked], list[Row]]
    notes: tuple[str, ...]
    counted_in: str = ""
    list_of: Callable[[Asked], Selection] | None = None


CONTENTS: dict[str, Content] = {
    "ii-06a": Content(ii06.BY_FIELD, ii06.rows_by_field, ii06.NOTES, _DOSSIERS),
    "ii-06b": Content(ii06.BY_UNIT, ii06.rows_by_unit, ii06.NOTES, _DOSSIERS),
    "ii-07a": Content(causes.COLUMNS, causes.rows, causes.NOTES, _DOSSIERS),
    "tien-do": Content(progress.COLUMNS, progress.rows, progress.NOTES),
    "qua-han": Content(late.COLUMNS, late.rows, late.NOTES, list_of=late.late_ones),
    "can-bo": Content(people.COLUMNS, people.rows, people.NOTES),
    "so-hoa": Content(digitised.COLUMNS, digitised.rows, digitised.NOTES),
    "truc-tuyen": Content(online.COLUMNS, online.rows, online.NOTES),
    "phi": Content(fees.FEES, fees.fee_rows, fees.FEES_NOTES),
    "thanh-toan": Content(fees.PAYMENTS, fees.payment_rows, fees.PAYMENTS_NOTES),
    "hai-long": Content(ratings.COLUMNS, ratings.rows, ratings.NOTES),
}


def sheet(kind: str, scope: Scope, period: Period, field: int | None, at: datetime) -> Sheet:
    """The report of that kind as it is at that moment.

    `KeyError` for a kind there is none of; `Refused` when it cannot be made of that unit, or before
    anything was counted.
    """
    named, content = KINDS[kind], CONTENTS[kind]
    until = counted_until()
    if until is None:
        raise Refused("not_counted", _NOT_COUNTED)
    asked = Asked(scope, period, field if named.by_field else None, at, until)
    unit = Unit.objects.select_related("parent").get(pk=scope.office.id)
    return Sheet(
        title=named.heading,
        period=_words(period),
        reporter=unit.name,
        receiver=unit.parent.name if unit.parent else unit.superior,
        columns=content.columns,
        rows=tuple(content.rows(asked)),
        form=named.form,
        basis=named.basis,
        counted_in=content.counted_in,
        notes=content.notes,
        counted_until=until,
        is_list=content.list_of is not None,
        about=content.list_of(asked).query() if content.list_of else "",
    )


def _words(period: Period) -> str:
    """`Quý IV/2026 (từ ngày 01/10/2026 đến ngày 31/12/2026)`."""
    days = f"từ ngày {short_day(period.first)} đến ngày {short_day(period.last)}"
    named = period.words
    return f"{named} ({days})" if not named.startswith("Từ") else days.capitalize()
