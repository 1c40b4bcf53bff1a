"""Printed boards that no longer say what their codes say, and why."""

from collections import defaultdict
from collections.abc import Iterable

from procedures.models import BoardBatch, BoardCell
from procedures.qr import address_prefix


def outdated(batches: Iterable[BoardBatch]) -> dict[int, list[str]]:
    """Reasons by number of the batch; one that is up to date is not there."""
    ready = [batch.pk for batch in batches if batch.state == BoardBatch.State.READY]
    cells = BoardCell.objects.filter(batch__in=ready).outdated(address_prefix())
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for cell in cells.select_related("batch", "code"):
        told = reasons[cell.batch.number]
        if (reason := _reason(cell)) not in told:
            told.append(reason)
    return dict(reasons)


def _reason(cell: BoardCell) -> str:
    if cell.code.retired_at is not None:
        return f"Mã {cell.code} đã ngừng dùng"
    if cell.title != cell.code.title:
        return f"{cell.code} nay là “{cell.code.title}”"
    return "Địa chỉ của cổng đã đổi"
