"""A changed calendar: open dossiers move, the better promise is kept, citizens hear what moved."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Unit
from dossiers.clock import entries_of
from dossiers.clock.replay import Replay, Supposed
from dossiers.models import ClockEntry, Dossier
from dossiers.services import apply, finish
from dossiers.services.redate import (
    Move,
    assign_calendar,
    change_office_calendar,
    moves,
    office_moves,
    redate_left_behind,
)
from dossiers.workflow import Action
from notifications.models import Message
from portal.lib.errors import Refused
from tests.dossiers.clocks import answered, asked, examined, found, lines_of
from tests.dossiers.staff import Town
from tests.factories import MONDAY, at, make_received, send_messages
from tests.worktime import strategies
from worktime.arithmetic import DayKind, Term, WorkCalendar
from worktime.changes import CalendarChange, DayChange
from worktime.models import Calendar
from worktime.services import calendar_for, create_calendar, proposed

TUESDAY = at("2026-11-24 09:00")
PROMISED = at("2026-11-27 17:00")  # three working days from Monday 23/11: 24/11 is a holiday
DECISION = "88/QĐ-UBND ngày 23/11/2026"


def change(**days: DayKind | None) -> CalendarChange:
    """Days of November 2026: `d25=DayKind.OFF`; None makes an ordinary day of it again."""
    return CalendarChange(
        decision_number="88/QĐ-UBND",
        decision_date=date(2026, 11, 23),
        days=tuple(
            DayChange(date(2026, 11, int(day[1:])), kind, "Nghỉ bão" if kind else "")
            for day, kind in days.items()
        ),
    )


def calendar_of(town: Town) -> Calendar:
    found = town.commune.root.calendar
    assert found is not None
    return Calendar.objects.get(pk=found.pk)


def apply_change(town: Town, when: datetime = TUESDAY, **days: DayKind | None) -> list[Move]:
    return change_office_calendar(calendar_of(town), change(**days), by=town.people.leader, at=when)


@pytest.fixture
def dossier(town: Town) -> Dossier:
    return examined(town)


def test_the_preview_says_what_would_move_and_saves_nothing(town: Town, dossier: Dossier) -> None:
    tables = proposed(calendar_of(town), change(d25=DayKind.OFF), today=TUESDAY.date())
    assert moves(tables, at=TUESDAY) == [
        Move(
            dossier.pk, str(dossier.code), "Tư pháp - Hộ tịch, xã Bình An",
            PROMISED, PROMISED, PROMISED, at("2026-11-30 17:00"),
        )
    ]  # fmt: skip
    assert lines_of(dossier) == [("start", PROMISED)]
    assert not found()


def test_the_preview_is_what_is_then_done(town: Town, dossier: Dossier) -> None:
    tables = proposed(calendar_of(town), change(d27=DayKind.OFF), today=TUESDAY.date())
    assert moves(tables, at=TUESDAY) == apply_change(town, d27=DayKind.OFF)


def test_the_better_promise_is_kept_in_silence(town: Town, dossier: Dossier) -> None:
    before, told = dossier.last_seq, Message.objects.count()
    apply_change(town, d25=DayKind.OFF)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.statutory_at) == (PROMISED, at("2026-11-30 17:00"))
    assert (dossier.last_seq, Message.objects.count()) == (before, told)
    line = entries_of(dossier)[-1]
    assert (line.kind, line.paper, line.by, line.at) == (
        "calendar", DECISION, town.people.leader, TUESDAY,
    )  # fmt: skip
    assert not found()


def test_a_promise_for_a_day_that_is_now_closed_moves_and_is_told(
    town: Town, dossier: Dossier
) -> None:
    monday = at("2026-11-30 17:00")
    apply_change(town, d27=DayKind.OFF)
    before, dossier = dossier, Dossier.objects.get(pk=dossier.pk)
    assert dossier.due_at == dossier.statutory_at == dossier.act_by == monday
    assert dossier.due_original == PROMISED
    assert (dossier.status, dossier.assignee) == (before.status, before.assignee)
    event = dossier.events.get(seq=dossier.last_seq)
    assert dossier.last_seq == before.last_seq + 1
    assert (event.action, event.due_at, event.actor) == (
        "recalculate", monday, town.people.leader,
    )  # fmt: skip
    assert event.note == f"Theo {DECISION}: 27/11/2026 → 30/11/2026"
    assert "hen tra 30/11/2026" in Message.objects.get(kind="redated").text
    assert not found()


def test_a_working_day_more_brings_the_result_earlier_and_is_told(
    town: Town, dossier: Dossier
) -> None:
    country = Calendar.objects.get(code="VN")
    change_office_calendar(country, change(d24=None), by=None, at=MONDAY)
    dossier.refresh_from_db()
    assert dossier.due_at == dossier.statutory_at == at("2026-11-26 17:00")
    assert "26/11/2026" in Message.objects.get(kind="redated").text
    assert not found()


def test_nothing_moves_into_the_past(town: Town, dossier: Dossier) -> None:
    country = Calendar.objects.get(code="VN")
    late = at("2026-11-27 08:00")
    assert change_office_calendar(country, change(d24=None), by=None, at=late) == []
    assert lines_of(dossier) == [("start", PROMISED)]


def test_a_change_that_touches_no_open_date_leaves_no_line(town: Town, dossier: Dossier) -> None:
    assert apply_change(town, d30=DayKind.OFF) == []
    assert lines_of(dossier) == [("start", PROMISED)]


def test_closed_ones_stay_as_they_were(town: Town, dossier: Dossier) -> None:
    for action, by in (
        (Action.SUBMIT_FOR_SIGN, town.people.specialist),
        (Action.SIGN, town.people.leader),
    ):
        dossier = apply(dossier, action, by=by, at=MONDAY)
    dossier = finish(dossier, Action.FINISH, by=town.people.clerk, at=TUESDAY, result_number="1")
    assert apply_change(town, d25=DayKind.OFF, d27=DayKind.OFF) == []
    assert [kind for kind, _ in lines_of(dossier)] == ["start", "stop"]
    assert not found()


def test_the_paused_are_dated_at_resumption_by_the_calendar_then_in_force(
    town: Town, dossier: Dossier
) -> None:
    dossier = asked(town, dossier, at("2026-11-25 09:00"))
    send_messages()
    assert apply_change(town, when=at("2026-11-25 10:00"), d30=DayKind.OFF) == []
    dossier = answered(town, dossier, at("2026-11-26 09:00"))
    assert dossier.due_at == dossier.statutory_at == at("2026-12-01 17:00")  # 27/11 and 01/12
    assert not found()


def test_a_kept_promise_outlives_a_pause(town: Town, dossier: Dossier) -> None:
    apply_change(town, d25=DayKind.OFF)
    dossier = asked(town, dossier, at("2026-11-26 09:00"))
    send_messages()
    dossier = answered(town, dossier, at("2026-12-01 09:00"))
    assert dossier.due_at == at("2026-12-02 17:00")  # one day was left of the promise
    assert dossier.statutory_at == at("2026-12-03 17:00")  # and two of the law's time
    assert not found()


def test_several_changes_never_make_a_kept_promise_worse(town: Town, dossier: Dossier) -> None:
    apply_change(town, d25=DayKind.OFF)
    apply_change(town, d26=DayKind.OFF)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.statutory_at) == (PROMISED, at("2026-12-01 17:00"))
    apply_change(town, d27=DayKind.OFF)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.statutory_at) == (
        at("2026-11-30 17:00"), at("2026-12-02 17:00"),
    )  # fmt: skip
    assert [kind for kind, _ in lines_of(dossier)] == ["start", *["calendar"] * 3]
    assert not found()


def test_another_office_with_its_own_calendar_does_not_move(town: Town, dossier: Dossier) -> None:
    own = create_calendar(
        code="RIENG", name="Lịch riêng", parent=calendar_of(town), by=None, at=MONDAY
    )
    change_office_calendar(own, change(d27=DayKind.OFF), by=None, at=TUESDAY)
    assert lines_of(dossier) == [("start", PROMISED)]


def test_a_refused_change_moves_nothing(town: Town, dossier: Dossier) -> None:
    with pytest.raises(Refused):
        apply_change(town, d27=DayKind.OFF, d24=DayKind.WORK)
    assert lines_of(dossier) == [("start", PROMISED)]


def test_an_office_that_takes_another_calendar_moves_its_dossiers(
    town: Town, dossier: Dossier
) -> None:
    own = create_calendar(
        code="RIENG", name="Lịch riêng", parent=calendar_of(town), by=None, at=MONDAY
    )
    change_office_calendar(own, change(d27=DayKind.OFF), by=None, at=MONDAY)
    preview = office_moves(town.commune.root, calendar_for(own.pk), at=TUESDAY)
    root = Unit.objects.get(pk=town.commune.root.pk)
    assert assign_calendar(root, own, decision=DECISION, by=None, at=TUESDAY) == preview != []
    dossier.refresh_from_db()
    assert dossier.due_at == at("2026-11-30 17:00")
    assert entries_of(dossier)[-1].paper == DECISION
    assert not found()


def test_what_was_received_by_the_old_calendar_meanwhile_is_caught_up(
    town: Town, dossier: Dossier
) -> None:
    """As if it had been received while the change was being saved."""
    Dossier.objects.filter(pk=dossier.pk).update(closed_at=MONDAY)
    apply_change(town, d27=DayKind.OFF)
    Dossier.objects.filter(pk=dossier.pk).update(closed_at=None)
    assert [one.new_due for one in redate_left_behind(at=TUESDAY)] == [at("2026-11-30 17:00")]
    assert redate_left_behind(at=TUESDAY) == []
    assert not found()


def test_many_move_in_few_statements(
    town: Town, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(12):
        make_received(town.commune, town.procedure, by=town.people.receptionist)
    with django_assert_max_num_queries(45):
        moved = apply_change(town, d27=DayKind.OFF)
    assert len(moved) == Message.objects.filter(kind="redated").count() == 12
    assert ClockEntry.objects.filter(kind="calendar").count() == 12
    assert not found()


# --- random calendars -----------------------------------------------------------------------


@given(
    st.lists(strategies.calendars, min_size=2, max_size=4),
    strategies.terms,
    strategies.moments,
    st.lists(st.sampled_from(["calendar", "pause", "extend"]), max_size=5),
    st.data(),
)
def test_any_calendars_pauses_and_extensions_keep_what_was_promised(
    calendars: list[WorkCalendar],
    term: Term,
    received_at: datetime,
    acts: list[str],
    data: st.DataObject,
) -> None:
    """The promise never exceeds the law; by a calendar it is late only where the office closed."""
    state = Replay(lambda version: calendars[version])
    now, version = received_at, 0
    state.add(Supposed("start", now, now, version, str(term)))
    for act in acts:
        now += timedelta(minutes=data.draw(st.integers(1, 5 * 24 * 60)))
        before = state.dates
        assert before.due_at is not None
        assert before.statutory_at is not None
        if act == "calendar":
            version = data.draw(st.integers(0, len(calendars) - 1))
            after = state.add(Supposed("calendar", now, now, version))
            _check_kept(before.due_at, after.due_at, calendars[version], now)
        elif act == "extend":
            leg = data.draw(strategies.legs)
            after = state.add(Supposed("extend", now, now, version, str(leg)))
            assert after.due_at is not None
            assert after.due_at >= before.due_at
        else:
            since = now
            state.add(Supposed("pause", now, now, version))
            now += timedelta(minutes=data.draw(st.integers(1, 9 * 24 * 60)))
            after = state.add(Supposed("resume", now, since, version))
            assert after.due_at is not None
            assert after.due_at >= before.due_at
        assert after.due_at is not None
        assert after.statutory_at is not None
        assert after.due_at <= after.statutory_at


def _check_kept(
    before: datetime, after: datetime | None, calendar: WorkCalendar, now: datetime
) -> None:
    assert after is not None
    if after > before:
        assert not calendar.is_open(before.date())
    if after < before:
        assert after > now
