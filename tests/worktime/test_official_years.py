"""Dates of five years, counted by hand on the official holiday tables, the reason beside each.

Off in 2023: 01-02/01, 20-26/01, 29/04-03/05, 01-04/09. In 2024: 01/01, 08-14/02, 18/04, 29/04-01/05
(Saturday 04/05 works), 02-03/09. In 2025: 01/01, 25/01-02/02, 07/04, 30/04-02/05 (Saturday 26/04
works), 01-02/09. In 2026: 01-02/01 (Saturday 10/01 works), 14-22/02, 26-27/04, 30/04-01/05,
31/08-02/09 (Saturday 22/08 works), 24/11. In 2027: 01/01, 04-10/02 (foreseen), 16/04, 30/04-03/05,
02-03/09, 24/11. The office works from Monday to Friday, 07:00-11:30 and 13:30-17:00.
"""

import pytest

from tests.worktime.offices import at, office
from worktime.arithmetic import Leg, Pause, PausePolicy, Term, due_at, due_with_pauses

OFFICE = office()
Row = tuple[str, str, str, str]

TET_DUONG_LICH: list[Row] = [
    ("30/12/2022", "1 WORKING_DAY", "03/01/2023", "Sun 01/01 made up on Mon 02/01, Tue is first"),
    ("30/12/2022", "5 WORKING_DAY", "09/01/2023", "03 04 05 06, then Mon 09"),
    ("29/12/2023", "1 WORKING_DAY", "02/01/2024", "Mon 01/01 off"),
    ("27/12/2023", "5 WORKING_DAY", "04/01/2024", "28 29, weekend and 01/01, 02 03 04"),
    ("31/12/2024", "1 WORKING_DAY", "02/01/2025", "Wed 01/01 off"),
    ("31/12/2024 16:30", "2 HOUR", "02/01/2025 08:30", "30 min, 01/01 off, 90 min from 07:00"),
    ("31/12/2025", "3 WORKING_DAY", "07/01/2026", "Thu 01, Fri 02 (swap), weekend, 05 06 07"),
    ("31/12/2025", "8 WORKING_DAY", "13/01/2026", "05-09, Sat 10 works, 12 13"),
    ("09/01/2026", "1 WORKING_DAY", "10/01/2026", "Saturday made up for 02/01"),
    ("02/12/2025", "1 MONTH", "05/01/2026", "02/01 is off by the swap, Monday follows"),
    ("31/12/2026", "1 WORKING_DAY", "04/01/2027", "Fri 01/01 off, weekend"),
    ("29/12/2026", "5 WORKING_DAY", "06/01/2027", "30 31, Fri 01/01 and weekend, 04 05 06"),
]
TET_NGUYEN_DAN: list[Row] = [
    ("19/01/2023", "1 WORKING_DAY", "27/01/2023", "Fri 20 to Thu 26 off"),
    ("18/01/2023", "3 WORKING_DAY", "30/01/2023", "19, 27, then Mon 30"),
    ("16/01/2023", "5 WORKING_DAY", "30/01/2023", "17 18 19, 27, 30"),
    ("10/01/2023", "15 DAY", "27/01/2023", "25/01 is mùng 4, off until 26"),
    ("23/12/2022", "1 MONTH", "27/01/2023", "23/01 is mùng 2, off until 26"),
    ("19/01/2023 16:00", "4 HOUR", "27/01/2023 10:00", "1 h before Tết, 3 h from 07:00"),
    ("19/01/2023 15:30", "SAME_DAY", "27/01/2023", "after 15:00: the next working day"),
    ("07/02/2024", "1 WORKING_DAY", "15/02/2024", "Thu 08 to Wed 14 off"),
    ("05/02/2024", "5 WORKING_DAY", "19/02/2024", "06 07, 15 16, then Mon 19"),
    ("31/01/2024", "10 WORKING_DAY", "21/02/2024", "01 02, 05 06 07, 15 16, 19 20 21"),
    ("10/01/2024", "1 MONTH", "15/02/2024", "10/02 is mùng 1, off until 14"),
    ("29/01/2024", "10 DAY", "15/02/2024", "08/02 is 29 tháng Chạp"),
    ("07/02/2024 16:00", "8 HOUR", "15/02/2024 16:00", "1 h; 4 h 30 and 2 h 30 after Tết"),
    ("24/01/2025", "1 WORKING_DAY", "03/02/2025", "Sat 25/01 to Sun 02/02 off"),
    ("21/01/2025", "5 WORKING_DAY", "04/02/2025", "22 23 24, 03 04"),
    ("30/12/2024", "1 MONTH", "03/02/2025", "30/01 is mùng 2"),
    ("17/01/2025", "20 WORKING_DAY", "21/02/2025", "20-24, then 03-07, 10-14, 17-21"),
    ("24/01/2025 15:01", "SAME_DAY", "03/02/2025", "after 15:00, then Tết"),
    ("13/02/2026 10:00", "3 WORKING_DAY", "25/02/2026", "rest 14-22, 23 24 25"),
    ("09/02/2026", "10 WORKING_DAY", "02/03/2026", "10-13, 23-27, Mon 02"),
    ("10/02/2026", "10 DAY", "23/02/2026", "20/02 is mùng 4, then the weekend"),
    ("16/01/2026", "1 MONTH", "23/02/2026", "16/02 is 29 tháng Chạp"),
    ("13/02/2026 16:00", "8 HOUR", "23/02/2026 16:00", "1 h on Friday, 7 h on Monday 23"),
    ("13/02/2026 15:01", "SAME_DAY", "23/02/2026", "the next working day is after Tết"),
    ("03/02/2027", "1 WORKING_DAY", "11/02/2027", "Thu 04 to Wed 10 off"),
    ("01/02/2027", "5 WORKING_DAY", "15/02/2027", "02 03, 11 12, Mon 15"),
    ("27/01/2027", "10 DAY", "11/02/2027", "06/02 is mùng 1"),
    ("06/01/2027", "1 MONTH", "11/02/2027", "06/02 is mùng 1"),
]
SPRING: list[Row] = [
    ("28/04/2023", "1 WORKING_DAY", "04/05/2023", "29-30/04 and 01/05, made up on 02 and 03"),
    ("26/04/2023", "5 WORKING_DAY", "08/05/2023", "27 28, 04 05, Mon 08"),
    ("13/04/2023", "20 DAY", "04/05/2023", "03/05 is off in compensation"),
    ("17/04/2024", "1 WORKING_DAY", "19/04/2024", "Giỗ Tổ Thu 18/04"),
    ("15/04/2024", "5 WORKING_DAY", "23/04/2024", "16 17, 19, 22 23"),
    ("26/04/2024", "3 WORKING_DAY", "04/05/2024", "29/04-01/05 off, 02 03, Sat 04 works"),
    ("03/05/2024", "1 WORKING_DAY", "04/05/2024", "Saturday made up for 29/04"),
    ("04/04/2024", "30 DAY", "04/05/2024", "ends on the Saturday that works"),
    ("04/04/2025", "1 WORKING_DAY", "08/04/2025", "Giỗ Tổ Mon 07/04"),
    ("25/04/2025", "1 WORKING_DAY", "26/04/2025", "Saturday made up for 02/05"),
    ("25/04/2025", "5 WORKING_DAY", "06/05/2025", "Sat 26, 28 29, off 30/04-04/05, 05 06"),
    ("26/04/2025", "2 WORKING_DAY", "29/04/2025", "received on the Saturday that works"),
    ("02/04/2025", "1 MONTH", "05/05/2025", "02/05 is off by the swap"),
    ("29/04/2025 16:00", "4 HOUR", "05/05/2025 10:00", "1 h on Tuesday, 3 h on Monday"),
    ("24/04/2026", "5 WORKING_DAY", "06/05/2026", "Mon 27 off, 28 29, 30/04 01/05 off, 04 05 06"),
    ("10/04/2026", "20 DAY", "04/05/2026", "30/04, 01/05 and the weekend"),
    ("26/03/2026", "1 MONTH", "28/04/2026", "Giỗ Tổ on Sunday 26, made up on Monday 27"),
    ("15/04/2027", "1 WORKING_DAY", "19/04/2027", "Giỗ Tổ Fri 16/04, weekend"),
    ("29/04/2027", "1 WORKING_DAY", "04/05/2027", "Fri 30/04, Sat 01/05 made up on Mon 03"),
    ("01/04/2027", "1 MONTH", "04/05/2027", "Sat 01/05, Sunday, Mon 03 in compensation"),
]
NATIONAL_DAY: list[Row] = [
    ("31/08/2023", "1 WORKING_DAY", "05/09/2023", "Fri 01, Sat 02 made up on Mon 04"),
    ("29/08/2023", "3 WORKING_DAY", "05/09/2023", "30 31, Tue 05"),
    ("02/08/2023", "1 MONTH", "05/09/2023", "Sat 02/09, Sunday, Mon 04 in compensation"),
    ("30/08/2024", "1 WORKING_DAY", "04/09/2024", "Mon 02 and Tue 03 off"),
    ("28/08/2024", "3 WORKING_DAY", "04/09/2024", "29 30, Wed 04"),
    ("19/08/2024", "15 DAY", "04/09/2024", "03/09 is off"),
    ("29/08/2025", "1 WORKING_DAY", "03/09/2025", "Mon 01 and Tue 02 off"),
    ("26/08/2025", "5 WORKING_DAY", "04/09/2025", "27 28 29, 03 04"),
    ("21/08/2026", "5 WORKING_DAY", "27/08/2026", "Sat 22 works, 24 25 26 27"),
    ("21/08/2026 15:01", "SAME_DAY", "22/08/2026", "the next working day is Saturday 22"),
    ("28/08/2026", "1 WORKING_DAY", "03/09/2026", "Mon 31/08 (swap), 01 and 02/09 off"),
    ("26/08/2026", "5 WORKING_DAY", "07/09/2026", "27 28, 03 04, Mon 07"),
    ("31/07/2026", "1 MONTH", "03/09/2026", "31/08 is off by the swap"),
    ("01/09/2027", "1 WORKING_DAY", "06/09/2027", "Thu 02 and Fri 03 off, weekend"),
    ("30/08/2027", "3 WORKING_DAY", "06/09/2027", "31/08, 01/09, Mon 06"),
]
CULTURE_DAY: list[Row] = [
    ("21/11/2025", "1 WORKING_DAY", "24/11/2025", "no holiday before the law of 01/07/2026"),
    ("20/11/2026", "3 WORKING_DAY", "26/11/2026", "23, 24 off, 25 26"),
    ("23/11/2026 15:01", "SAME_DAY", "25/11/2026", "after 15:00, 24 off"),
    ("09/11/2026", "15 DAY", "25/11/2026", "24/11 off"),
    ("23/11/2026 16:00", "2 HOUR", "25/11/2026 08:00", "1 h, 24 off, 1 h"),
    ("24/10/2026", "1 MONTH", "26/11/2026", "Saturday: received on Mon 26/10"),
    ("23/11/2027", "1 WORKING_DAY", "25/11/2027", "Wed 24 off"),
    ("22/10/2027", "1 MONTH + 2 WORKING_DAY", "25/11/2027", "Mon 22/11, then 23, 25"),
]


