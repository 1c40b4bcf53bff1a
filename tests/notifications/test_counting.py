"""How many SMS a text is, as the network counts."""

import pytest

from notifications.channels.counting import Encoding, parts

A_MARK = "ạ"


@pytest.mark.parametrize(
    ("text", "count", "left"),
    [
        ("", 1, 160),
        ("a" * 160, 1, 0),
        ("a" * 161, 2, 145),
        ("a" * 306, 2, 0),
        ("a" * 307, 3, 152),
        ("[" + "a" * 157 + "]", 2, 145),
        ("€" * 80, 1, 0),
        ("à" * 160, 1, 0),  # one of the few marks that the plain alphabet has
    ],
)
def test_plain_letters_fill_160_alone_and_153_together(text: str, count: int, left: int) -> None:
    counted = parts(text)
    assert (counted.encoding, counted.parts, counted.left) == (Encoding.GSM7, count, left)


def test_a_bracket_is_not_torn_between_two_parts() -> None:
    counted = parts("a" * 152 + "[" + "a" * 10)
    assert (counted.parts, counted.characters, counted.left) == (2, 164, 153 - 12)


@pytest.mark.parametrize(
    ("text", "count", "left"),
    [
        (A_MARK * 70, 1, 0),
        (A_MARK * 71, 2, 63),
        (A_MARK + "a" * 133, 2, 0),
        ("😀" * 35, 1, 0),
        ("a" * 66 + "😀" + A_MARK * 5, 2, 60),
    ],
)
def test_one_vietnamese_mark_makes_it_70_alone_and_67_together(
    text: str, count: int, left: int
) -> None:
    counted = parts(text)
    assert (counted.encoding, counted.parts, counted.left) == (Encoding.UCS2, count, left)
