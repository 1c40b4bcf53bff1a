"""A report as it is written down: the official head, its columns, its notes, who signs."""

from collections.abc import Iterator
from datetime import datetime

from portal.lib.dates import full_clock
from portal.lib.tables import Layout, Strong
from portal.lib.tables import Row as Line
from reports.statutory.sheet import Row, RowKind, Sheet

MADE_BY = "Lập từ hệ thống Một cửa số"
MISSING = "—"
_SIGNERS = ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ")
PIECE = 500  # rows
WIDEST_A4 = 200  # characters that can be read across the sheet


def layout_of(sheet: Sheet, *, frozen_at: datetime | None) -> Layout:
    """`frozen_at`: when its figures were settled; empty as long as they can change."""
    units = f"Đơn vị báo cáo: {sheet.reporter}"
    if sheet.form:
        units += f". Đơn vị nhận báo cáo: {sheet.receiver}"
    below = [f"Kỳ báo cáo: {sheet.period}", units]
    if sheet.counted_in:
        below.append(f"Đơn vị tính: {sheet.counted_in}")
    width = sum(column.width for column in sheet.columns)
    return Layout(
        title=sheet.title.upper(),
        superior=sheet.receiver.upper(),
        office=sheet.reporter.upper(),
        columns=sheet.columns,
        form=[line for line in (sheet.form, sheet.basis) if line],
        below=below,
        notes=(*sheet.notes, _how_final(sheet, frozen_at)),
        paper="A4" if width < WIDEST_A4 else "A3",
        signers=_SIGNERS if sheet.form else (),
        missing=MISSING,
        sheet="Biểu" if sheet.form else "Bảng",
        made_by=MADE_BY,
        is_list=sheet.is_list,
    )


def pieces_of(sheet: Sheet) -> Iterator[list[Line]]:
    for first in range(0, len(sheet.rows), PIECE):
        yield [_line(row) for row in sheet.rows[first : first + PIECE]]


def _line(row: Row) -> Line:
    """Headings inside the table and sums are bold; a heading without sums has no dashes."""
    if row.kind == RowKind.ROW:
        return row.cells
    if row.kind == RowKind.GROUP:
        return Strong("" if cell is None else cell for cell in row.cells)
    return Strong(row.cells)


def _how_final(sheet: Sheet, frozen_at: datetime | None) -> str:
    if frozen_at:
        return f"Số liệu đã chốt lúc {full_clock(frozen_at)}, lập lại về sau không đổi."
    until = f" đến {full_clock(sheet.counted_until)}" if sheet.counted_until else ""
    return f"Số liệu tạm tính{until}, kỳ báo cáo chưa kết thúc."
