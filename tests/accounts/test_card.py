"""The string in the QR of a citizen card, as readers of every kind send it (domain 8.2)."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.identity import parse_card
from portal.lib.errors import Refused

SEVEN = "056095012345|225123456|Nguyễn Văn An|05031995|Nam|Thôn Trường Lạc, Xã Diên Lạc|12082021"


def test_the_seven_fields_of_a_card_are_read() -> None:
    card = parse_card(SEVEN)
    assert (card.personal_id, card.old_id) == ("056095012345", "225123456")
    assert (card.full_name, card.name_is_broken) == ("Nguyễn Văn An", False)
    assert (card.birth_date, card.gender) == (date(1995, 3, 5), "male")
    assert card.address == "Thôn Trường Lạc, Xã Diên Lạc"
    assert card.issued_on == date(2021, 8, 12)


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{SEVEN}",
        f"{SEVEN}\r\n",
        f"\ufeff{SEVEN}\r",
        f"  {SEVEN}  ",
        f"{SEVEN}|Nguyễn Văn Cha|Trần Thị Mẹ|",
        unicodedata.normalize("NFD", SEVEN),
    ],
    ids=["BOM", "CR LF", "BOM and CR", "blanks", "parents of the new card", "NFD"],
)
def test_what_readers_add_and_how_they_write_marks_changes_nothing(text: str) -> None:
    assert parse_card(text) == parse_card(SEVEN)


def test_six_fields_are_enough_and_the_issue_date_is_then_unknown() -> None:
    card = parse_card("056195012345||Trần Thị Bình|05031995|Nữ|Thôn 1")
    assert (card.old_id, card.gender, card.issued_on) == ("", "female", None)


def test_a_date_that_is_only_a_year_is_left_out() -> None:
    assert parse_card(SEVEN.replace("05031995", "1995")).birth_date is None


@pytest.mark.parametrize(
    "name", ["Nguye^~n Va(n An", "Nguy?n V?n An", "Nguyễn Văn\ufffd An", "", "N9uyễn Văn An"]
)
def test_a_name_with_broken_marks_keeps_the_number(name: str) -> None:
    card = parse_card(SEVEN.replace("Nguyễn Văn An", name))
    assert card.personal_id == "056095012345"
    assert card.name_is_broken


@pytest.mark.parametrize("name", ["NGUYỄN THỊ SÁU", "Y Bhăm Êñuôl", "K' Brểu", "Trần Lê-Anh"])
def test_real_names_are_not_taken_for_broken_ones(name: str) -> None:
    assert not parse_card(SEVEN.replace("Nguyễn Văn An", name)).name_is_broken


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Chưa đọc được thẻ"),
        ("056095012345", "Chưa đọc được thẻ"),
        ("056095012345||Nguyễn Văn An|05031995|Nam", "Chưa đọc được thẻ"),
        (SEVEN[1:], "12 chữ số"),
        ("0" + SEVEN, "12 chữ số"),
        (SEVEN.replace("056095012345", "05609501234x"), "chỉ gồm chữ số"),
    ],
)
def test_a_broken_string_is_refused_with_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse_card(text)


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_parser(text: str) -> None:
    try:
        card = parse_card(text)
    except Refused:
        return
    assert len(card.personal_id) == 12