def moment(text: str) -> str:
    return text if ":" in text else f"{text} 17:00"


@pytest.mark.parametrize(
    ("received", "term", "due", "why"),
    [*TET_DUONG_LICH, *TET_NGUYEN_DAN, *SPRING, *NATIONAL_DAY, *CULTURE_DAY],
)
def test_the_due_date_is_the_one_counted_by_hand(
    received: str, term: str, due: str, why: str
) -> None:
    assert due_at(OFFICE, at(received), Term.parse(term)) == at(moment(due)), why


@pytest.mark.parametrize(
    ("received", "term", "pauses", "extension", "due", "why"),
    [
        (
            "02/02/2026", "10 WORKING_DAY", [("05/02/2026", "24/02/2026")], "",
            "05/03/2026", "03 04 05 used; 25 26 27, 02-05/03 left",
        ),
        ("13/02/2026", "3 WORKING_DAY", [], "5 WORKING_DAY", "04/03/2026", "25/02; 26 27, 02-04"),
        ("16/11/2026", "5 WORKING_DAY", [], "2 WORKING_DAY", "26/11/2026", "23/11; 24 off, 25 26"),
        (
            "10/02/2026", "10 DAY", [], "5 DAY",
            "02/03/2026", "23/02 is the end; Saturday 28/02 is pushed to Monday",
        ),
        ("05/10/2026", "1 MONTH", [], "15 DAY", "20/11/2026", "05/11, then 15 days"),
        ("05/10/2026 10:30", "2 HOUR", [], "1 HOUR", "05/10/2026 15:30", "14:30, one hour more"),
        ("02/10/2026", "SAME_DAY", [], "1 WORKING_DAY", "05/10/2026", "Friday, then Monday"),
        (
            "05/10/2026", "5 WORKING_DAY", [("14/10/2026", "20/10/2026")], "5 WORKING_DAY",
            "23/10/2026", "12/10; 13 14 of the extension used, 21 22 23 left",
        ),
        (
            "05/10/2026", "5 WORKING_DAY", [("07/10/2026", "13/10/2026")], "5 WORKING_DAY",
            "23/10/2026", "06 07 used, 14 15 16 left; then 19-23",
        ),
    ],
)  # fmt: skip
def test_pauses_and_extensions_are_the_ones_counted_by_hand(
    received: str, term: str, pauses: list[tuple[str, str]], extension: str, due: str, why: str
) -> None:
    taken_out = [Pause(at(start), at(end)) for start, end in pauses]
    legs = [Leg.parse(extension)] if extension else []
    found = due_with_pauses(OFFICE, at(received), Term.parse(term), taken_out, extensions=legs)
    assert found == at(moment(due)), why


def test_an_extended_date_is_moved_by_elapsed_days_like_any_other() -> None:
    pause = Pause(at("14/10/2026"), at("20/10/2026"))  # 6 days
    found = due_with_pauses(
        OFFICE,
        at("05/10/2026"),
        Term.parse("5 WORKING_DAY"),
        [pause],
        PausePolicy.ELAPSED,
        [Leg.parse("5 WORKING_DAY")],
    )
    assert found == at("26/10/2026 17:00")  # 19/10 and 6 days is Sunday 25
