"""Batches of boards as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from portal.lib.badges import Badge
from portal.lib.dates import clock, short_day
from portal.lib.money import dots
from procedures.boards.outdated import outdated
from procedures.models import BoardBatch, BoardCell, QrScan

State = BoardBatch.State
SHOWN_REASONS = 3


BADGES = {
    State.WAITING: Badge(kind="info", icon="loader", text="Đang làm bảng"),
    State.READY: Badge(kind="ok", icon="circle-check", text="Sẵn sàng in"),
    State.REFUSED: Badge(kind="late", icon="alert-circle", text="Không cho in"),
}
OUTDATED = Badge(kind="warn", icon="alert-triangle", text="Đã cũ, nên in lại")


@dataclass(frozen=True)
class BatchRow:
    number: int
    name: str
    title: str
    layout: str
    sheets: int
    codes: int
    made: str
    by: str
    badge: Badge
    waiting: bool
    ready: bool
    error: str
    reasons: list[str]
    more_reasons: int


def batch_rows(batches: Sequence[BoardBatch]) -> list[BatchRow]:
    """Three queries, however many batches."""
    cells = BoardCell.objects.filter(batch__in=list(batches)).order_by()
    counted = cells.values("batch").annotate(
        codes=Count("pk"), sheets=Count("sheet", distinct=True)
    )
    sizes = {row["batch"]: (row["codes"], row["sheets"]) for row in counted}
    old = outdated(batches)
    return [_row(batch, sizes[batch.pk], old.get(batch.number, [])) for batch in batches]


def _row(batch: BoardBatch, size: tuple[int, int], reasons: list[str]) -> BatchRow:
    codes, sheets = size
    state = State(batch.state)
    return BatchRow(
        number=batch.number,
        name=f"Đợt {batch}",
        title=batch.title,
        layout=batch.get_layout_display(),
        sheets=sheets,
        codes=codes,
        made=f"{clock(batch.made_at)} {short_day(batch.made_at)}",
        by=str(batch.made_by or ""),
        badge=OUTDATED if reasons else BADGES[state],
        waiting=state == State.WAITING,
        ready=state == State.READY,
        error=batch.error,
        reasons=reasons[:SHOWN_REASONS],
        more_reasons=max(0, len(reasons) - SHOWN_REASONS),
    )


@dataclass(frozen=True)
class CellRow:
    sheet: int
    code: str
    title: str
    scans: str


def cell_rows(batch: BoardBatch) -> list[CellRow]:
    """What is on the sheets, with the scans made from them."""
    scans = QrScan.objects.filter(placement=batch.number).values("code").order_by()
    counts = dict(scans.annotate(total=Sum("count")).values_list("code", "total"))
    return [
        CellRow(cell.sheet, cell.code.code, cell.title, dots(counts.get(cell.code_id, 0)))
        for cell in batch.cells.select_related("code")
    ]
