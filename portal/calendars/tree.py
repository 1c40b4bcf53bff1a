"""All calendars with the offices that count by them: few rows, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from accounts.models import Unit
from worktime.models import DEFAULT_OFFICE, Calendar, CalendarVersion


@dataclass(frozen=True)
class Tree:
    """One query; another when offices are asked for."""

    calendars: Mapping[int, Calendar]

    @classmethod
    def read(cls) -> "Tree":
        rows = Calendar.objects.select_related("current")
        return cls({row.pk: row for row in rows})

    def find(self, code: str) -> tuple[Calendar, CalendarVersion]:
        """With its version in force. Raises Http404."""
        calendar = next((row for row in self.calendars.values() if row.code == code), None)
        if calendar is None or calendar.current is None:
            raise Http404
        return calendar, calendar.current

    def lineage(self, calendar: Calendar) -> list[Calendar]:
        """The calendar, its parent, and so on up to the country."""
        lineage = [self.calendars[calendar.pk]]
        while (parent_id := lineage[-1].parent_id) is not None:
            lineage.append(self.calendars[parent_id])
        return lineage

    def heirs(self, calendar: Calendar) -> list[Calendar]:
        """All that inherit from it, the near and the far."""
        return [
            other
            for other in self.calendars.values()
            if other.pk != calendar.pk and calendar.pk in {row.pk for row in self.lineage(other)}
        ]

    def offices_under(self, calendar: Calendar) -> list[Unit]:
        """Offices that a change of this calendar reaches."""
        reached = [calendar, *self.heirs(calendar)]
        return [office for row in reached for office in self._offices.get(row.pk, ())]

    @cached_property
    def _offices(self) -> Mapping[int, Sequence[Unit]]:
        """Calendar id -> offices whose own or inherited calendar it is."""
        usual = next((pk for pk, row in self.calendars.items() if row.code == DEFAULT_OFFICE), None)
        offices: dict[int, list[Unit]] = {}
        for unit in Unit.objects.select_related("root"):
            calendar_id = unit.counted_by_id or usual
            if calendar_id is not None:
                offices.setdefault(calendar_id, []).append(unit)
        return offices
