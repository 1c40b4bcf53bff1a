"""Random offices, moments, terms and pauses for the property tests."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from tests.worktime.naive import NaiveOffice
from tests.worktime.offices import WEEKDAYS
from worktime.arithmetic import (
    DayKind,
    Leg,
    Opening,
    Pause,
    PausePolicy,
    SpecialDay,
    Term,
    Unit,
    WorkCalendar,
)
from worktime.calendars import VIETNAM

FIRST = date(2026, 1, 1)
WEEKS = (
    WEEKDAYS,
    [*WEEKDAYS, Opening(5, time(7, 30), time(11, 30))],  # Saturday morning too
    [Opening(weekday, time(8), time(16)) for weekday in (1, 3)],  # a remote place
)
MOST = {Unit.WORKING_DAY: 40, Unit.DAY: 60, Unit.HOUR: 10, Unit.MONTH: 6}

special_days = st.one_of(
    st.sampled_from([SpecialDay(kind) for kind in DayKind]),
    st.just(SpecialDay(DayKind.SESSION, time(8), time(10, 30))),
    st.just(SpecialDay(DayKind.WORK, time(9), time(12))),
)
year_of_specials = st.dictionaries(
    st.integers(0, 150).map(lambda offset: FIRST + timedelta(days=offset)),
    special_days,
    max_size=40,
)
weeks = st.sampled_from(WEEKS)
policies = st.sampled_from(PausePolicy)
moments = st.integers(0, 120 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=minutes)
)
legs = st.sampled_from(Unit).flatmap(
    lambda unit: st.integers(1, MOST[unit]).map(lambda amount: Leg(amount, unit))
)
terms = st.one_of(
    st.lists(legs, min_size=1, max_size=3).map(lambda found: Term(tuple(found))),
    st.just(Term(same_day=True)),
)
extensions = st.lists(legs, max_size=2)


@st.composite
def offices(draw: st.DrawFn) -> tuple[WorkCalendar, NaiveOffice]:
    """The same office twice: as the product has it, and as the law is read aloud."""
    week, days = draw(weeks), draw(year_of_specials)
    return WorkCalendar(week, days), NaiveOffice(week, days)


calendars = offices().map(lambda pair: pair[0])


@st.composite
def pauses(draw: st.DrawFn, after: datetime) -> list[Pause]:
    """One after the other, each at least a minute long and a minute apart."""
    found, at = [], after
    lengths = st.integers(1, 20 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
    for _ in range(draw(st.integers(1, 3))):
        start = at + draw(lengths)
        at = start + draw(lengths)
        found.append(Pause(start, at))
    return found
