"""Working hours of the week, in stretches of validity."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

from django import forms
from django.forms import BoundField, formset_factory

from portal.calendars.decision_form import NotedDecisionForm
from portal.calendars.hours import Hours, Stretch
from portal.calendars.plans import CalendarPlan, Plan
from portal.calendars.spans import SpanField
from portal.calendars.together import Data, FormsTogether, RowSet, as_typed, filled
from portal.calendars.words import clock_time
from portal.lib.errors import Refused
from portal.lib.forms import DayMonthYearField, PortalForm
from worktime.calendars import WEEKDAYS, Opening
from worktime.changes import CalendarChange
from worktime.models import Calendar

MORE = "them-gio"
HALVES = (("morning", "sáng"), ("afternoon", "chiều"))


class StretchForm(PortalForm):
    """One week; an empty box is closed."""

    valid_from = DayMonthYearField(label="Áp dụng từ ngày", noun="bắt đầu", required=False)
    valid_to = DayMonthYearField(label="Đến hết ngày", noun="cuối cùng", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in enumerate(WEEKDAYS):
            for half, word in HALVES:
                box = SpanField(label=f"{name}, {word}")
                box.widget.attrs["aria-label"] = box.label
                self.fields[f"{half}_{weekday}"] = box

    @property
    def week(self) -> list[tuple[str, list[BoundField]]]:
        return [
            (name, [self[f"{half}_{weekday}"] for half, _ in HALVES])
            for weekday, name in enumerate(WEEKDAYS)
        ]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = found.get("valid_from"), found.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", f"Ngày cuối phải là {start:%d/%m/%Y} hoặc sau đó")
        for weekday in range(len(WEEKDAYS)):
            morning, afternoon = (found.get(f"{half}_{weekday}") for half, _ in HALVES)
            if morning and afternoon and afternoon[0] <= morning[1]:
                self.add_error(
                    f"afternoon_{weekday}",
                    f"Buổi chiều phải mở sau khi buổi sáng đóng cửa lúc {clock_time(morning[1])}",
                )
        return found

    def openings(self) -> Iterator[Opening]:
        found = self.cleaned_data
        for weekday in range(len(WEEKDAYS)):
            for half, _ in HALVES:
                if interval := found[f"{half}_{weekday}"]:
                    opens_at, closes_at = interval
                    yield Opening(
                        weekday, opens_at, closes_at, found["valid_from"], found["valid_to"]
                    )


class InheritForm(PortalForm):
    inherit = forms.BooleanField(label="Bỏ giờ riêng, theo giờ của lịch cấp trên", required=False)


ROWS = formset_factory(StretchForm, formset=RowSet, extra=0)


class HoursForms(FormsTogether):
    more = (MORE,)

    def __init__(
        self,
        data: Data | None,
        *,
        calendar: Calendar,
        hours: Hours,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.calendar, self.hours = calendar, hours
        first = initial or {"stretches": [_typed(stretch) for stretch in hours.stretches] or [{}]}
        self.decision = NotedDecisionForm(data, initial=first.get("decision"))
        self.stretches = ROWS(data, prefix="gio", initial=first["stretches"])
        self.inherit = InheritForm(data, initial=first.get("inherit"))

    @property
    def parts(self) -> Sequence[forms.Form]:
        return [self.decision, *self.stretches.forms, self.inherit]

    def plan(self) -> Plan:
        return CalendarPlan(
            self.calendar, CalendarChange(**self.decision.cleaned_data, hours=self._openings())
        )

    def with_more(self, data: Data, step: str) -> Self:
        typed = {
            "decision": as_typed(self.decision, data),
            "inherit": as_typed(self.inherit, data),
            "stretches": [*(as_typed(row, data) for row in self.stretches.forms), {}],
        }
        return type(self)(None, calendar=self.calendar, hours=self.hours, initial=typed)

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if not self._openings() and not self.inherit.cleaned_data["inherit"]:
            sentence = "Ghi giờ làm việc của ít nhất một ngày, ví dụ 7:30–11:30"
            self.stretches.forms[0].add_error("morning_0", sentence)
        return all(part.is_valid() for part in self.parts)

    def refuse(self, refused: Refused) -> None:
        """Stretches that overlap are told at the later one."""
        if refused.field == "hours":
            last = (filled(self.stretches) or self.stretches.forms)[-1]
            last.add_error("valid_from", refused.message)
        else:
            super().refuse(refused)

    def _openings(self) -> tuple[Opening, ...]:
        """Empty: those of the parent."""
        if self.inherit.cleaned_data["inherit"]:
            return ()
        return tuple(hour for row in filled(self.stretches) for hour in row.openings())


def _typed(stretch: Stretch) -> dict[str, Any]:
    """Its boxes; hours in one piece are shown in the half in which they begin."""
    row: dict[str, Any] = {"valid_from": stretch.valid_from, "valid_to": stretch.valid_to}
    for weekday, intervals in enumerate(stretch.week):
        for interval in intervals:
            half = "morning" if interval[0].hour < 12 else "afternoon"
            row[f"{half}_{weekday}"] = interval
    return row
