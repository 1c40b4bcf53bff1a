"""What holds for every office, every receipt, every term and every sequence of pauses."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worktime.naive import NaiveOffice
from tests.worktime.strategies import (
    calendars,
    extensions,
    moments,
    offices,
    pauses,
    policies,
    terms,
)
from worktime.arithmetic import (
    Leg,
    Pause,
    PausePolicy,
    Term,
    Unit,
    WorkCalendar,
    counted_from,
    due_at,
    due_with_pauses,
    keep_better,
)
from worktime.ledger import ClockFacts, explain

Offices = tuple[WorkCalendar, NaiveOffice]
many = settings(deadline=None)
MINUTES = st.integers(0, 30 * 24 * 60)


def due(
    calendar: WorkCalendar,
    received: datetime,
    term: Term,
    found: list[Pause],
    policy: PausePolicy | None = None,
) -> datetime:
    """The due date of a term that has one."""
    moment = due_with_pauses(calendar, received, term, found, policy)
    assert moment is not None
    return moment


@many
@given(offices(), moments, terms)
def test_the_calculator_agrees_with_the_law_read_day_by_day(
    pair: Offices, received: datetime, term: Term
) -> None:
    calendar, law = pair
    assert due_at(calendar, received, term) == law.due(received, term)


@many
@given(offices(), moments, st.integers(1, 30), st.data())
def test_working_days_outside_the_pauses_are_counted_one_by_one(
    pair: Offices, received: datetime, amount: int, data: st.DataObject
) -> None:
    calendar, law = pair
    found = data.draw(pauses(received))
    term = Term((Leg(amount, Unit.WORKING_DAY),))
    expected = law.due_in_working_days(received, amount, found)
    assert due(calendar, received, term, found, PausePolicy.REMAINING_WORKING_DAYS) == expected


@many
@given(calendars, moments, st.integers(1, 60), st.data())
def test_minutes_at_work_and_minutes_in_pauses_sum_to_the_whole(
    calendar: WorkCalendar, received: datetime, hours: int, data: st.DataObject
) -> None:
    found = data.draw(pauses(received))
    end = due(calendar, received, Term((Leg(hours, Unit.HOUR),)), found)
    paused = sum(
        calendar.working_minutes_between(pause.starts_at, pause.ends_at or pause.starts_at)
        for pause in found
        if pause.starts_at < end
    )
    assert calendar.working_minutes_between(received, end) == hours * 60 + paused


@many
@given(calendars, moments, terms, MINUTES, st.integers(1, 5))
def test_a_later_receipt_or_a_longer_term_is_never_due_earlier(
    calendar: WorkCalendar, received: datetime, term: Term, minutes: int, more: int
) -> None:
    end = due(calendar, received, term, [])
    longer = Term(tuple(Leg(leg.amount + more, leg.unit) for leg in term.legs), term.same_day)
    assert due(calendar, received, longer, []) >= end
    if not term.same_day:  # a session is due in the session, though Friday 15:01 is due on Monday
        assert due(calendar, received + timedelta(minutes=minutes), term, []) >= end


@many
@given(calendars, moments, terms, policies, st.data())
def test_the_due_moment_lies_in_working_time_and_days_end_at_closing(
    calendar: WorkCalendar,
    received: datetime,
    term: Term,
    policy: PausePolicy,
    data: st.DataObject,
) -> None:
    end = due(calendar, received, term, data.draw(pauses(received)), policy)
    assert calendar.normalize(end) == end
    if term.same_day or term.legs[-1].unit is not Unit.HOUR:
        assert end == calendar.closing(end.date())
    if term.legs:
        assert calendar.is_working(end.date())


@many
@given(calendars, moments)
def test_a_normalized_moment_is_not_earlier_and_stays_where_it_is(
    calendar: WorkCalendar, at: datetime
) -> None:
    start = calendar.normalize(at)
    assert start >= at
    assert calendar.normalize(start) == start
    assert calendar.working_minutes_between(at, start) == 0


@many
@given(calendars, moments, terms, policies, MINUTES)
def test_a_pause_without_length_changes_nothing(
    calendar: WorkCalendar, received: datetime, term: Term, policy: PausePolicy, minutes: int
) -> None:
    at = received + timedelta(minutes=minutes)
    assert due_with_pauses(calendar, received, term, [Pause(at, at)], policy) == due_at(
        calendar, received, term
    )


@many
@given(calendars, moments, terms, policies, st.data())
def test_a_pause_cut_in_two_is_still_one_and_the_order_does_not_matter(
    calendar: WorkCalendar,
    received: datetime,
    term: Term,
    policy: PausePolicy,
    data: st.DataObject,
) -> None:
    first, *rest = data.draw(pauses(received))
    assert first.ends_at is not None
    middle = first.starts_at + (first.ends_at - first.starts_at) / 2
    touching = [Pause(middle, first.ends_at), *rest, Pause(first.starts_at, middle)]
    overlapping = [Pause(middle, first.ends_at), *rest, first]
    whole = due(calendar, received, term, [first, *rest], policy)
    assert due(calendar, received, term, touching, policy) == whole
    assert due(calendar, received, term, overlapping, policy) == whole


@many
@given(calendars, moments, terms, policies, st.data())
def test_pauses_never_shorten_and_an_open_one_leaves_only_what_is_already_late(
    calendar: WorkCalendar,
    received: datetime,
    term: Term,
    policy: PausePolicy,
    data: st.DataObject,
) -> None:
    found = data.draw(pauses(received))
    ends = [due(calendar, received, term, found[:taken], policy) for taken in range(4)]
    assert all(earlier <= later for earlier, later in pairwise(ends))
    still_open = [*found[:-1], Pause(found[-1].starts_at)]
    before_it = due(calendar, received, term, found[:-1], policy)
    expected = before_it if before_it <= found[-1].starts_at else None
    assert due_with_pauses(calendar, received, term, still_open, policy) == expected


@many
@given(calendars, st.lists(moments, min_size=3, max_size=3), st.integers(1, 5000))
def test_working_minutes_of_adjacent_parts_add_up(
    calendar: WorkCalendar, found: list[datetime], minutes: int
) -> None:
    a, b, c = sorted(found)
    parts = calendar.working_minutes_between(a, b) + calendar.working_minutes_between(b, c)
    assert calendar.working_minutes_between(a, c) == parts >= 0
    end = calendar.add_working_minutes(a, minutes)
    assert calendar.working_minutes_between(a, end) == minutes


@many
@given(calendars, moments, terms, extensions, policies, st.data())
def test_an_extension_only_adds_and_counts_like_a_leg_of_the_term(
    calendar: WorkCalendar,
    received: datetime,
    term: Term,
    more: list[Leg],
    policy: PausePolicy,
    data: st.DataObject,
) -> None:
    found = data.draw(pauses(received))
    short = due(calendar, received, term, found, policy)
    extended = due_with_pauses(calendar, received, term, found, policy, more)
    assert extended is not None
    assert extended >= short
    if not term.same_day:
        whole = Term((*term.legs, *more))
        assert extended == due(calendar, received, whole, found, policy)


@many
@given(calendars, moments)
def test_the_start_of_counting_is_asked_twice_with_one_answer(
    calendar: WorkCalendar, received: datetime
) -> None:
    for cutoff_for_all in (False, True):
        calendar.cutoff_for_all = cutoff_for_all
        start = counted_from(calendar, received)
        assert start >= received
        assert counted_from(calendar, start) == start


@many
@given(calendars, calendars, moments, terms, st.data())
def test_after_a_change_the_date_kept_is_open_and_never_later_than_the_law(
    before: WorkCalendar,
    after: WorkCalendar,
    received: datetime,
    term: Term,
    data: st.DataObject,
) -> None:
    found = data.draw(pauses(received))
    promised, statutory = (due(calendar, received, term, found) for calendar in (before, after))
    kept = keep_better(after, promised, statutory)
    assert kept <= statutory
    assert after.is_open(kept.date())
    if after.is_open(promised.date()):
        assert kept <= promised
    assert keep_better(after, kept, statutory) == kept


@many
@given(calendars, moments, terms, extensions, policies, st.data())
def test_the_story_ends_at_the_calculated_date_and_its_days_follow_one_another(
    calendar: WorkCalendar,
    received: datetime,
    term: Term,
    more: list[Leg],
    policy: PausePolicy,
    data: st.DataObject,
) -> None:
    calendar.pause_policy = policy
    found = data.draw(pauses(received))
    start = counted_from(calendar, received)
    story = explain(calendar, {}, ClockFacts(received, start, term, found, more))
    assert story.due_at == due_with_pauses(calendar, received, term, found, policy, more)
    assert story.lines[-1].at == story.due_at
    assert all(line.count is None or line.count >= 0 for line in story.lines)
    if policy is PausePolicy.REMAINING_WORKING_DAYS:
        told = [line for line in story.lines if line.kind in {"counted", "skipped"}]
        assert all(line.until and line.day and line.day <= line.until for line in told)
        days = [line.day for line in told if line.day]
        assert days == sorted(days)


@many
@given(calendars, moments, terms, extensions)
def test_what_the_story_counted_is_the_whole_term(
    calendar: WorkCalendar, received: datetime, term: Term, more: list[Leg]
) -> None:
    start = counted_from(calendar, received)
    story = explain(calendar, {}, ClockFacts(received, start, term, (), more))
    counted: Counter[Unit | None] = Counter()
    for line in story.lines:
        if line.kind == "counted":
            counted[line.unit] += line.count or 0
    asked: Counter[Unit | None] = Counter()
    for leg in (*term.legs, *more):
        asked[leg.unit] += leg.amount * 60 if leg.unit is Unit.HOUR else leg.amount
    assert counted == asked + Counter({None: int(term.same_day)})


@given(terms)
def test_every_term_is_read_back_as_it_was_written(term: Term) -> None:
    assert Term.parse(str(term)) == term
