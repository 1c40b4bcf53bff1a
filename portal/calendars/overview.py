"""The list of calendars: who inherits from whom, who counts by it, what still needs a decision."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from portal.calendars.tree import Tree
from portal.calendars.words import decision_words
from worktime.models import Calendar, CalendarDay
from worktime.vietnam import FORECAST


@dataclass(frozen=True, slots=True)
class CalendarRow:
    code: str
    name: str
    parent: str
    heirs: int
    offices: int
    version: int
    decision: str
    warnings: list[str]
    warned_year: int | None  # whose decision is to be entered


def calendar_rows(today: date) -> list[CalendarRow]:
    """Parents before their heirs; three queries."""
    tree, coming = Tree.read(), _Coming(today)
    rows = sorted(
        tree.calendars.values(),
        key=lambda row: [step.code for step in reversed(tree.lineage(row))],
    )
    return [_row(tree, row, coming.warnings(row)) for row in rows]


def warning_of(year: int, *, days: int, guessed: int, is_country: bool) -> str:
    """What the days of a year still need; empty when nothing."""
    if guessed:
        return f"Lịch nghỉ năm {year} còn {guessed} ngày dự kiến, chưa có quyết định."
    return f"Chưa nhập ngày nghỉ năm {year}." if is_country and not days else ""


class _Coming:
    """Days still to come of this year and the next: how many, and how many are guesses."""

    def __init__(self, today: date) -> None:
        self.years = (today.year, today.year + 1)
        coming = CalendarDay.objects.filter(
            until=None, date__range=(today, date(today.year + 1, 12, 31))
        ).values_list("calendar_id", "date", "note")
        self.named, self.guessed = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
        for calendar_id, day, note in coming:
            self.named[calendar_id, day.year] += 1
            self.guessed[calendar_id, day.year] += note == FORECAST

    def warnings(self, calendar: Calendar) -> dict[int, str]:
        """Year -> sentence."""
        this_year, next_year = self.years
        found = {
            year: warning_of(
                year,
                days=self.named[calendar.pk, year],
                guessed=self.guessed[calendar.pk, year],
                is_country=calendar.parent_id is None and year == next_year,
            )
            for year in (this_year, next_year)
        }
        return {year: sentence for year, sentence in found.items() if sentence}


def _row(tree: Tree, calendar: Calendar, warnings: dict[int, str]) -> CalendarRow:
    return CalendarRow(
        code=calendar.code,
        name=calendar.name,
        parent=tree.calendars[calendar.parent_id].name if calendar.parent_id else "",
        heirs=len(tree.heirs(calendar)),
        offices=len(tree.offices_under(calendar)),
        version=calendar.current.number if calendar.current else 0,
        decision=decision_words(calendar.current),
        warnings=list(warnings.values()),
        warned_year=min(warnings, default=None),
    )
