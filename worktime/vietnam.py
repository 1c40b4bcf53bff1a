"""Holidays and make-up days of Viet Nam: the `holidays` library, corrected from the decisions.

Only a seed: the year's decision fixes which days around Tết and 2/9 are off, so every row is
edited in the calendar afterwards (domain 5.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from holidays import country_holidays

from worktime.arithmetic import DayKind

LABOUR_CODE = "Bộ luật Lao động 2019, Điều 112"
CULTURE_DAY_LAW = "Nghị quyết 28/2026/QH16"
PLAN_2026 = "Thông báo 9441/TB-BNV"
SWAP_2026 = "Quyết định hoán đổi ngày làm việc 25/12/2025"
CHECKED = "Khớp lịch nghỉ chính thức của năm."
FORECAST = "Dự kiến; sửa khi có lịch nghỉ chính thức của năm."
TO_VERIFY = "Cần đối chiếu văn bản gốc."


@dataclass(frozen=True, slots=True)
class OfficialDay:
    date: date
    kind: DayKind
    name: str
    decision: str
    note: str = ""


CORRECTIONS = (
    OfficialDay(date(2026, 1, 2), DayKind.OFF, "Nghỉ hoán đổi", SWAP_2026, TO_VERIFY),
    OfficialDay(date(2026, 1, 10), DayKind.WORK, "Làm bù cho 02/01", SWAP_2026, TO_VERIFY),
    OfficialDay(date(2026, 8, 31), DayKind.OFF, "Nghỉ hoán đổi", PLAN_2026, TO_VERIFY),
    OfficialDay(date(2026, 8, 22), DayKind.WORK, "Làm bù cho 31/08", PLAN_2026, TO_VERIFY),
)


def official_days(years: Iterable[int]) -> list[OfficialDay]:
    """Every holiday, those on rest days too, and every make-up day of the years."""
    wanted = set(years)
    library = country_holidays("VN", years=wanted, language="vi")
    days = {day: _off(day, name) for day, name in library.items() if day.year in wanted}
    for day in library.weekend_workdays:
        if day.year in wanted:
            days[day] = OfficialDay(day, DayKind.WORK, "Ngày làm bù", *_source(day.year))
    for year in wanted:
        if year >= 2026:
            day = date(year, 11, 24)
            days[day] = OfficialDay(day, DayKind.OFF, "Ngày Văn hóa Việt Nam", CULTURE_DAY_LAW)
    days |= {day.date: day for day in CORRECTIONS if day.date.year in wanted}
    return sorted(days.values(), key=lambda day: day.date)


def _off(day: date, name: str) -> OfficialDay:
    return OfficialDay(day, DayKind.OFF, name, *_source(day.year))


def _source(year: int) -> tuple[str, str]:
    if year == 2026:
        return PLAN_2026, CHECKED
    return LABOUR_CODE, CHECKED if year < 2026 else FORECAST
