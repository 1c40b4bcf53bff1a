"""Pauses of every kind of term, counted by hand under both policies (domain 5.3, 5.6)."""

import pytest

from tests.worktime.offices import SUNDAY_SESSION, at, office
from worktime.arithmetic import Pause, PausePolicy, Term, due_with_pauses

OFFICE = office(SUNDAY_SESSION)
SUPPLEMENT = Pause(at("08/10/2026 10:00"), at("26/10/2026 10:00"))


@pytest.mark.parametrize(
    ("policy", "due"),
    [
        (PausePolicy.REMAINING_WORKING_DAYS, "04/11/2026 17:00"),  # 3 used, 7 left
        (PausePolicy.ELAPSED, "06/11/2026 17:00"),  # 18 calendar days later
    ],
)
def test_a_supplement_stops_the_clock_by_the_policy_of_the_office(
    policy: PausePolicy, due: str
) -> None:
    term = Term.parse("10 WORKING_DAY")
    received = at("05/10/2026")
    assert due_with_pauses(OFFICE, received, term, [SUPPLEMENT], policy) == at(due)
    assert due_with_pauses(office(pause_policy=policy), received, term, [SUPPLEMENT]) == at(due)


@pytest.mark.parametrize(
    ("received", "term", "pauses", "remaining", "elapsed"),
    [
        # 12 of 15 days left on 08/10; due 07/11 is a Saturday. Elapsed: 20/10 + 18 days.
        ("05/10/2026", "15 DAY", [("08/10/2026", "26/10/2026")], "09/11/2026", "09/11/2026"),
        # 28 days of the month left on 08/10 (it ends 05/11): 26/10 + 28. Elapsed: 05/11 + 18.
        ("05/10/2026", "1 MONTH", [("08/10/2026", "26/10/2026")], "23/11/2026", "23/11/2026"),
        # 6 of 8 hours left at 11:00; half an hour of them before lunch on 08/10.
        (
            "05/10/2026 09:00",
            "8 HOUR",
            [("05/10/2026 11:00", "08/10/2026 11:00")],
            "09/10/2026 09:00",
            "09/10/2026 09:00",
        ),
        # Months used up, 3 of 15 working days used: 12 left.
        (
            "05/08/2026",
            "2 MONTH + 15 WORKING_DAY",
            [("08/10/2026", "26/10/2026")],
            "11/11/2026",
            "13/11/2026",
        ),
        # 27 days of the month left end on Sunday 08/11, so on the 9th; then the second leg.
        (
            "05/10/2026",
            "1 MONTH + 2 WORKING_DAY",
            [("09/10/2026", "12/10/2026")],
            "11/11/2026",
            "12/11/2026",
        ),
        # The day was used up before the pause, so the hours follow it from its closing.
        (
            "05/10/2026",
            "1 WORKING_DAY + 1 HOUR",
            [("06/10/2026 10:00", "06/10/2026 10:05")],
            "07/10/2026 08:00",
            "07/10/2026 08:00",
        ),
        # The same, answered in the Sunday session: three days after that Sunday.
        (
            "19/11/2026",
            "1 WORKING_DAY + 3 DAY",
            [("20/11/2026 10:00", "22/11/2026 08:00")],
            "25/11/2026",
            "25/11/2026",
        ),
        # Asked when the day is over: the hours are whole and count from the answer.
        (
            "05/10/2026",
            "1 WORKING_DAY + 1 HOUR",
            [("06/10/2026 17:00", "08/10/2026 10:00")],
            "08/10/2026 11:00",
            "08/10/2026 11:00",
        ),
        # Before the receipt nothing runs, so nothing stops.
        (
            "05/10/2026",
            "10 WORKING_DAY",
            [("01/10/2026", "02/10/2026")],
            "19/10/2026",
            "19/10/2026",
        ),
        (
            "05/10/2026",
            "10 WORKING_DAY",
            [("01/10/2026", "06/10/2026")],
            "20/10/2026",
            "20/10/2026",
        ),
        # Received after the cut-off on Friday, so due on Monday; a session does not shorten it.
        (
            "20/11/2026 15:01",
            "SAME_DAY",
            [("20/11/2026 16:00", "22/11/2026 08:00")],
            "23/11/2026",
            "23/11/2026",
        ),
        # Two pauses: 2 used, 1 used, 7 left from 02/11.
        (
            "05/10/2026",
            "10 WORKING_DAY",
            [("07/10/2026", "12/10/2026"), ("13/10/2026", "02/11/2026")],
            "11/11/2026",
            "13/11/2026",
        ),
        # Same day: answered before 15:00 the same day, after it the next.
        (
            "05/10/2026 09:00",
            "SAME_DAY",
            [("05/10/2026 10:00", "06/10/2026 10:00")],
            "06/10/2026",
            "06/10/2026",
        ),
        (
            "05/10/2026 09:00",
            "SAME_DAY",
            [("05/10/2026 10:00", "05/10/2026 15:30")],
            "06/10/2026",
            "06/10/2026",
        ),
        # Asked on the last day: one day is left at least.
        (
            "05/10/2026",
            "3 WORKING_DAY",
            [("08/10/2026 16:00", "15/10/2026")],
            "16/10/2026",
            "15/10/2026",
        ),
        # Answered in the evening: received the next morning.
        (
            "05/10/2026",
            "10 WORKING_DAY",
            [("08/10/2026", "26/10/2026 20:00")],
            "05/11/2026",
            "06/11/2026",
        ),
        # Asked after the due date: late stays late.
        (
            "05/10/2026",
            "3 WORKING_DAY",
            [("09/10/2026", "20/10/2026")],
            "08/10/2026",
            "08/10/2026",
        ),
        (
            "05/10/2026",
            "3 WORKING_DAY",
            [("08/10/2026 17:00", "20/10/2026")],
            "08/10/2026",
            "08/10/2026",
        ),
    ],
)
def test_pauses_are_taken_out_of_every_kind_of_term(
    received: str, term: str, pauses: list[tuple[str, str]], remaining: str, elapsed: str
) -> None:
    taken_out = [Pause(at(start), at(end)) for start, end in pauses]
    for policy, due in zip(PausePolicy, (remaining, elapsed), strict=True):
        expected = at(due if ":" in due else f"{due} 17:00")
        found = due_with_pauses(OFFICE, at(received), Term.parse(term), taken_out, policy)
        assert found == expected, policy


@pytest.mark.parametrize("policy", PausePolicy)
def test_while_a_pause_is_open_nothing_is_due(policy: PausePolicy) -> None:
    term, received = Term.parse("10 WORKING_DAY"), at("05/10/2026")
    open_pause = Pause(at("08/10/2026"))
    assert due_with_pauses(OFFICE, received, term, [open_pause], policy) is None
    assert due_with_pauses(OFFICE, received, term, [SUPPLEMENT, open_pause], policy) is None
    after_due = Pause(at("20/10/2026"))
    assert due_with_pauses(OFFICE, received, term, [after_due], policy) == at("19/10/2026 17:00")


def test_a_pause_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Pause(at("08/10/2026"), at("07/10/2026"))
