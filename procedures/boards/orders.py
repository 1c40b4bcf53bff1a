"""Ordering boards: which codes, on which sheets, under the next number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from accounts.models import User
from portal.lib.errors import Refused
from portal.lib.queues import ring
from procedures.boards.drawing import SHAPES
from procedures.models import BoardBatch, BoardCell, Field, QrCode
from procedures.qr import address_of
from procedures.tasks import make_waiting_boards

Kind = QrCode.Kind
_TRIES = 5  # so many others may take the same number at the same moment


class Content(models.TextChoices):
    """What to print."""

    EVERYTHING = "tron-bo", "Trọn bộ: các lĩnh vực và mọi thủ tục có mã"
    FIELDS = "linh-vuc", "Các lĩnh vực"
    PROCEDURES = "thu-tuc", "Mọi thủ tục có mã"
    ONE_FIELD = "mot-linh-vuc", "Thủ tục của một lĩnh vực"
    PLACES = "noi-phuc-vu", "Quầy và bàn hướng dẫn"
    PICKED = "chon-ma", "Những mã tự chọn"


@dataclass(frozen=True)
class Order:
    """`field` goes with ONE_FIELD, `picked` with PICKED."""

    layout: BoardBatch.Layout
    content: Content
    field: Field | None = None
    picked: Sequence[QrCode] = ()

    def runs(self) -> list[list[QrCode]]:
        """The codes to print; another run begins on another sheet."""
        live = QrCode.objects.live().order_by("board_order", "code")
        if self.content == Content.PICKED:
            return [list(self.picked)]
        if self.content == Content.ONE_FIELD:
            return [list(live.filter(procedure__field=self.field))]
        kinds = {
            Content.EVERYTHING: [Kind.FIELD, Kind.PROCEDURE],
            Content.FIELDS: [Kind.FIELD],
            Content.PROCEDURES: [Kind.PROCEDURE],
            Content.PLACES: [Kind.PLACE],
        }
        return [list(live.filter(kind=kind)) for kind in kinds[self.content]]

    def title(self, count: int) -> str:
        if self.content == Content.PICKED:
            codes = ", ".join(code.code for code in self.picked[:6])
            return f"{codes} và {count - 6} mã khác" if count > 6 else codes
        if self.content == Content.ONE_FIELD and self.field:
            return f"Lĩnh vực {self.field.name}, {count} mã"
        return f"{self.content.label}, {count} mã"


def next_number() -> int:
    return (BoardBatch.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def order_boards(order: Order, *, by: User, at: datetime) -> BoardBatch:
    """Writes the batch with its cells; a worker draws it. The number is never used again."""
    runs = [run for run in order.runs() if run]
    if not runs:
        raise Refused(
            "no_codes", "Chưa có mã nào như vậy để in. Chọn nội dung khác", field="content"
        )
    for _ in range(_TRIES):
        try:
            return _write(order, runs, next_number(), by=by, at=at)
        except IntegrityError:
            continue
    raise Refused("busy", "Nhiều người cùng in bảng một lúc. Xin bấm lại", conflict=True)


@transaction.atomic
def _write(
    order: Order, runs: list[list[QrCode]], number: int, *, by: User, at: datetime
) -> BoardBatch:
    batch = BoardBatch.objects.create(
        number=number,
        layout=order.layout,
        title=order.title(sum(map(len, runs))),
        made_at=at,
        made_by=by,
        not_before=at,
    )
    size = SHAPES[order.layout].cells
    sheets = [run[start : start + size] for run in runs for start in range(0, len(run), size)]
    first = 0 if len(runs) > 1 else 1  # the sheet of the fields comes before the numbered ones
    placed = [(sheet, code) for sheet, codes in enumerate(sheets, first) for code in codes]
    BoardCell.objects.bulk_create(
        BoardCell(
            batch=batch,
            sheet=sheet,
            order=place,
            code=code,
            title=code.title,
            address=address_of(code.code, number),
        )
        for place, (sheet, code) in enumerate(placed, start=1)
    )
    transaction.on_commit(partial(ring, make_waiting_boards, number))
    return batch
