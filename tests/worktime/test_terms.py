import pytest

from worktime.arithmetic import Leg, Term, Unit


@pytest.mark.parametrize(
    ("text", "term", "words"),
    [
        ("15 WORKING_DAY", Term((Leg(15, Unit.WORKING_DAY),)), "15 ngày làm việc"),
        ("20 DAY", Term((Leg(20, Unit.DAY),)), "20 ngày"),
        ("8 HOUR", Term((Leg(8, Unit.HOUR),)), "8 giờ làm việc"),
        (
            "2 MONTH + 15 WORKING_DAY",
            Term((Leg(2, Unit.MONTH), Leg(15, Unit.WORKING_DAY))),
            "2 tháng và 15 ngày làm việc",
        ),
        (
            "1 MONTH + 3 DAY + 4 HOUR",
            Term((Leg(1, Unit.MONTH), Leg(3, Unit.DAY), Leg(4, Unit.HOUR))),
            "1 tháng, 3 ngày và 4 giờ làm việc",
        ),
        ("SAME_DAY", Term(same_day=True), "trong ngày"),
        ("NONE", Term(), "không có hạn"),
    ],
)
def test_a_term_is_read_written_and_said_in_words(text: str, term: Term, words: str) -> None:
    assert Term.parse(text) == term
    assert str(term) == text
    assert term.describe() == words


def test_blanks_and_letter_case_do_not_matter_and_nothing_means_no_term() -> None:
    assert Term.parse("  2 month+15   working_day ") == Term.parse("2 MONTH + 15 WORKING_DAY")
    assert Term.parse("").is_none
    assert Term.parse("NONE").is_none
    assert not Term.parse("SAME_DAY").is_none


@pytest.mark.parametrize(
    "text",
    ["15", "15 WEEK", "WORKING_DAY", "0 DAY", "-3 DAY", "1.5 DAY", "3 DAY +", "SAME_DAY + 1 DAY"],
)
def test_what_is_not_a_term_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="term"):
        Term.parse(text)


def test_a_same_day_term_has_no_legs() -> None:
    with pytest.raises(ValueError, match="same-day"):
        Term((Leg(1, Unit.DAY),), same_day=True)
