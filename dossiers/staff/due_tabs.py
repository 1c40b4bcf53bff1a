"""Tabs of a list by what is due when: of dossiers and of citizens' reports alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from portal.lib.dates import midnight
from worktime.arithmetic import WorkCalendar


@dataclass(frozen=True)
class Tab:
    slug: str
    label: str
    kind: str = ""  # colour of its count


def ends_of_tabs(calendar: WorkCalendar, at: datetime) -> tuple[datetime, datetime]:
    """Where "Hôm nay" and "2 ngày tới" (working days) end."""
    today = timezone.localdate(at)
    soon = calendar.add_working_days(today, 2)
    return midnight(today + timedelta(days=1)), midnight(soon + timedelta(days=1))
