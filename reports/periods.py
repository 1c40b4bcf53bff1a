"""Kỳ báo cáo: whole days from the first to the last; the legal ones end on the 14th (domain 6.1).

Pure. Figures are kept by half months that begin on the 1st and the 15th (performance 2.4).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from portal.lib.dates import short_day
from portal.lib.errors import Refused

DAY = timedelta(days=1)
CHOICES = {
    "thang": "Tháng này",
    "thang-truoc": "Tháng trước",
    "quy": "Quý này",
    "quy-truoc": "Quý trước",
    "nam": "Năm nay",
    "nam-truoc": "Năm trước",
    "thang-15": "Tháng báo cáo (15 đến 14)",
    "thang-15-truoc": "Tháng báo cáo trước (15 đến 14)",
    "quy-15": "Quý báo cáo (15 đến 14)",
    "quy-15-truoc": "Quý báo cáo trước (15 đến 14)",
    "nam-15": "Năm báo cáo (15/12 đến 14/12)",
    "nam-15-truoc": "Năm báo cáo trước (15/12 đến 14/12)",
    "tu-chon": "Từ ngày … đến ngày …",
}
EARLIEST = date(2000, 1, 1)
AHEAD = timedelta(days=366)  # of today: a year that has just begun may be chosen whole
_TURNED = "Ngày bắt đầu sau ngày kết thúc. Xin đổi lại hai ngày"
_FUTURE = "Kỳ này chưa đến. Chọn kỳ bắt đầu từ hôm nay trở về trước"
_ANCIENT = "Chọn ngày bắt đầu từ năm 2000 trở lại đây"
_DISTANT = "Chọn ngày kết thúc trong vòng một năm tới"
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """`first` and `last` belong to it. `slug` is how it was chosen, for links and forms."""

    first: date
    last: date
    slug: str = "tu-chon"

    @property
    def words(self) -> str:
        """`Tháng 11/2026`, `Quý IV/2026`, `Năm 2026`, else `từ 15/08/2026 đến 14/11/2026`."""
        first, after = self.first, self.last + DAY
        if first.day == after.day == 1:
            months = (after.year - first.year) * 12 + after.month - first.month
            if months == 1:
                return f"Tháng {first.month}/{first.year}"
            if months == 3 and first.month % 3 == 1:
                return f"Quý {_ROMAN[first.month // 3]}/{first.year}"
            if months == 12 and first.month == 1:
                return f"Năm {first.year}"
        return f"Từ {short_day(first)} đến {short_day(self.last)}"

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def is_over(self, today: date) -> bool:
        """Nothing in it can change any more."""
        return self.last < today

    def up_to(self, today: date) -> Self:
        """Without the days that are still to come."""
        return type(self)(self.first, min(self.last, today), self.slug)

    def before(self) -> "Period":
        """The one of the same length that ends where this one begins, months as months."""
        if self.first.day == (self.last + DAY).day:
            months = (self.last + DAY).year * 12 + (self.last + DAY).month
            months -= self.first.year * 12 + self.first.month
            return Period(_months_on(self.first, -months), self.first - DAY)
        return Period(self.first - timedelta(days=self.days), self.first - DAY)

    def pairs(self) -> dict[str, str]:
        """As an address carries it."""
        if self.slug != "tu-chon":
            return {"ky": self.slug}
        return {"ky": self.slug, "tu": self.first.isoformat(), "den": self.last.isoformat()}

    @classmethod
    def read(cls, data: Mapping[str, str], today: date, *, usual: str = "thang") -> "Period":
        """The period an address asks for. `Refused` with the sentence to show beside the fields."""
        slug = data.get("ky", "") or usual
        if slug == "tu-chon" or (data.get("tu") and slug not in CHOICES):
            return _chosen(data.get("tu", ""), data.get("den", ""), today)
        return named(slug if slug in CHOICES else usual, today)


def _chosen(start: str, end: str, today: date) -> Period:
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        raise Refused("period", "Chọn ngày bắt đầu và ngày kết thúc của kỳ", field="tu") from None
    if first > last:
        raise Refused("period", _TURNED, field="tu")
    if first > today:
        raise Refused("period", _FUTURE, field="tu")
    if first < EARLIEST:
        raise Refused("period", _ANCIENT, field="tu")
    if last > today + AHEAD:
        raise Refused("period", _DISTANT, field="den")
    return Period(first, last)


def named(slug: str, today: date) -> Period:
    """The period of `CHOICES` that `today` lies in, or the one before it."""
    kind, *which = slug.split("-")
    months = {"thang": 1, "quy": 3, "nam": 12}[kind]
    legal = "15" in which
    # The legal period of a month begins on the 15th of the month before it.
    month = _months_on(today, 1) if legal and today.day >= 15 else today.replace(day=1)
    first = month.replace(month=month.month - (month.month - 1) % months)
    if "truoc" in which:
        first = _months_on(first, -months)
    after = _months_on(first, months)
    if legal:
        first, after = (_months_on(day, -1).replace(day=15) for day in (first, after))
    return Period(first, after - DAY, slug)


def month_of(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return Period(first, _months_on(first, 1) - DAY)


def _months_on(day: date, months: int) -> date:
    """The 1st, or the same day where every month has it, so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, day.day if day.day in {1, 15} else 1)


def bucket_of(day: date) -> date:
    """The first day of its half month."""
    return day.replace(day=15 if day.day >= 15 else 1)


def bucket_after(bucket: date) -> date:
    """The first day of the half month after it."""
    return bucket.replace(day=15) if bucket.day == 1 else _months_on(bucket.replace(day=1), 1)


def buckets(first: date, last: date) -> Iterator[date]:
    """Every half month that has a day from `first` to `last`."""
    bucket = bucket_of(first)
    while bucket <= last:
        yield bucket
        bucket = bucket_after(bucket)
