"""What stands around the rows of a book: its title, its columns, who keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Literal

from django.utils import timezone

from accounts.models import Unit
from papers.circulars import form_in_force

Cell = str | int | date | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Column:
    """`width` is in characters of a spreadsheet; on paper all of them share the sheet."""

    heading: str
    width: int
    group: str = ""  # the heading above it, over all neighbours of the same group
    kind: Literal["text", "day", "number"] = "text"


@dataclass(frozen=True)
class Head:
    """A heading and over how many columns it stands; one without columns below has two rows."""

    text: str
    first: int
    span: int
    tall: bool


@dataclass(frozen=True)
class Layout:
    """A book as it is written down, whatever it is written to."""

    title: str
    subtitle: str
    form: str  # Mẫu 07, Thông tư ...; empty: a book of the office's own
    superior: str
    office: str
    columns: Sequence[Column]

    @property
    def heads(self) -> list[Head]:
        """The upper row of headings, from left to right."""
        found, place = [], 0
        for (group, _), columns in groupby(enumerate(self.columns), key=self._place):
            members = list(columns)
            text = group or members[0][1].heading
            found.append(Head(text, place, len(members), tall=not group))
            place += len(members)
        return found

    @staticmethod
    def _place(numbered: tuple[int, Column]) -> tuple[str, int]:
        """Columns of one group are one place, every other column is its own."""
        number, column = numbered
        return (column.group, -1) if column.group else ("", number)


FOLLOW_UP_COLUMNS = (
    Column("STT", 6, kind="number"),
    Column("Mã hồ sơ", 22),
    Column("Tên TTHC / Nội dung hồ sơ", 36),
    Column("Số lượng hồ sơ (bộ)", 8, kind="number"),
    Column("Tên cá nhân, tổ chức (chủ hồ sơ)", 21),
    Column("Địa chỉ, số điện thoại", 26),
    Column("Cơ quan chủ trì giải quyết", 18),
    Column("Nhận hồ sơ", 12, "Ngày, tháng, năm", "day"),
    Column("Hẹn trả kết quả", 12, "Ngày, tháng, năm", "day"),
    Column("Chuyển hồ sơ đến cơ quan giải quyết", 12, "Ngày, tháng, năm", "day"),
    Column("Nhận kết quả từ cơ quan giải quyết", 12, "Ngày, tháng, năm", "day"),
    Column("Ngày, tháng, năm", 12, "Trả kết quả", "day"),
    Column("Phương thức nhận kết quả", 14, "Trả kết quả"),
    Column("Ký nhận", 16, "Trả kết quả"),
    Column("Ghi chú", 14),
)
RESULT_COLUMNS = (
    Column("Số vào sổ", 8, kind="number"),
    Column("Ngày vào sổ", 12, kind="day"),
    Column("Số, ký hiệu", 18),
    Column("Ngày ban hành", 12, kind="day"),
    Column("Trích yếu", 44),
    Column("Người ký", 20),
    Column("Chủ hồ sơ", 22),
    Column("Mã hồ sơ", 22),
    Column("Bản giấy", 8),
    Column("Bản điện tử", 9),
    Column("Mã kiểm tra", 16),
)


def follow_up_book(unit: Unit, year: int) -> Layout:
    """Sổ theo dõi hồ sơ: Mẫu 07, or Mẫu 06 of the older set, as the end of the year asks for."""
    end = timezone.make_aware(datetime(year, 12, 31, 12))  # noqa: DTZ001 - made aware
    form = form_in_force("mau-07", end)
    return _book(form.title, unit, year, FOLLOW_UP_COLUMNS, form=form.source)


def result_book(unit: Unit, year: int) -> Layout:
    """Sổ kết quả: one register for papers and electronic results."""
    return _book("Sổ kết quả giải quyết thủ tục hành chính", unit, year, RESULT_COLUMNS)


def _book(
    title: str, unit: Unit, year: int, columns: Sequence[Column], *, form: str = ""
) -> Layout:
    root = unit.root or unit
    superior = root.superior if root == unit else root.name
    return Layout(
        title=title.upper(),
        subtitle=f"Năm {year}. Quyển số: {year}",
        form=form,
        superior=(unit.superior or superior).upper(),
        office=unit.name.upper(),
        columns=columns,
    )
