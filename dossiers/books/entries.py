"""The rows of Sổ theo dõi hồ sơ (domain 4.9), read in pieces: two queries for each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q

from accounts.identity import show_phone
from accounts.offices import OfficeFacts, offices
from dossiers.models import Dossier, DossierEvent
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import LABELS, WITH_RESULT, Action, Status
from portal.lib.dates import local_day, short_day
from portal.lib.tables import Row

PIECE = 500  # rows
_COLUMNS = (
    "pk", "code", "received_on", "arrived_at", "due_at", "reappointed_at", "closed_at",
    "timeliness", "handed_over_at", "handed_over_to", "status", "outcome", "summary",
    "applicant_name", "address", "phone", "subject_name", "subject_address", "delivery",
    "receiving_unit_id", "procedure_version__name", "procedure_version__sets",
)  # fmt: skip
_FINISHING = (Action.FINISH, Action.FINISH_AT_COUNTER)


@dataclass
class _Way:
    """Where a dossier went from the counter, and when its result came back."""

    sent_on: date | None = None
    sent_to: int | None = None
    back_on: date | None = None


def received_in(unit_id: int | OuterRef, year: int) -> DossierQuerySet:
    """Everything the office received in that year."""
    return Dossier.objects.filter(
        receiving_unit_id=unit_id,
        received_on__gte=date(year, 1, 1),
        received_on__lte=date(year, 12, 31),
    )


def book_rows(unit_id: int, year: int) -> Iterator[list[Row]]:
    """Pieces of the book in the order of reception, each read when it is asked for."""
    number, known = 0, offices()
    last: Any = None
    while piece := _piece(received_in(unit_id, year), last):
        ways = _ways([row.pk for row in piece])
        yield [
            _row(number + place, row, ways.get(row.pk, _Way()), known)
            for place, row in enumerate(piece, start=1)
        ]
        number, last = number + len(piece), piece[-1]


def _piece(book: DossierQuerySet, last: Any) -> Sequence[Any]:
    if last is not None:
        later = Q(received_on__gt=last.received_on) | Q(code__gt=last.code)
        book = book.filter(later, received_on__gte=last.received_on)
    rows = book.order_by("received_on", "code").values_list(*_COLUMNS, named=True)
    return list(rows[:PIECE])


def _ways(dossier_ids: list[int]) -> dict[int, _Way]:
    """By the first transfer and the result, whatever happened in between."""
    events = DossierEvent.objects.filter(
        dossier_id__in=dossier_ids, action__in=(Action.TRANSFER, *_FINISHING)
    )
    ways: dict[int, _Way] = {}
    rows = events.order_by("dossier_id", "seq").values_list("dossier_id", "action", "at", "unit_id")
    for dossier_id, action, at, unit_id in rows:
        way = ways.setdefault(dossier_id, _Way())
        if action in _FINISHING:
            way.back_on = local_day(at)
        elif way.sent_on is None:
            way.sent_on, way.sent_to = local_day(at), unit_id
    return ways


def _row(number: int, row: Any, way: _Way, known: Mapping[int, OfficeFacts]) -> Row:
    """In the order of `layout.FOLLOW_UP_COLUMNS`."""
    solver = known.get(way.sent_to or row.receiving_unit_id)
    at_counter = way.sent_on is None and way.back_on is None
    return (
        number,
        row.code,
        _content(row.procedure_version__name, row.summary),
        row.procedure_version__sets,
        row.subject_name or row.applicant_name,
        _contact(row),
        solver.short_name if solver and not at_counter else "",
        _day(row.arrived_at) or row.received_on,
        _day(row.due_at),
        way.sent_on,
        way.back_on,
        _day(row.handed_over_at),
        Dossier.Delivery(row.delivery).label,
        row.handed_over_to,
        _remark(row),
    )


def _content(name: str, summary: str) -> str:
    return name if summary in {"", name} else f"{name}; {summary}"


def _contact(row: Any) -> str:
    address = row.subject_address if row.subject_name and row.subject_address else row.address
    phone = show_phone(row.phone) if row.phone else ""
    return "; ".join(part for part in (address, phone) if part)


def _day(at: datetime | None) -> date | None:
    return local_day(at) if at else None


def _remark(row: Any) -> str:
    """How it ended when not with what was asked for; whether that was late (domain 5.4)."""
    status, remarks = Status(row.status), []
    if row.closed_at and status not in WITH_RESULT:
        remarks.append(LABELS[status].staff)
    if row.outcome == Dossier.Outcome.REJECTED and status in WITH_RESULT:
        remarks.append("Không đủ điều kiện")
    if row.reappointed_at:
        remarks.append(f"Hẹn lại {short_day(row.reappointed_at)}")
    if row.timeliness == Dossier.Timeliness.LATE:
        remarks.append("Quá hạn")
    return "; ".join(remarks)
