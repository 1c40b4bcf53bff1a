"""Making the PDF of a waiting batch: claim the row, draw, read every code back, keep the file."""

import logging
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from io import BytesIO

from portal.lib.files import put_by_hash
from procedures.boards.drawing import SHAPES, draw
from procedures.boards.reading import differences
from procedures.models import BoardBatch

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
TRIES = 5
NAMED = 12  # codes named in a refusal
State = BoardBatch.State


def make_boards(number: int, *, at: datetime) -> None:
    """Draws the batch unless somebody else holds it or it is done.

    A code that cannot be read refuses the whole batch. Anything else that fails (a full disk, a
    missing library) is raised; the row waits on and is tried again when the lease has run out.
    """
    rows = BoardBatch.objects.filter(number=number, attempts__lt=TRIES)
    if not rows.claim(at=at, lease=LEASE):
        return
    batch = BoardBatch.objects.get(number=number)
    pdf = draw(batch)
    error = refusal(batch, pdf)
    if error:
        _finish(batch, State.REFUSED, error=error)
        logger.warning("boards %s refused: %s", batch, error)
    else:
        _finish(batch, State.READY, file_key=put_by_hash(BytesIO(pdf), "pdf").key)


def give_up(at: datetime) -> int:
    """Refuses what was tried in vain often enough; how many."""
    tired = BoardBatch.objects.waiting(at).filter(attempts__gte=TRIES)
    error = f"Máy chủ không vẽ được bảng sau {TRIES} lần. Xin báo người quản trị máy chủ."
    return tired.update(state=State.REFUSED, error=error)


def refusal(batch: BoardBatch, pdf: bytes) -> str:
    """Why the PDF must not be printed, with the codes named; empty when every code was read."""
    faces = SHAPES[BoardBatch.Layout(batch.layout)].faces
    sheets: defaultdict[int, Counter[str]] = defaultdict(Counter)
    names = {}
    for cell in batch.cells.select_related("code"):
        sheets[cell.sheet][cell.address] += faces
        names[cell.address] = cell.code.code
    numbers = list(sheets)
    wrong = differences(pdf, list(sheets.values()))
    if not wrong:
        return ""
    told = [
        f"{names.get(address, 'mã lạ')} (tờ {numbers[min(index, len(numbers) - 1)]})"
        for index, address in wrong[:NAMED]
    ]
    more = f" và {len(wrong) - NAMED} mã khác" if len(wrong) > NAMED else ""
    return f"Quét thử bản in không đúng ở: {', '.join(told)}{more}."


def _finish(batch: BoardBatch, state: State, **fields: str) -> None:
    BoardBatch.objects.filter(pk=batch.pk, state=State.WAITING).update(state=state, **fields)
