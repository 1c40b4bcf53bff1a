"""Mức độ hài lòng by unit (domain 6.2). Nobody can rate yet: every figure is not known."""

from reports.statutory.asked import Asked
from reports.statutory.sheet import Column, Kind, Row, RowKind

COLUMNS = (
    Column("Đơn vị", 34, Kind.TEXT),
    Column("Lượt đánh giá"),
    Column("Rất hài lòng"),
    Column("Hài lòng"),
    Column("Không hài lòng"),
    Column("Tỷ lệ hài lòng (%)", kind=Kind.RATE),
)
NOTES = ("Chưa có số liệu đánh giá của người dân.",)
_UNKNOWN = (None,) * (len(COLUMNS) - 1)


def rows(asked: Asked) -> list[Row]:
    lines = [Row((part.words, *_UNKNOWN)) for part in asked.scope.parts if not part.alone]
    return [*lines, Row(("Tổng cộng", *_UNKNOWN), RowKind.TOTAL)]
