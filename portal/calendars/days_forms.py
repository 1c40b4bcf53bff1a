"""Days of one year changed by one decision: holidays, swaps, sessions, days taken out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Self

from django import forms
from django.forms import formset_factory
from django.utils import timezone

from portal.calendars.day_rows import HolidayRow, RemovalForm, SessionRow, SundaysForm, SwapRow
from portal.calendars.decision_form import NotedDecisionForm
from portal.calendars.plans import CalendarPlan, Plan
from portal.calendars.together import Data, FormsTogether, RowSet, as_typed, filled
from portal.calendars.words import day_words
from portal.calendars.year import Special
from portal.calendars.year_rows import first_sundays, whole_year
from portal.lib.errors import Refused
from worktime.calendars import WEEKDAYS, DayKind
from worktime.changes import CalendarChange, DayChange, WrongDay
from worktime.layers import NamedDay
from worktime.models import Calendar
from worktime.services import days_in_force, rest_days
from worktime.vietnam import FORECAST

SUNDAYS = "chu-nhat"
MORE = {"them-nghi": "holidays", "them-doi": "swaps", "them-buoi": "sessions", SUNDAYS: "sessions"}
ROWS = {
    name: formset_factory(row, formset=RowSet, extra=0)
    for name, row in (("holidays", HolidayRow), ("swaps", SwapRow), ("sessions", SessionRow))
}
EMPTY: list[dict[str, Any]] = [{}]


class DaysForms(FormsTogether):
    """`specials`: the year's days as they are, own and inherited."""

    more = MORE

    def __init__(
        self,
        data: Data | None,
        *,
        calendar: Calendar,
        year: int,
        specials: Mapping[date, Special],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.calendar, self.year, self.specials = calendar, year, specials
        first = initial or {}
        self.decision = NotedDecisionForm(data, initial=first.get("decision"))
        self.rows = {
            name: rows(data, prefix=name, initial=first.get(name, EMPTY))
            for name, rows in ROWS.items()
        }
        self.sundays = SundaysForm(data, initial=first.get("sundays"))
        self.removal = RemovalForm(
            data, days=_removable(specials), year=year, initial=first.get("removal")
        )
        self.places: dict[date, tuple[forms.Form, str]] = {}
        self.days: list[DayChange] = []

    @property
    def parts(self) -> Sequence[forms.Form]:
        rows = [row for rows in self.rows.values() for row in rows.forms]
        return [self.decision, *rows, self.sundays, self.removal]

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        self.days = list(self._named())
        self._refuse_swapped_rest()
        self._refuse_renaming()
        self.days += [DayChange(day, None) for day in self._removed()]
        return all(part.is_valid() for part in self.parts)

    def plan(self) -> Plan:
        change = CalendarChange(**self.decision.cleaned_data, days=tuple(self.days))
        return CalendarPlan(self.calendar, change)

    def with_more(self, data: Data, step: str) -> Self:
        typed: dict[str, Any] = {
            name: as_typed(getattr(self, name), data) for name in ("decision", "sundays", "removal")
        }
        for name, rows in self.rows.items():
            typed[name] = [as_typed(row, data) for row in rows.forms]
        typed[MORE[step]] += EMPTY
        if step == SUNDAYS:
            written = [as_typed(row, data) for row in filled(self.rows["sessions"])]
            sundays = first_sundays(self.year, self.specials, after=timezone.localdate())
            hours = typed["sundays"]["sundays_hours"]
            typed["sessions"] = written + [{**row, "hours": hours} for row in sundays]
        return type(self)(
            None, calendar=self.calendar, year=self.year, specials=self.specials, initial=typed
        )

    @property
    def has_own_days(self) -> bool:
        return any(special.own for special in self.specials.values())

    def refuse(self, refused: Refused) -> None:
        """A day that is refused is told at the row that names it."""
        place = self.places.get(refused.day) if isinstance(refused, WrongDay) else None
        if place:
            row, field = place
            row.add_error(field, refused.message)
        else:
            super().refuse(refused)

    def _named(self) -> Iterator[DayChange]:
        """What the rows make of their dates; a date named twice is an error of the later row."""
        for rows in self.rows.values():
            for row in filled(rows):
                for field, change in row.changes():
                    if change.date in self.places:
                        row.add_error(field, f"Ngày {change.date:%d/%m/%Y} đã có ở dòng khác")
                    self.places[change.date] = (row, field)
                    yield change

    def _refuse_swapped_rest(self) -> None:
        """Nothing is swapped by resting on a weekly rest day; a holiday may well fall on one."""
        swapped = {day: row for day, (row, field) in self.places.items() if field == "day_off"}
        for day in rest_days(self.calendar, swapped) if swapped else ():
            swapped[day].add_error(
                "day_off",
                f"Ngày {day:%d/%m/%Y} vốn là ngày nghỉ hằng tuần ({WEEKDAYS[day.weekday()]}). "
                "Hãy chọn một ngày làm việc được nghỉ.",
            )

    def _refuse_renaming(self) -> None:
        """A holiday keeps its name, unless it is a forecast or is ticked to go."""
        existing = days_in_force(self.calendar)
        ticked = self.removal.cleaned_data["days"]
        for change in self.days:
            holiday = existing.get(change.date)
            if holiday and change.date not in ticked and _renames(change, holiday):
                row, field = self.places[change.date]
                row.add_error(
                    field,
                    f"Ngày {change.date:%d/%m/%Y} đã là ngày nghỉ «{holiday.name}». "
                    "Hãy chọn ngày khác; muốn đổi tên thì bỏ ngày cũ khỏi lịch trước.",
                )

    def _removed(self) -> list[date]:
        ticked = set(self.removal.cleaned_data["days"])
        if self.removal.cleaned_data["whole_year"]:
            ticked |= {
                day
                for day, special in self.specials.items()
                if special.own and special.kind is not DayKind.SESSION
            }
        return sorted(ticked - self.places.keys())


def _renames(change: DayChange, existing: NamedDay) -> bool:
    return (
        change.kind is existing.special.kind is DayKind.OFF
        and existing.note != FORECAST
        and change.name.casefold() != existing.name.casefold()
    )


def decided_year(specials: Mapping[date, Special]) -> dict[str, Any]:
    """The first look of the form that a year's decision is entered with."""
    rows = whole_year(specials)
    return {
        "holidays": rows["holidays"] + EMPTY,
        "swaps": rows["swaps"] + EMPTY,
        "removal": {"whole_year": True},
    }


def _removable(specials: Mapping[date, Special]) -> list[tuple[str, str]]:
    return [
        (day.isoformat(), day_words(day, special.kind, special.name, special.hours))
        for day, special in sorted(specials.items())
        if special.own
    ]
