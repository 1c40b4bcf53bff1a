"""Vietnamese text: one Unicode form, and a folded form for search that both databases share."""

import re
import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs"}
_LONG = 1_000  # letters: a text that has more may be nobody's writing
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would calculate
_MARKS = 30  # on one letter; no language has as many (Unicode's stream-safe text)
_SPACES = re.compile(r"\s+")
_D = str.maketrans({"đ": "d", "Đ": "D", "\u00d0": "D", "\u00f0": "d"})


def clean(text: str) -> str:
    """NFC, control characters and broken halves dropped, runs of blanks made one."""
    text = unicodedata.normalize("NFC", _with_few_marks(text))
    if not text.isprintable():  # most text is, and then nothing has to go
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    return _SPACES.sub(" ", text).strip()


def without_marks(text: str) -> str:
    """`Đăng ký` -> `Dang ky`."""
    decomposed = unicodedata.normalize("NFD", _with_few_marks(text.translate(_D)))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Lower case, no marks, đ as d, single blanks: `Đăng ký` -> `dang ky`."""
    return _SPACES.sub(" ", without_marks(text)).strip().lower()


def clean_lines(text: str) -> str:
    """`clean` line by line; at most one empty line between paragraphs."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def harmless(text: str) -> str:
    """What somebody typed stays text in a CSV: an apostrophe before what a spreadsheet would take
    for a formula (reliability A28)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _with_few_marks(text: str) -> str:
    """Putting the marks of a letter in order takes the square of their number: a megabyte of marks
    on one letter would hold the process for an hour."""
    if len(text) <= _LONG or text.isascii():
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MARKS:
            kept.append(character)
    return "".join(kept)
