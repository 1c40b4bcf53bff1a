"""What is promised at the counter before anything is received."""

from datetime import time

from dossiers.intake.promise import Terms, promise_for
from tests.factories import MONDAY, Commune
from worktime.changes import CalendarChange, PolicyChange
from worktime.models import Calendar
from worktime.services import change_calendar


def test_the_cut_off_that_is_told_is_the_one_of_the_office(commune: Commune) -> None:
    calendar = Calendar.objects.get(pk=commune.root.calendar_id)
    earlier = PolicyChange(cutoff_time=time(11))
    change = CalendarChange("1/QĐ-UBND", MONDAY.date(), policy=earlier)
    change_calendar(calendar, change, by=None, at=MONDAY)
    told = promise_for(commune.one_stop, Terms("SAME_DAY", ""), counted_from=MONDAY, at=MONDAY)
    assert "nhận sau 11:00 trả vào ngày làm việc tiếp theo" in told.text
