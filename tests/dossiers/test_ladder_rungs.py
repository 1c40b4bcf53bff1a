"""Which rungs a date has passed, counted by hand in the calendar of an ordinary office.

Monday to Friday, 7:00-11:30 and 13:30-17:00: eight hours a day.
"""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.ladder.rungs import Term, at_work, horizon, is_over, passed
from tests.worktime.offices import OFFICIAL, SUNDAY_SESSION, WEEKDAYS, at, office
from worktime.arithmetic import Opening, WorkCalendar

LONG_AGO = at("01/01/2026")
ORDINARY = office()
SATURDAY_MORNING = Opening(5, time(7), time(11, 30))
WITH_SATURDAYS = WorkCalendar([*WEEKDAYS, SATURDAY_MORNING], OFFICIAL)


def rungs(
    due: str, now: str, *, since: datetime = LONG_AGO, calendar: WorkCalendar = ORDINARY
) -> list[str]:
    return passed(Term(since, at(due)), calendar, at(now))


@pytest.mark.parametrize(
    ("due", "now", "highest"),
    [
        # An ordinary week: due on Thursday 08/10/2026 at 16:00.
        ("08/10/2026 16:00", "06/10/2026 15:59", ""),
        ("08/10/2026 16:00", "06/10/2026 16:00", "d-2"),
        ("08/10/2026 16:00", "07/10/2026 15:59", "d-2"),
        ("08/10/2026 16:00", "07/10/2026 16:00", "d-1"),
        ("08/10/2026 16:00", "08/10/2026 09:59", "d-1"),
        ("08/10/2026 16:00", "08/10/2026 10:00", "h-4"),  # 10:00-11:30 and 13:30-16:00
        ("08/10/2026 16:00", "08/10/2026 16:00", "h-4"),  # the last minute is in time
        ("08/10/2026 16:00", "08/10/2026 16:01", "over"),
        ("08/10/2026 16:00", "09/10/2026 15:59", "over"),
        ("08/10/2026 16:00", "09/10/2026 16:00", "over+1"),
        ("08/10/2026 16:00", "12/10/2026 15:59", "over+1"),  # over the weekend
        ("08/10/2026 16:00", "12/10/2026 16:00", "over+2"),
        # Early in the day: four hours before 08:00 lie mostly on the day before.
        ("08/10/2026 08:00", "07/10/2026 13:59", "d-1"),
        ("08/10/2026 08:00", "07/10/2026 14:00", "h-4"),
        # Over a weekend: due on Monday 12/10.
        ("12/10/2026 17:00", "08/10/2026 16:59", ""),
        ("12/10/2026 17:00", "08/10/2026 17:00", "d-2"),
        ("12/10/2026 17:00", "10/10/2026 09:00", "d-1"),  # since Friday 17:00
        ("12/10/2026 17:00", "12/10/2026 10:59", "d-1"),
        ("12/10/2026 17:00", "12/10/2026 11:00", "h-4"),  # 11:00-11:30 and 13:30-17:00
        # Tết 2026: closed from 14/02 to 22/02; due on Tuesday 24/02.
        ("24/02/2026 10:00", "13/02/2026 09:59", ""),
        ("24/02/2026 10:00", "13/02/2026 10:00", "d-2"),
        ("24/02/2026 10:00", "20/02/2026 10:00", "d-2"),  # all through Tết
        ("24/02/2026 10:00", "23/02/2026 10:00", "d-1"),
        # Missed before Tết: no further working day passes while the office rests.
        ("13/02/2026 16:00", "22/02/2026 23:00", "over"),
        ("13/02/2026 16:00", "23/02/2026 16:00", "over+1"),
        # 24/11/2026 is a holiday in the middle of the week.
        ("25/11/2026 17:00", "20/11/2026 17:00", "d-2"),
        ("25/11/2026 17:00", "24/11/2026 12:00", "d-1"),
    ],
)  # fmt: skip
def test_the_highest_rung_is_that_of_working_time(due: str, now: str, highest: str) -> None:
    assert (rungs(due, now) or [""])[-1] == highest


