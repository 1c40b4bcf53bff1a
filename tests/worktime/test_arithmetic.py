"""Start rules and units, counted by hand from the law (domain 5.2, 5.3, 5.6)."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from tests.worktime.offices import SUNDAY_SESSION, WEEKDAYS, at, office
from worktime.arithmetic import (
    DayKind,
    Opening,
    Pause,
    PausePolicy,
    SpecialDay,
    Term,
    WorkCalendar,
    acceptance_limit,
    counted_from,
    due_at,
    due_with_pauses,
    keep_better,
)

OFFICE = office(SUNDAY_SESSION)
SUPPLEMENT = Pause(at("08/10/2026 10:00"), at("26/10/2026 10:00"))


@pytest.mark.parametrize(
    ("received", "term", "due"),
    [
        # Working days
        ("22/11/2026", "2 WORKING_DAY", "25/11/2026 17:00"),  # Sunday session, 24/11 off
        ("05/10/2026", "10 WORKING_DAY", "19/10/2026 17:00"),
        # Calendar days, the end pushed off a rest day
        ("05/10/2026", "15 DAY", "20/10/2026 17:00"),
        ("12/08/2026", "10 DAY", "22/08/2026 17:00"),  # ends on the Saturday that works
        # Months
        ("05/08/2026", "2 MONTH", "05/10/2026 17:00"),
        ("31/08/2027", "6 MONTH", "29/02/2028 17:00"),  # no 31/02
        ("30/10/2026", "1 MONTH", "30/11/2026 17:00"),
        ("26/08/2026", "1 MONTH", "28/09/2026 17:00"),  # 26/09 is a Saturday
        # Hours
        ("05/10/2026 09:00", "2 HOUR", "05/10/2026 11:00"),
        ("05/10/2026 10:30", "2 HOUR", "05/10/2026 14:30"),  # over lunch
        ("05/10/2026 09:30", "2 HOUR", "05/10/2026 11:30"),  # ends with the morning
        ("05/10/2026 10:00", "8 HOUR", "06/10/2026 10:00"),
        ("02/10/2026 16:30", "4 HOUR", "05/10/2026 10:30"),  # over the weekend
        ("22/11/2026 09:00", "1 HOUR", "23/11/2026 08:00"),  # a session is not working time
        # Legs one after the other
        ("05/08/2026", "2 MONTH + 15 WORKING_DAY", "26/10/2026 17:00"),
        ("26/08/2026", "1 MONTH + 1 WORKING_DAY", "29/09/2026 17:00"),  # month ends Mon 28/09
        ("05/10/2026", "1 WORKING_DAY + 4 HOUR", "07/10/2026 11:00"),
        ("05/10/2026 16:00", "2 HOUR + 1 WORKING_DAY", "07/10/2026 17:00"),
        # Same day
        ("05/10/2026 14:59", "SAME_DAY", "05/10/2026 17:00"),
        ("05/10/2026 15:00", "SAME_DAY", "05/10/2026 17:00"),
        ("05/10/2026 15:01", "SAME_DAY", "06/10/2026 17:00"),
        ("02/10/2026 15:01", "SAME_DAY", "05/10/2026 17:00"),
        ("05/10/2026 17:30", "SAME_DAY", "06/10/2026 17:00"),  # received next morning
        ("22/11/2026 09:00", "SAME_DAY", "22/11/2026 11:30"),  # in the session
        ("22/11/2026 14:00", "SAME_DAY", "23/11/2026 17:00"),  # after the session
    ],
)
def test_the_due_date_is_the_one_counted_by_hand(received: str, term: str, due: str) -> None:
    assert due_at(OFFICE, at(received), Term.parse(term)) == at(due)


@pytest.mark.parametrize(
    ("arrives", "counts_from"),
    [
        ("05/10/2026 09:15", "05/10/2026 09:15"),
        ("05/10/2026 06:30", "05/10/2026 07:00"),  # before opening
        ("05/10/2026 11:30", "05/10/2026 11:30"),
        ("05/10/2026 12:00", "05/10/2026 13:30"),  # lunch
        ("05/10/2026 17:00", "05/10/2026 17:00"),  # the moment of closing is inside
        ("05/10/2026 17:01", "06/10/2026 07:00"),  # after closing
        ("03/10/2026 09:00", "05/10/2026 07:00"),  # Saturday
        ("13/02/2026 20:00", "23/02/2026 07:00"),  # the evening before Tết
        ("21/11/2026 20:00", "22/11/2026 07:30"),  # a Sunday session receives
        ("21/08/2026 17:01", "22/08/2026 07:00"),  # a make-up Saturday
    ],
)
def test_a_receipt_outside_working_time_counts_from_the_next_opening(
    arrives: str, counts_from: str
) -> None:
    assert OFFICE.normalize(at(arrives)) == at(counts_from)


def test_seconds_after_closing_are_after_closing() -> None:
    assert OFFICE.normalize(at("05/10/2026 17:00") + timedelta(seconds=1)) == at("06/10/2026 07:00")


def test_no_term_means_no_due_date() -> None:
    assert due_at(OFFICE, at("05/10/2026"), Term()) is None
    assert due_with_pauses(OFFICE, at("05/10/2026"), Term(), [SUPPLEMENT]) is None


def test_an_office_may_let_its_cut_off_hold_for_every_term() -> None:
    strict = office(cutoff_for_all=True)
    three_days = Term.parse("3 WORKING_DAY")
    assert due_at(strict, at("05/10/2026 15:00"), three_days) == at("08/10/2026 17:00")
    assert due_at(strict, at("05/10/2026 15:01"), three_days) == at("09/10/2026 17:00")
    assert due_at(OFFICE, at("05/10/2026 15:01"), three_days) == at("08/10/2026 17:00")
    answered_late = [
        Pause(at("05/10/2026 10:00"), at("05/10/2026 15:30")),
        Pause(at("05/10/2026 16:00"), at("05/10/2026 16:30")),
    ]
    two_hours = Term.parse("2 HOUR")  # one is used before the first pause
    received = at("05/10/2026 09:00")
    assert due_with_pauses(strict, received, two_hours, answered_late) == at("06/10/2026 08:00")
    assert due_with_pauses(OFFICE, received, two_hours, answered_late) == at("05/10/2026 17:00")


@pytest.mark.parametrize(
    ("submitted", "limit"),
    [
        ("05/10/2026 07:00", "05/10/2026 17:00"),
        ("05/10/2026 09:00", "06/10/2026 09:00"),
        ("05/10/2026 20:00", "06/10/2026 17:00"),
        ("02/10/2026 16:00", "05/10/2026 16:00"),
    ],
)
def test_an_online_submission_is_accepted_within_eight_working_hours(
    submitted: str, limit: str
) -> None:
    assert acceptance_limit(OFFICE, at(submitted)) == at(limit)


@pytest.mark.parametrize(
    ("received", "start"),
    [
        ("05/10/2026 09:15", "05/10/2026 09:15"),
        ("05/10/2026 12:00", "05/10/2026 13:30"),
        ("05/10/2026 17:30", "06/10/2026 07:00"),  # an online submission accepted after closing
        ("03/10/2026 10:00", "05/10/2026 07:00"),  # stamped on a Saturday
    ],
)
def test_time_counts_from_the_first_working_moment(received: str, start: str) -> None:
    assert counted_from(OFFICE, at(received)) == at(start)


def test_a_day_that_opens_after_the_cut_off_has_none() -> None:
    late = WorkCalendar([Opening(0, time(16), time(18))], {}, cutoff_for_all=True)
    assert counted_from(late, at("05/10/2026 17:00")) == at("05/10/2026 17:00")


@pytest.mark.parametrize(
    ("promised", "statutory", "kept"),
    [
        ("14/10/2026 17:00", "15/10/2026 17:00", "14/10/2026 17:00"),  # the promise is better
        ("14/10/2026 17:00", "13/10/2026 17:00", "13/10/2026 17:00"),  # the law is better
        ("24/11/2026 17:00", "26/11/2026 17:00", "25/11/2026 17:00"),  # closed on the promised day
        ("24/11/2026 17:00", "23/11/2026 17:00", "23/11/2026 17:00"),
        ("22/11/2026 10:00", "25/11/2026 17:00", "22/11/2026 10:00"),  # open for a session
        ("14/10/2026 10:30", "14/10/2026 14:30", "14/10/2026 10:30"),  # hours
    ],
)
def test_after_a_change_of_the_calendar_the_better_date_is_kept(
    promised: str, statutory: str, kept: str
) -> None:
    assert keep_better(OFFICE, at(promised).astimezone(UTC), at(statutory)) == at(kept)


def test_moments_may_come_in_any_time_zone_but_not_without_one() -> None:
    utc = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
    tokyo = utc.astimezone(timezone(timedelta(hours=9)))
    term = Term.parse("2 HOUR")
    assert due_at(OFFICE, utc, term) == due_at(OFFICE, tokyo, term) == at("05/10/2026 11:00")
    late_utc_evening = datetime(2026, 10, 5, 17, 30, tzinfo=UTC)  # 06/10 00:30 in Vietnam
    assert due_at(OFFICE, late_utc_evening, Term.parse("1 WORKING_DAY")) == at("07/10/2026 17:00")
    pause = Pause(SUPPLEMENT.starts_at.astimezone(UTC), datetime(2026, 10, 25, 23, 30, tzinfo=UTC))
    ten_days = Term.parse("10 WORKING_DAY")
    for policy in PausePolicy:  # answered on 26/10 at 06:30 in Vietnam
        assert due_with_pauses(OFFICE, utc, ten_days, [pause], policy) == due_with_pauses(
            OFFICE, utc, ten_days, [SUPPLEMENT], policy
        )
    naive = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001
    for refuse in (
        lambda: due_at(OFFICE, naive, term),
        lambda: OFFICE.normalize(naive),
        lambda: OFFICE.working_minutes_between(naive, utc),
        lambda: Pause(naive, utc),
        lambda: due_with_pauses(OFFICE, utc, term, [Pause(naive)]),
    ):
        with pytest.raises(ValueError, match="time zone"):
            refuse()


def test_dates_outside_the_tables_are_refused_instead_of_guessed() -> None:
    for day in (date(2014, 12, 31), date(2046, 1, 1)):
        with pytest.raises(ValueError, match="outside the calendar"):
            OFFICE.is_working(day)
    with pytest.raises(ValueError, match="leaves the calendar"):
        due_at(OFFICE, at("05/10/2026"), Term.parse("9000 WORKING_DAY"))
    with pytest.raises(ValueError, match="leaves the calendar"):
        OFFICE.add_working_days(date(2015, 1, 5), -10)


def test_a_make_up_saturday_is_a_whole_day_where_saturdays_are_half() -> None:
    half_saturdays = [*WEEKDAYS, Opening(5, time(7), time(11, 30))]
    made_up = {date(2026, 10, 10): SpecialDay(DayKind.WORK)}
    calendar = WorkCalendar(half_saturdays, made_up)
    assert calendar.closing(date(2026, 10, 3)) == at("03/10/2026 11:30")
    assert calendar.closing(date(2026, 10, 10)) == at("10/10/2026 17:00")


def test_working_minutes_count_for_whoever_holds_the_dossier() -> None:
    assert OFFICE.working_minutes_between(at("05/10/2026 11:00"), at("05/10/2026 14:00")) == 60
    assert OFFICE.working_minutes_between(at("02/10/2026 16:00"), at("05/10/2026 08:00")) == 120
    assert OFFICE.working_minutes_between(at("05/10/2026 08:00"), at("02/10/2026 16:00")) == -120
    assert OFFICE.working_minutes_between(at("21/11/2026 07:00"), at("22/11/2026 17:00")) == 0
