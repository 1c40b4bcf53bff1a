"""Kết quả giải quyết of a month as everybody may see it: the figures of the reports, protected.

Only whole months, once their last hours are surely counted: their figures never change any more,
so nothing can be subtracted from an earlier state. Only what came in and what ended: with
balances, a month could be worked out from its neighbours. Never office by procedure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from django.utils.translation import gettext as _

from accounts.offices import offices, serving_office
from portal.lib.dates import local_day, midnight
from portal.lib.errors import Refused
from portal.lib.kept import Kept
from procedures.memory import catalogue
from reports.counting.figures import Figures, counted_until, totals
from reports.counting.refreshing import OVERLAP
from reports.measures.public.protection import (
    PARTS,
    PROCEDURE,
    UNIT,
    WHOLE,
    Place,
    Protection,
    Row,
)
from reports.measures.shares import NOTHING, Share
from reports.models import PeriodFigures
from reports.periods import DAY, Period, month_of
from reports.scope import Scope

RECEIVED = ("received_direct", "received_online", "received_post")
CLOSED = ("closed_early", "closed_on_time", "closed_late")
MOST_MONTHS = 36


@dataclass(frozen=True)
class Line:
    """None is hidden. The last of each four is the total of the three before it."""

    code: str
    name: str
    received: tuple[int | None, ...] = (0,) * (PARTS + 1)
    closed: tuple[int | None, ...] = (0,) * (PARTS + 1)

    @property
    def in_time(self) -> Share:
        """Before or on the day, of all that ended; not known where the late ones are hidden."""
        late, ended = self.closed[-2:]
        return NOTHING if late is None or ended is None else Share(ended - late, ended)

    @property
    def is_hidden(self) -> bool:
        """Neither how many came nor how many ended can be shown."""
        return self.received[-1] is None and self.closed[-1] is None


@dataclass(frozen=True)
class Results:
    period: Period
    office: str
    whole: Line
    units: list[Line]
    procedures: list[Line]


def months() -> list[Period]:
    """Those that are over and counted, the newest first."""
    office, until = serving_office(), counted_until()
    if office is None or until is None:
        return []
    rows = PeriodFigures.objects.filter(Scope(office).condition).order_by("bucket")
    earliest: date | None = rows.values_list("bucket", flat=True).first()
    if earliest is None:
        return []
    return list(islice(_backwards(local_day(until - OVERLAP), earliest), MOST_MONTHS))


def _backwards(today: date, earliest: date) -> Iterator[Period]:
    """Whole months before `today` down to that of `earliest`."""
    last = today.replace(day=1) - DAY
    while last >= earliest:
        yield month_of(last.year, last.month)
        last = last.replace(day=1) - DAY


def read_month(text: str, known: list[Period]) -> Period:
    """`2026-10`; without any the newest. `Refused` for what is not published."""
    if not known:
        raise Refused(
            "nothing_yet",
            _("Chưa có tháng nào để công bố. Số liệu một tháng có từ ngày đầu tháng sau"),
        )
    found = (one for one in known if not text or month_code(one) == text)
    period = next(found, None)
    if period is None:
        raise Refused("month", _("Chọn một tháng trong danh sách"), field="thang")
    return period


def month_code(period: Period) -> str:
    return f"{period.first:%Y-%m}"


def results_of(period: Period) -> Results:
    """Of a month of `months()`; kept in memory for some minutes."""
    office = serving_office()
    return _kept(office.id if office else 0, period)()


@lru_cache(MOST_MONTHS)
def _kept(office_id: int, period: Period) -> Kept[Results]:
    return Kept(lambda: _drawn_up(Scope(offices()[office_id]), period), "RESULTS_KEPT_SECONDS")


def _drawn_up(scope: Scope, period: Period) -> Results:
    rows = _by_place(scope, period)
    received, closed = (_protected(rows, columns) for columns in (RECEIVED, CLOSED))

    def line(row: Row, code: str, name: str) -> Line:
        return Line(code, name, tuple(received.shown(row)), tuple(closed.shown(row)))

    known, all_offices = catalogue().procedures, offices()
    units = [
        line((UNIT, pk), all_offices[pk].code, all_offices[pk].short_name)
        for pk in {unit for unit, _ in rows}
    ]
    procedures = [
        line((PROCEDURE, pk), known[pk].code, known[pk].title) for pk in {pk for _, pk in rows}
    ]
    whole = line(WHOLE, scope.office.code, scope.office.short_name)
    return Results(period, scope.office.name, whole, _ordered(units), _ordered(procedures))


def _by_place(scope: Scope, period: Period) -> dict[Place, list[Figures]]:
    until = midnight(period.last + DAY)
    found = totals(scope, period, until, by=("root_unit_id", "in_charge_id", "procedure_id"))
    places: dict[Place, list[Figures]] = {}
    for (root, in_charge, procedure), figures in found.items():
        if figures.received or figures.closed:
            places.setdefault((scope.part_of(root, in_charge), procedure), []).append(figures)
    return places


def _protected(rows: Mapping[Place, Iterable[Figures]], columns: tuple[str, ...]) -> Protection:
    sums = {
        place: tuple(sum(getattr(one, name) for one in figures) for name in columns)
        for place, figures in rows.items()
    }
    return Protection({place: counts for place, counts in sums.items() if any(counts)})


def _ordered(lines: list[Line]) -> list[Line]:
    """By what is shown: the order must not tell what is hidden."""
    return sorted(lines, key=lambda one: (-(one.received[-1] or 0), one.name, one.code))
