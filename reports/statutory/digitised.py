"""Số hóa: papers with a file at reception, results with an electronic copy (domain 6.2)."""

from decimal import Decimal

from reports.counting.figures import Figures
from reports.measures.ratios import DIGITISED, E_RESULTS
from reports.measures.shares import Share
from reports.measures.targets import targets_of
from reports.statutory.asked import Asked, by_part, part_name
from reports.statutory.sheet import Cell, Column, Kind, Row, RowKind

_PAPERS, _RESULTS = "Số hóa khi tiếp nhận", "Số hóa kết quả"
COLUMNS = (
    Column("Đơn vị", 30, Kind.TEXT),
    Column("Tiếp nhận", measure="tiep-nhan"),
    Column("Chưa số hóa TPHS", groups=(_PAPERS,), measure="chua-so-hoa"),
    Column("Có số hóa TPHS", groups=(_PAPERS,), measure="so-hoa"),
    Column("Chưa ghi nhận", groups=(_PAPERS,), measure="chua-ro-so-hoa"),
    Column("Có tái sử dụng thành phần", groups=(_PAPERS,)),
    Column("Có tái sử dụng từ Cổng DVC quốc gia", 12, groups=(_PAPERS,)),
    Column("Tỷ lệ (%)", kind=Kind.RATE, groups=(_PAPERS,)),
    Column("Đạt chỉ tiêu", kind=Kind.TEXT, groups=(_PAPERS,)),
    Column("Đã giải quyết", measure="da-giai-quyet"),
    Column("Chưa số hóa", groups=(_RESULTS,), measure="kq-chua-dien-tu"),
    Column("Đã số hóa", groups=(_RESULTS,), measure="kq-dien-tu"),
    Column("Tỷ lệ (%)", kind=Kind.RATE, groups=(_RESULTS,)),
    Column("Đạt chỉ tiêu", kind=Kind.TEXT, groups=(_RESULTS,)),
)
NOTES = (
    "TPHS: thành phần hồ sơ. Có số hóa khi mọi giấy tờ của hồ sơ có bản số lúc tiếp nhận.",
    "Tỷ lệ số hóa khi tiếp nhận tính trên hồ sơ có ghi nhận.",
    "Chưa có số liệu về việc dùng lại thành phần hồ sơ đã số hóa.",
)
_Targets = dict[str, Decimal]


def rows(asked: Asked) -> list[Row]:
    targets = targets_of(asked.scope, asked.period.last)
    found = by_part(asked)
    lines = [
        Row((part_name(part), *_cells(figures, targets)), about=asked.base.but(scope=part).query())
        for part, figures in found
    ]
    whole = _cells(Figures.added(figures for _, figures in found), targets)
    return [*lines, Row(("Tổng cộng", *whole), RowKind.TOTAL, asked.base.query())]


def _cells(figures: Figures, targets: _Targets) -> tuple[Cell, ...]:
    papers = Share(figures.digitised, figures.digitised_known).value
    results = Share(figures.e_results, figures.closed).value
    return (
        figures.received,
        figures.digitised_known - figures.digitised,
        figures.digitised,
        figures.received - figures.digitised_known,
        None,
        None,
        papers,
        _reached(papers, targets.get(DIGITISED)),
        figures.closed,
        figures.closed - figures.e_results,
        figures.e_results,
        results,
        _reached(results, targets.get(E_RESULTS)),
    )


def _reached(value: Decimal | None, target: Decimal | None) -> str | None:
    """Nothing to say without a figure or a target."""
    if value is None or target is None:
        return None
    return "Đạt" if value >= target else "Không đạt"
