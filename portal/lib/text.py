"""Vietnamese text: one Unicode form, and a folded form for search that both databases share."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_D = str.maketrans({"đ": "d", "Đ": "D", "\u00d0": "D", "\u00f0": "d"})


def clean(text: str) -> str:
    """NFC, control characters dropped, runs of blanks made one."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf"})
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Lower case, no marks, đ as d, single blanks: `Đăng ký` -> `dang ky`."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare).strip().lower()


def clean_lines(text: str) -> str:
    """`clean` line by line; at most one empty line between paragraphs."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
