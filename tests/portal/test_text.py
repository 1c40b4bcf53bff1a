"""Texts as people and machines send them: one form of each letter, however it was made."""

import time

import pytest

from portal.lib.text import clean, fold, without_marks

MARKS = "\u0301\u0302\u0323"  # above and below, in the order that has to be changed


@pytest.mark.parametrize("read", [clean, fold, without_marks])
def test_a_letter_with_a_million_marks_holds_nobody_up(read: object) -> None:
    assert callable(read)
    began = time.process_time()
    read(f"a{MARKS * 300_000}b")
    assert time.process_time() - began < 5


def test_a_long_text_keeps_every_mark_of_its_letters() -> None:
    text = "Đường Nguyễn Huệ, phường Thượng Lý. " * 200
    apart = "".join({"ễ": "e\u0302\u0303", "ệ": "e\u0323\u0302"}.get(c, c) for c in text)
    assert clean(apart) == text.strip()
