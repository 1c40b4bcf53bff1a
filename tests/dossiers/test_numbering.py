"""Official codes: gapless per agency and day, whoever writes at the same time."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from dossiers.models import NumberCounter
from dossiers.numbering import next_number, official_code
from portal.lib.codes import read_code

WRITERS = 32
DAY = date(2026, 11, 23)
CODE = re.compile(r"^[A-Z0-9.]+-\d{6}-\d{4,5}$")  # domain 3.3
AGENCY = re.compile(r"^(?:\d{3}\.\d{2}\.\d{2}\.)?[GH]\d{2}(?:\.\d{1,3}){0,3}$")


class ChangedMind(Exception):
    """The intake fails after it had its number."""


def test_the_first_number_of_a_day_is_one_and_days_and_agencies_do_not_mix(db: None) -> None:
    assert [next_number("H99.12", DAY) for _ in range(3)] == [1, 2, 3]
    assert next_number("H99.13", DAY) == 1
    assert next_number("H99.12", date(2026, 11, 24)) == 1


@pytest.mark.django_db(transaction=True)
def test_thirty_two_writers_at_once_get_every_number_once() -> None:
    each = 4
    numbers = _together(lambda: [_take() for _ in range(each)])
    assert sorted(sum(numbers, [])) == list(range(1, WRITERS * each + 1))


@pytest.mark.django_db(transaction=True)
def test_numbers_of_failed_intakes_are_given_again_without_a_gap() -> None:
    def every_second_fails() -> list[int]:
        kept = []
        for attempt in range(4):
            try:
                kept.append(_take(fail=attempt % 2 == 0))
            except ChangedMind:
                continue
        return kept

    numbers = sum(_together(every_second_fails), [])
    assert sorted(numbers) == list(range(1, WRITERS * 2 + 1))
    assert NumberCounter.objects.get(agency="H99.12", day=DAY).last == WRITERS * 2


@given(
    agency=st.from_regex(AGENCY, fullmatch=True).filter(str.isascii),
    day=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    number=st.integers(min_value=1, max_value=99_999),
)
def test_a_code_has_the_national_shape_and_tells_agency_day_and_number(
    agency: str, day: date, number: int
) -> None:
    code = official_code(agency, day, number)
    assert CODE.fullmatch(code)
    assert code.split("-")[0] == agency
    assert code.split("-")[1] == f"{day:%y%m%d}"
    assert int(code.split("-")[2]) == number


def test_a_fifth_digit_comes_only_after_9999() -> None:
    assert official_code("H99.12", DAY, 42) == "H99.12-261123-0042"
    assert official_code("H99.12", DAY, 9999) == "H99.12-261123-9999"
    assert official_code("H99.12", DAY, 10000) == "H99.12-261123-10000"


def _take(*, fail: bool = False) -> int:
    with transaction.atomic():
        number = next_number("H99.12", DAY)
        if fail:
            raise ChangedMind
    return number


def _together(job: Callable[[], list[int]]) -> list[list[int]]:
    """The job in as many threads as there are writers, all starting at the same moment."""
    start = Barrier(WRITERS)

    def run(_: int) -> list[int]:
        start.wait(timeout=30)
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


@pytest.mark.parametrize("number", [1, 42, 9999, 10000])
@pytest.mark.parametrize(
    "spelling",
    [
        "{agency}-{day}-{number}",
        "{agency} {day} {number}",
        "{agency}\u2013{day}\u2013{number}",
        "{agency}{day}{number}",
        "{day}-{number}",
        " {day}{number} ",
    ],
)
@pytest.mark.parametrize("change", [str.lower, str.upper, lambda text: text.replace(".", "")])
def test_a_code_is_read_from_any_spelling(
    number: int, spelling: str, change: Callable[[str], str]
) -> None:
    code = official_code("H99.12", DAY, number)
    agency, day, digits = code.split("-")
    typed = change(spelling.format(agency=agency, day=day, number=digits))
    assert read_code(typed, "H99.12") == code


def test_leading_zeros_may_be_left_out() -> None:
    assert read_code("261123-42", "H99.12") == "H99.12-261123-0042"


def test_codes_of_online_receipts_are_read_too() -> None:
    for typed in ("N-34AC-79DE", "n34ac79de", "n 34ac 79de"):
        assert read_code(typed, "H99.12") == "N-34AC-79DE"


def test_another_agencys_code_is_left_as_it_is() -> None:
    assert read_code(" h99.13-261123-0042 ", "H99.12") == "H99.13-261123-0042"
