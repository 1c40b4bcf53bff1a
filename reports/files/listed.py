"""What a list of leaders has to say about itself to become a file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from accounts.models import Unit, User
from portal.lib.dates import full_clock
from portal.lib.errors import Refused
from portal.lib.tables import Column, Layout, Row
from reports.files.drawing import MADE_BY
from reports.periods import Period
from reports.scope import Scope

MOST = 1_000_000
PIECE = 1_000  # rows
_TOO_LONG = (
    "Danh sách này có hơn 1.000.000 dòng, quá dài cho một tệp. "
    "Chọn kỳ ngắn hơn, một đơn vị hoặc một lĩnh vực, rồi xuất lại"
)


class Listed(Protocol):
    """A selection of one of the lists."""

    @property
    def scope(self) -> Scope: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def measure(self) -> str: ...
    def query(self) -> str: ...


@dataclass(frozen=True)
class ListKind:
    """`page`: the URL name of the list on screen. `empty`, `kept`: sentences for who asks."""

    title: str
    page: str
    empty: str
    kept: str
    columns: tuple[Column, ...]
    read: Callable[[Mapping[str, str], User, datetime], Any]
    rows: Callable[[Any, datetime], QuerySet[Any]]
    pieces: Callable[[Any, Any, datetime], Iterator[list[Row]]]
    label: Callable[[str], str]  # of a measure

    def title_of(self, measure: str) -> str:
        return f"{self.title}: {self.label(measure)}"

    def layout(self, one: Listed, at: datetime) -> Layout:
        unit = Unit.objects.select_related("parent").get(pk=one.scope.office.id)
        period = f"{one.period.words}. " if one.period else ""
        return Layout(
            title=self.title_of(one.measure).upper(),
            superior=(unit.parent.name if unit.parent else unit.superior).upper(),
            office=unit.name.upper(),
            columns=self.columns,
            below=[f"{period}Số liệu lúc {full_clock(at)}"],
            paper="A3",
            sheet="Danh sách",
            made_by=MADE_BY,
            is_list=True,
        )


def number_of(rows: QuerySet[Any]) -> int:
    """`Refused` for more than a file holds; nothing is counted further."""
    number = rows.order_by()[: MOST + 1].count()
    if number > MOST:
        raise Refused("list_too_long", _TOO_LONG)
    return number
