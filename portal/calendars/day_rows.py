"""One row each: a holiday, a swapped working day, a special session."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms

from portal.calendars.spans import SpanField
from portal.lib.forms import DayMonthYearField, PortalForm
from portal.lib.text import clean
from worktime.calendars import DayKind
from worktime.changes import DayChange

LONGEST_HOLIDAY = 31
SWAP = "Nghỉ hoán đổi"
SESSION = "Tiếp nhận ngày Chủ nhật"

Named = tuple[str, DayChange]  # the field that names the date, and the change


def make_up_name(day: date) -> str:
    """What a make-up day is called: by the day off it is worked for."""
    return f"Làm bù cho {day:%d/%m/%Y}"


def _day(label: str, noun: str, **kwargs: Any) -> DayMonthYearField:
    required = {"required": f"Nhập ngày {noun}"}
    return DayMonthYearField(label=label, noun=noun, error_messages=required, **kwargs)


def _name(label: str, **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=120, widget=widget, **kwargs)


class HolidayRow(PortalForm):
    """A day off, or several in a row."""

    start = _day("Nghỉ từ ngày", "bắt đầu nghỉ")
    end = _day("Đến hết ngày", "nghỉ cuối cùng", required=False)
    name = _name("Tên ngày nghỉ")

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", f"Ngày cuối phải là {start:%d/%m/%Y} hoặc sau đó")
        elif start and end and (end - start).days >= LONGEST_HOLIDAY:
            self.add_error("end", f"Đợt nghỉ dài nhất {LONGEST_HOLIDAY} ngày; xem lại tháng, năm")
        return found

    def changes(self) -> Iterator[Named]:
        start, name = self.cleaned_data["start"], self.cleaned_data["name"]
        for offset in range(((self.cleaned_data["end"] or start) - start).days + 1):
            yield "start", DayChange(start + timedelta(days=offset), DayKind.OFF, name)


class SwapRow(PortalForm):
    """A working day off, and the rest day that is worked for it."""

    day_off = _day("Nghỉ ngày", "được nghỉ")
    make_up = _day("Làm bù vào ngày", "làm bù")
    name = _name("Tên ngày nghỉ", required=False)

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("day_off") and found.get("day_off") == found.get("make_up"):
            self.add_error("make_up", "Ngày làm bù phải khác ngày được nghỉ")
        return found

    def changes(self) -> Iterator[Named]:
        day_off, make_up = self.cleaned_data["day_off"], self.cleaned_data["make_up"]
        yield "day_off", DayChange(day_off, DayKind.OFF, self.cleaned_data["name"] or SWAP)
        yield "make_up", DayChange(make_up, DayKind.WORK, make_up_name(day_off))


class SessionRow(PortalForm):
    """People are received on a day that is not counted as a working day."""

    day = _day("Tiếp nhận ngày", "tiếp nhận")
    hours = SpanField(label="Giờ", help_text="Bỏ trống: như ngày thường")
    name = _name("Tên buổi", required=False)

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def changes(self) -> Iterator[Named]:
        found = self.cleaned_data
        name = found["name"] or SESSION
        yield "day", DayChange(found["day"], DayKind.SESSION, name, found["hours"])


class SundaysForm(PortalForm):
    """The first Sunday of each month, written into rows of sessions."""

    sundays_hours = SpanField(label="Giờ các Chủ nhật", help_text="Ví dụ 7:30–11:00")


class RemovalForm(PortalForm):
    """Days of this calendar that become ordinary again."""

    days = forms.TypedMultipleChoiceField(
        label="Ngày trở lại bình thường",
        required=False,
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
    )
    whole_year = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, days: list[tuple[str, str]], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = days  # type: ignore[attr-defined]
        self.fields["whole_year"].label = (
            f"Đây là toàn bộ lịch nghỉ năm {year}: ngày nghỉ, ngày làm bù nào của năm {year} "
            "không kê ở trên thì bỏ"
        )
