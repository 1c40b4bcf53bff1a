"""Moments in Vietnamese words, for pages and papers. Everything is read in Vietnam time."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Leaf:
    """What `components/promise.html` writes on its calendar leaf."""

    weekday: str
    day: int
    month: str


def local_day(at: date | datetime) -> date:
    return timezone.localdate(at) if isinstance(at, datetime) else at


def midnight(day: date) -> datetime:
    """Its first moment."""
    return timezone.make_aware(datetime.combine(day, time()))


def short_day(at: date | datetime) -> str:
    """`26/11/2026`."""
    return f"{local_day(at):%d/%m/%Y}"


def long_day(at: date | datetime) -> str:
    """`thứ Năm, 26/11/2026`, where a promise is made."""
    return f"{WEEKDAYS[local_day(at).weekday()]}, {short_day(at)}"


def clock(at: datetime) -> str:
    """`8:05`."""
    local = timezone.localtime(at)
    return f"{local.hour}:{local:%M}"


def english_day(at: date | datetime) -> str:
    """`Thursday, 26 November 2026`."""
    day = local_day(at)
    return f"{day:%A}, {day.day} {day:%B %Y}"


def short_moment(at: datetime) -> str:
    """`16:30 24/11`, for lists."""
    return f"{clock(at)} {local_day(at):%d/%m}"


def full_clock(at: datetime) -> str:
    """`8:05 23/11/2026`, for tables."""
    return f"{clock(at)} {short_day(at)}"


def full_moment(at: datetime) -> str:
    """`23/11/2026, 8:05`, for histories."""
    local = timezone.localtime(at)
    return f"{local.day:02d}/{local.month:02d}/{local.year}, {local.hour}:{local.minute:02d}"


def leaf(at: date | datetime) -> Leaf:
    day = local_day(at)
    weekday = WEEKDAYS[day.weekday()]
    return Leaf(weekday[0].upper() + weekday[1:], day.day, f"tháng {day.month}")


def paper_day(at: date | datetime) -> str:
    """`ngày 05 tháng 01 năm 2026`: as official papers write it (NĐ 30/2020, Phụ lục I)."""
    day = local_day(at)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def paper_moment(at: datetime) -> str:
    """`08 giờ 05 phút, ngày 23 tháng 11 năm 2026`."""
    local = timezone.localtime(at)
    return f"{local:%H} giờ {local:%M} phút, {paper_day(at)}"
