"""What stands around the rows of a book: its title, its columns, who keeps it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from accounts.models import Unit
from papers.circulars import form_in_force
from portal.lib.tables import Column, Kind, Layout, numbered

_KEPT_BY = "Sổ lập từ hệ thống Một cửa số"
_DAYS, _RETURN = ("Ngày, tháng, năm",), ("Trả kết quả",)


FOLLOW_UP_COLUMNS = (
    Column("STT", 6, Kind.ORDER),
    Column("Mã hồ sơ", 22, Kind.TEXT),
    Column("Tên TTHC / Nội dung hồ sơ", 36, Kind.TEXT),
    Column("Số lượng hồ sơ (bộ)", 8, Kind.ORDER),
    Column("Tên cá nhân, tổ chức (chủ hồ sơ)", 21, Kind.TEXT),
    Column("Địa chỉ, số điện thoại", 26, Kind.TEXT),
    Column("Cơ quan chủ trì giải quyết", 18, Kind.TEXT),
    Column("Nhận hồ sơ", 12, Kind.DAY, _DAYS),
    Column("Hẹn trả kết quả", 12, Kind.DAY, _DAYS),
    Column("Chuyển hồ sơ đến cơ quan giải quyết", 12, Kind.DAY, _DAYS),
    Column("Nhận kết quả từ cơ quan giải quyết", 12, Kind.DAY, _DAYS),
    Column("Ngày, tháng, năm", 12, Kind.DAY, _RETURN),
    Column("Phương thức nhận kết quả", 14, Kind.TEXT, _RETURN),
    Column("Ký nhận", 16, Kind.TEXT, _RETURN),
    Column("Ghi chú", 14, Kind.TEXT),
)
RESULT_COLUMNS = (
    Column("Số vào sổ", 8, Kind.ORDER),
    Column("Ngày vào sổ", 12, Kind.DAY),
    Column("Số, ký hiệu", 18, Kind.TEXT),
    Column("Ngày ban hành", 12, Kind.DAY),
    Column("Trích yếu", 44, Kind.TEXT),
    Column("Người ký", 20, Kind.TEXT),
    Column("Chủ hồ sơ", 22, Kind.TEXT),
    Column("Mã hồ sơ", 22, Kind.TEXT),
    Column("Bản giấy", 8, Kind.TEXT),
    Column("Bản điện tử", 9, Kind.TEXT),
    Column("Mã kiểm tra", 16, Kind.TEXT),
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
        below=(f"Năm {year}. Quyển số: {year}",),
        form=(form,),
        superior=(unit.superior or superior).upper(),
        office=unit.name.upper(),
        columns=numbered(columns),
        paper="A3",
        sheet="Sổ",
        made_by=_KEPT_BY,
        is_list=True,
    )