def test_a_half_day_on_saturday_is_a_working_day_of_few_hours() -> None:
    """Due on Monday 12/10 at 08:00: of the four hours one is Monday's, three are Saturday's."""
    for now, highest in (
        ("09/10/2026 08:00", "d-2"),
        ("10/10/2026 08:00", "d-1"),
        ("10/10/2026 08:30", "h-4"),
        ("12/10/2026 08:01", "over"),
        ("13/10/2026 08:00", "over+1"),
        ("17/10/2026 08:00", "over+5"),
    ):
        assert rungs("12/10/2026 08:00", now, calendar=WITH_SATURDAYS)[-1] == highest


def test_a_date_on_a_sunday_session_is_warned_of_on_the_working_days_before() -> None:
    calendar = office(SUNDAY_SESSION)
    assert rungs("22/11/2026 11:30", "20/11/2026 11:30", calendar=calendar)[-1] == "h-4"
    assert rungs("22/11/2026 11:30", "18/11/2026 17:00", calendar=calendar) == ["d-2"]


def test_all_rungs_below_the_highest_are_named_from_the_lowest() -> None:
    found = rungs("05/10/2026 16:00", "08/10/2026 16:00")
    assert found == ["d-2", "d-1", "h-4", "over", "over+1", "over+2", "over+3"]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("06/10/2026 15:59", ["d-2", "d-1", "h-4", "over"]),
        ("06/10/2026 16:00", ["d-1", "h-4", "over"]),  # two days to go when it was given
        ("08/10/2026 08:00", ["h-4", "over"]),
        ("08/10/2026 14:00", ["over"]),  # due within hours: only the miss is news
        ("09/10/2026 08:00", ["over"]),  # late already when it was taken up
    ],
)
def test_a_date_given_late_brings_no_early_warnings_at_once(
    since: str, expected: list[str]
) -> None:
    assert rungs("08/10/2026 16:00", "08/10/2026 16:30", since=at(since)) == expected


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        ("08/10/2026 06:59", False),
        ("08/10/2026 07:00", True),
        ("08/10/2026 12:00", False),
        ("08/10/2026 17:00", True),
        ("08/10/2026 17:01", False),
        ("10/10/2026 09:00", False),
        ("24/11/2026 09:00", False),
    ],
)
def test_people_are_at_work_in_the_hours_of_the_office(now: str, open_: bool) -> None:
    assert at_work(ORDINARY, at(now)) is open_


def test_a_session_on_a_sunday_receives_people_and_is_no_time_for_warnings() -> None:
    assert not at_work(office(SUNDAY_SESSION), at("22/11/2026 09:00"))


# --- laws ----------------------------------------------------------------------------------------

minutes = st.integers(0, 426 * 24 * 60)  # from 01/12/2025 to 31/01/2027
moments = minutes.map(lambda minute: at("01/12/2025 00:00") + timedelta(minutes=minute))
calendars = st.sampled_from([ORDINARY, WITH_SATURDAYS, office(SUNDAY_SESSION)])


@given(calendars, moments, st.lists(moments, min_size=2, max_size=6))
def test_time_only_adds_rungs(calendar: WorkCalendar, due: datetime, looks: list[datetime]) -> None:
    term = Term(LONG_AGO - timedelta(days=400), due)
    seen: list[str] = []
    for now in sorted(looks):
        found = passed(term, calendar, now)
        assert set(seen) <= set(found)
        seen = found


@given(calendars, moments, moments)
def test_no_rung_comes_before_its_time(
    calendar: WorkCalendar, due: datetime, now: datetime
) -> None:
    found = passed(Term(LONG_AGO - timedelta(days=400), due), calendar, now)
    assert any(map(is_over, found)) == (due < now)
    if found:
        assert due < horizon(calendar, now)
    left = calendar.working_minutes_between(now, due)
    if "h-4" in found and due >= now:
        assert left <= 4 * 60
    if "d-1" in found and due >= now:
        days = calendar.working_days_between(now.date(), due.date())
        assert days <= 1
    over = [name for name in found if is_over(name)]
    lost = calendar.working_days_between(due.date(), now.date())
    assert len(over) - 1 <= max(0, lost)


@given(moments)
def test_the_horizon_is_a_midnight_after_all_that_can_be_near(now: datetime) -> None:
    edge = horizon(ORDINARY, now)
    assert edge.time() == time(0)
    assert passed(Term(LONG_AGO - timedelta(days=400), edge), ORDINARY, now) == []
    assert date(2025, 12, 1) < edge.date()
