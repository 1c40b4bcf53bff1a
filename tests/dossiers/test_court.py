"""Bóng ở sân ai: working time by party, and lateness by hours."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.court import PARTY_OF, Kind, Move, Party, held_by, shares_of, split
from dossiers.durations import exactly, in_words
from dossiers.workflow import Status
from tests.factories import at
from worktime.arithmetic import DayKind, Opening, Pause, SpecialDay, WorkCalendar

CALENDAR = WorkCalendar(
    [
        Opening(weekday, opens, closes)
        for weekday in range(5)
        for opens, closes in ((time(8), time(12)), (time(13), time(17)))
    ],
    {date(2026, 11, 24): SpecialDay(DayKind.OFF)},
)
COUNTER, SIGNER = Party(Kind.COUNTER), Party(Kind.SIGNER)
AGENCY, CITIZEN = Party(Kind.AGENCY), Party(Kind.CITIZEN)
JUSTICE, CLERKS = Party(Kind.OFFICE, "Tư pháp"), Party(Kind.OFFICE, "Văn phòng")
PERCENTS = {JUSTICE: 60, SIGNER: 20, CLERKS: 10}
HISTORY = (
    Move(at("2026-11-09 08:00"), Status.RECEIVED, "Một cửa", "Lê Thị Hòa"),
    Move(at("2026-11-09 10:00"), Status.TRANSFERRED, "Tư pháp"),
    Move(at("2026-11-09 11:00"), Status.ASSIGNED, "Tư pháp", "Phạm Quốc Bảo"),
    Move(at("2026-11-11 08:00"), Status.SUPPLEMENT, "Tư pháp", "Phạm Quốc Bảo"),
    Move(at("2026-11-13 08:00"), Status.ASSIGNED, "Tư pháp", "Phạm Quốc Bảo"),
    Move(at("2026-11-13 15:00"), Status.SUBMITTED_FOR_SIGN, "Lãnh đạo"),
    Move(at("2026-11-16 09:00"), Status.SIGNED, "Văn phòng"),
)


def minutes_of(moves: tuple[Move, ...], pauses: list[Pause], until: datetime) -> dict[Party, int]:
    held = held_by(moves, pauses, since=moves[0].at, until=until, calendar=CALENDAR)
    return {share.party: share.minutes for share in shares_of(held, {}, None, CALENDAR)}


def test_every_status_is_somebodys() -> None:
    assert set(PARTY_OF) == set(Status)


def test_each_hour_of_a_dossier_is_held_by_one_party() -> None:
    pauses = [Pause(at("2026-11-11 08:00"), at("2026-11-13 08:00"))]
    assert minutes_of(HISTORY, pauses, at("2026-11-16 10:00")) == {
        COUNTER: 120, JUSTICE: 60 + 13 * 60 + 6 * 60, CITIZEN: 16 * 60, SIGNER: 3 * 60, CLERKS: 60,
    }  # fmt: skip


def test_who_holds_the_ball_now_is_the_last_of_the_intervals() -> None:
    held = held_by(
        HISTORY, [], since=HISTORY[0].at, until=at("2026-11-13 10:00"), calendar=CALENDAR
    )
    assert (held[-1].party, held[-1].holder) == (JUSTICE, "Phạm Quốc Bảo")
    assert held[-1].since == at("2026-11-09 11:00")  # without a pause it was theirs all the time


def test_until_the_notice_is_sent_the_time_is_the_offices() -> None:
    pauses = [Pause(at("2026-11-11 14:00"), at("2026-11-13 08:00"))]
    spent = minutes_of(HISTORY, pauses, at("2026-11-13 08:00"))
    assert (spent[CITIZEN], spent[JUSTICE]) == (11 * 60, 19 * 60)


def test_a_notice_that_was_never_sent_leaves_the_citizen_nothing() -> None:
    assert CITIZEN not in minutes_of(HISTORY, [], at("2026-11-13 08:00"))


def test_nights_holidays_and_weekends_are_nobodys() -> None:
    moves = (Move(at("2026-11-20 16:00"), Status.RECEIVED, "Một cửa"),)
    assert minutes_of(moves, [], at("2026-11-25 09:00")) == {COUNTER: 60 + 8 * 60 + 60}


def test_lateness_is_split_by_how_far_each_overran_its_share() -> None:
    moves = (
        Move(at("2026-11-09 08:00"), Status.RECEIVED, "Một cửa"),
        Move(at("2026-11-09 10:00"), Status.ASSIGNED, "Tư pháp"),
        Move(at("2026-11-18 08:00"), Status.SUBMITTED_FOR_SIGN, "Lãnh đạo"),
        Move(at("2026-11-19 08:00"), Status.SIGNED, "Văn phòng"),
    )
    held = held_by(moves, [], since=moves[0].at, until=at("2026-11-19 09:00"), calendar=CALENDAR)
    shares = shares_of(held, PERCENTS, at("2026-11-13 17:00"), CALENDAR)
    told = {share.party: (share.allotted, share.counted, share.late) for share in shares}
    assert told == {  # 40 hours for all, 25 late; one party was over
        COUNTER: (4 * 60, 2 * 60, 0),
        JUSTICE: (24 * 60, 54 * 60, 25 * 60),
        SIGNER: (8 * 60, 8 * 60, 0),
        CLERKS: (4 * 60, 60, 0),
    }


def test_an_agency_without_a_share_answers_for_all_it_took() -> None:
    moves = (
        Move(at("2026-11-09 08:00"), Status.RECEIVED, "Một cửa"),
        Move(at("2026-11-09 12:00"), Status.ASSIGNED, "Tư pháp"),
        Move(at("2026-11-10 08:00"), Status.CONSULTING, "Tư pháp"),
        Move(at("2026-11-12 08:00"), Status.ASSIGNED, "Tư pháp"),
    )
    held = held_by(moves, [], since=moves[0].at, until=at("2026-11-13 17:00"), calendar=CALENDAR)
    shares = shares_of(held, PERCENTS, at("2026-11-12 17:00"), CALENDAR)
    assert {share.party: share.late for share in shares if share.late} == {  # 960, 48, 48 over
        AGENCY: 436, COUNTER: 22, JUSTICE: 22,
    }  # fmt: skip


def test_before_the_due_moment_shares_are_of_the_whole_term() -> None:
    held = held_by(
        HISTORY[:1], [], since=HISTORY[0].at, until=at("2026-11-09 09:00"), calendar=CALENDAR
    )
    shares = shares_of(held, PERCENTS, at("2026-11-13 17:00"), CALENDAR)
    assert {share.party: share.allotted for share in shares} == {
        COUNTER: 4 * 60, JUSTICE: 24 * 60, SIGNER: 8 * 60, CLERKS: 4 * 60,
    }  # fmt: skip
    assert not any(share.late for share in shares)


def test_while_the_clock_stands_still_the_allotment_stays_that_of_the_whole_term() -> None:
    asked, pause = HISTORY[3].at, Pause(HISTORY[3].at)
    held = held_by(
        HISTORY[:4], [pause], since=HISTORY[0].at, until=at("2026-11-12 17:00"), calendar=CALENDAR
    )
    due = at("2026-11-13 17:00")
    shares = shares_of(held, PERCENTS, due, CALENDAR, still_since=asked)
    assert sum(share.allotted for share in shares) == 40 * 60
    assert not any(share.late for share in shares)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [(10, (1, 1, 1), (4, 3, 3)), (1, (1, 2), (0, 1)), (0, (1, 2), (0, 0)), (7, (0, 3), (0, 7))],
)
def test_parts_add_up_and_the_largest_remainder_gets_the_rest(
    total: int, weights: tuple[int, ...], parts: tuple[int, ...]
) -> None:
    parties = [Party(Kind.OFFICE, str(number)) for number in range(len(weights))]
    assert tuple(split(total, dict(zip(parties, weights, strict=True))).values()) == parts


START = at("2026-10-01 08:00")
moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
moves_of_any_life = st.lists(
    st.builds(
        Move,
        at=moments,
        status=st.sampled_from(Status),
        office=st.sampled_from(["Một cửa", "Tư pháp", "Văn phòng"]),
        holder=st.sampled_from(["", "Lê Thị Hòa", "Phạm Quốc Bảo"]),
    ),
    max_size=12,
).map(lambda moves: sorted(moves, key=lambda move: move.at))
pauses_of_any_life = st.lists(
    st.one_of(
        st.builds(Pause, moments),
        st.tuples(moments, st.integers(0, 20_000)).map(
            lambda pair: Pause(pair[0], pair[0] + timedelta(minutes=pair[1]))
        ),
    ),
    max_size=4,
)
percents_of_any_procedure = st.dictionaries(
    st.sampled_from([COUNTER, JUSTICE, CLERKS, SIGNER]), st.integers(0, 60)
)


@given(moves_of_any_life, pauses_of_any_life, moments, moments)
def test_parties_add_up_to_the_whole_whatever_happened(
    moves: list[Move], pauses: list[Pause], one: datetime, other: datetime
) -> None:
    since, until = min(one, other), max(one, other)
    held = held_by(moves, pauses, since=since, until=until, calendar=CALENDAR)
    whole = CALENDAR.working_minutes_between(since, until)
    assert sum(piece.minutes for piece in held) == whole
    assert [piece.until for piece in held[:-1]] == [piece.since for piece in held[1:]]
    assert not any(piece.party.kind is Kind.CITIZEN and piece.counted for piece in held)
    assert sum(share.minutes for share in shares_of(held, {}, None, CALENDAR)) == whole


@given(moves_of_any_life, pauses_of_any_life, percents_of_any_procedure, moments, moments, moments)
def test_lateness_adds_up_and_nobody_answers_for_more_than_the_own_overrun(
    moves: list[Move], pauses: list[Pause], percents: dict[Party, int], one: datetime,
    other: datetime, due_at: datetime,
) -> None:  # fmt: skip
    since, until = min(one, other), max(one, other)
    held = held_by(moves, pauses, since=since, until=until, calendar=CALENDAR)
    shares = shares_of(held, percents, due_at, CALENDAR)
    late = sum(
        CALENDAR.working_minutes_between(max(piece.since, due_at), piece.until)
        for piece in held
        if piece.counted and piece.until > due_at
    )
    assert sum(share.late for share in shares) == late
    for share in shares:
        assert 0 <= share.late <= max(0, share.counted - share.allotted)
        assert share.party.kind is not Kind.CITIZEN or share.late == 0


@pytest.mark.parametrize(
    ("minutes", "short", "exact"),
    [
        (0, "0 phút", "0 phút"),
        (20, "20 phút", "20 phút"),
        (200, "3 giờ 20 phút", "3 giờ 20 phút"),
        (480, "1 ngày", "1 ngày"),
        (19 * 60, "2 ngày 3 giờ", "2 ngày 3 giờ"),
        (12 * 60 + 20, "1 ngày 4 giờ", "1 ngày 4 giờ 20 phút"),
        (500, "1 ngày", "1 ngày 20 phút"),
    ],
)
def test_time_is_told_in_days_of_eight_hours(minutes: int, short: str, exact: str) -> None:
    assert in_words(minutes).replace("\u00a0", " ") == short
    assert exactly(minutes).replace("\u00a0", " ") == exact
