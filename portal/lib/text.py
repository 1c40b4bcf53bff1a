"""Vietnamese text: one Unicode form, and a folded form for search that both databases share."""

import re
import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs"}
_SPACES = re.compile(r"\s+")
_D = str.maketrans({"đ": "d", "Đ": "D", "\u00d0": "D", "\u00f0": "d"})


def clean(text: str) -> str:
    """NFC, control characters and broken halves dropped, runs of blanks made one."""
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # most text is, and then nothing has to go
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    return _SPACES.sub(" ", text).strip()


def without_marks(text: str) -> str:
    """`Đăng ký` -> `Dang ky`."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Lower case, no marks, đ as d, single blanks: `Đăng ký` -> `dang ky`."""
    return _SPACES.sub(" ", without_marks(text)).strip().lower()


def clean_lines(text: str) -> str:
    """`clean` line by line; at most one empty line between paragraphs."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
