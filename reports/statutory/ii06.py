"""Biểu số II.06a and II.06b/VPCP/KSTT (domain 6.1): what was received, solved and is left.

Its identities: 3 = 4 + 5 + 6, 7 = 8 + 9 + 10, 11 = 12 + 13, 3 = 7 + 11; column 6 of the next period
is column 11 of this one.
"""

from collections.abc import Iterator

from accounts.models import Unit
from reports.counting.figures import Figures
from reports.selections import OF_COMMUNES, OF_PROVINCE
from reports.statutory.asked import Asked, by_part, in_order, kind_of_root, part_name
from reports.statutory.sheet import Cell, Column, Kind, Row, RowKind

_TAKEN, _IN_PERIOD = "Số hồ sơ nhận giải quyết", "Trong kỳ"
_SOLVED, _OPEN = "Số lượng hồ sơ đã giải quyết", "Số lượng hồ sơ đang giải quyết"
_FIGURES = (
    Column("Tổng số", 8, groups=(_TAKEN,), number="(3)=(4)+(5)+(6)", measure="nhan"),
    Column("Trực tuyến", 8, groups=(_TAKEN, _IN_PERIOD), number="(4)", measure="truc-tuyen"),
    Column(
        "Trực tiếp, dịch vụ bưu chính", 9, groups=(_TAKEN, _IN_PERIOD), number="(5)",
        measure="khong-truc-tuyen",
    ),
    Column("Từ kỳ trước", 8, groups=(_TAKEN,), number="(6)", measure="ton-dau"),
    Column("Tổng số", 8, groups=(_SOLVED,), number="(7)=(8)+(9)+(10)", measure="da-giai-quyet"),
    Column("Trước hạn", 8, groups=(_SOLVED,), number="(8)", measure="truoc-han"),
    Column("Đúng hạn", 8, groups=(_SOLVED,), number="(9)", measure="dung-han"),
    Column("Quá hạn", 8, groups=(_SOLVED,), number="(10)", measure="qua-han"),
    Column("Tổng số", 8, groups=(_OPEN,), number="(11)=(12)+(13)", measure="con-lai"),
    Column("Trong hạn", 8, groups=(_OPEN,), number="(12)", measure="con-trong-han"),
    Column("Quá hạn", 8, groups=(_OPEN,), number="(13)", measure="con-qua-han"),
)  # fmt: skip
_ORDINAL = Column("TT", 5, Kind.ORDER, number="(1)")
BY_FIELD = (
    _ORDINAL,
    Column("Lĩnh vực, công việc giải quyết theo cấp", 34, Kind.TEXT, number="(2)"),
    *_FIGURES,
)
BY_UNIT = (_ORDINAL, Column("Đơn vị", 34, Kind.TEXT, number="(2)"), *_FIGURES)
_LEVELS = {OF_PROVINCE: "cấp tỉnh", OF_COMMUNES: "cấp xã"}
NOTES = (
    "Cột (9) có cả hồ sơ không quy định thời hạn, hồ sơ xin rút và hồ sơ dừng giải quyết hẳn.",
    "Cột (12) có cả hồ sơ tạm dừng để chờ bổ sung giấy tờ, chờ nộp phí hoặc chờ xác minh.",
    "Không tính hồ sơ từ chối tiếp nhận và hồ sơ chưa tiếp nhận.",
)


def cells(figures: Figures) -> tuple[Cell, ...]:
    """Columns 3 to 13."""
    return (
        figures.carried_in + figures.received,
        figures.received_online,
        figures.received_direct + figures.received_post,
        figures.carried_in,
        figures.closed,
        figures.closed_early,
        figures.closed_on_time,
        figures.closed_late,
        figures.open_end,
        figures.open_in_time,
        figures.late_end,
    )


def rows_by_field(asked: Asked) -> list[Row]:
    """Of each level its fields, with what they add up to before them."""
    levels: dict[str, dict[int, list[Figures]]] = {OF_PROVINCE: {}, OF_COMMUNES: {}}
    for (root, field), figures in asked.totals("root_unit_id", "field_id").items():
        province = kind_of_root(root) == Unit.Kind.PROVINCE
        fields = levels[OF_PROVINCE if province else OF_COMMUNES]
        fields.setdefault(field, []).append(figures)
    lettered = zip("AB", ((level, found) for level, found in levels.items() if found), strict=False)
    rows = [
        row for letter, (level, found) in lettered for row in _level(asked, letter, level, found)
    ]
    whole = Figures.added(
        figures for fields in levels.values() for one in fields.values() for figures in one
    )
    return [*rows, _row("", "Tổng cộng", whole, asked.base.query(), RowKind.TOTAL)]


def _level(asked: Asked, letter: str, level: str, found: dict[int, list[Figures]]) -> Iterator[Row]:
    of_province = kind_of_root(asked.scope.office.root_id) == Unit.Kind.PROVINCE
    about = asked.base.but(level=level if of_province and asked.scope.is_whole else "")
    whole = Figures.added(figures for rows in found.values() for figures in rows)
    name = f"TTHC thuộc phạm vi giải quyết của {_LEVELS[level]}"
    yield _row(letter, name, whole, about.query(), RowKind.GROUP)
    for number, field in enumerate(in_order(set(found)), start=1):
        yield _row(
            number, field.name, Figures.added(found[field.id]), about.but(field=field.id).query()
        )


def rows_by_unit(asked: Asked) -> list[Row]:
    found = by_part(asked)
    rows = [
        _row(number, part_name(part), figures, asked.base.but(scope=part).query())
        for number, (part, figures) in enumerate(found, start=1)
    ]
    whole = Figures.added(figures for _, figures in found)
    return [*rows, _row("", "Tổng cộng", whole, asked.base.query(), RowKind.TOTAL)]


def _row(
    ordinal: int | str, name: str, figures: Figures, about: str, kind: RowKind = RowKind.ROW
) -> Row:
    return Row((ordinal, name, *cells(figures)), kind, about)
