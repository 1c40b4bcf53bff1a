"""A report of a period that is over, kept as it was first drawn up."""

import io
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from accounts.offices import offices
from portal.lib.dates import local_day
from portal.lib.files import put_by_hash, read_stored
from portal.lib.tables import Cell
from reports.counting.refreshing import OVERLAP
from reports.models import ReportFile, ReportSnapshot
from reports.periods import Period
from reports.scope import Scope
from reports.statutory.sheet import Column, Kind, Row, RowKind, Sheet
from reports.statutory.sheets import sheet


def sheet_of(job: ReportFile, at: datetime) -> tuple[Sheet, ReportSnapshot | None]:
    """The report and the snapshot it is from; none as long as its figures can change."""
    subject = _subject(job)
    kept = ReportSnapshot.objects.filter(**subject).first()
    if kept is None:
        period = Period(job.first, job.last)
        scope = Scope(offices()[job.unit_id])
        drawn = sheet(job.report, scope, period, job.field_id or None, at)
        if not _is_settled(drawn, period):
            return drawn, None
        kept = _keep(drawn, subject, at)
    return _decoded(read_stored(kept.storage_key)), kept


def _subject(job: ReportFile) -> dict[str, Any]:
    return {
        "report": job.report, "unit_id": job.unit_id, "first": job.first, "last": job.last,
        "field_id": job.field_id,
    }  # fmt: skip


def _is_settled(drawn: Sheet, period: Period) -> bool:
    """What is written at midnight is surely counted by then."""
    until = drawn.counted_until
    return until is not None and period.is_over(local_day(until - OVERLAP))


def _keep(drawn: Sheet, subject: dict[str, Any], at: datetime) -> ReportSnapshot:
    """Of two that freeze at once the first is the one."""
    content = put_by_hash(io.BytesIO(_encoded(drawn)), "json")
    kept, _ = ReportSnapshot.objects.get_or_create(
        **subject, defaults={"storage_key": content.key, "made_at": at}
    )
    return kept


def _encoded(drawn: Sheet) -> bytes:
    text = json.dumps(asdict(drawn), default=_tagged, ensure_ascii=False, sort_keys=True)
    return text.encode()


def _tagged(value: date | datetime | Decimal) -> dict[str, str]:
    """What JSON has no word for, with the name of its type."""
    return {type(value).__name__: str(value)}


_READERS: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "Decimal": Decimal,
}


def _untagged(found: dict[str, Any]) -> Any:
    name, value = next(iter(found.items()))
    return _READERS[name](value) if name in _READERS else found


def _decoded(content: bytes) -> Sheet:
    found = json.loads(content, object_hook=_untagged)
    found["columns"] = tuple(_column(**column) for column in found["columns"])
    found["rows"] = tuple(_row(**row) for row in found["rows"])
    found["notes"] = tuple(found["notes"])
    return Sheet(**found)


def _column(*, kind: str, groups: list[str], **others: Any) -> Column:
    return Column(kind=Kind(kind), groups=tuple(groups), **others)


def _row(*, cells: list[Cell], kind: str, about: str) -> Row:
    return Row(tuple(cells), RowKind(kind), about)
