"""Codes people type: random ones without look-alike letters, and forgiving reading."""

import re
import secrets

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B: read aloud on the phone and typed by tired eyes.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"


def random_code(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def random_token() -> str:
    """22 letters for machines: nobody guesses one."""
    return secrets.token_urlsafe(16)


def normalise_code(text: str) -> str:
    """Upper case, blanks dropped, every kind of dash a plain one."""
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"\s+", "", text).upper()


def read_code(text: str, agency: str) -> str:
    """The code as it is written, from how people type it; `agency` is that of this portal.

    Blanks, dots, dashes and capitals do not matter; the agency and leading zeros may be missing:
    `h9912 261123 42`, `261123-0042` -> `H99.12-261123-0042`, `n34ac79de` -> `N-34AC-79DE`.
    """
    bare = _bare(text)
    if match := re.fullmatch(rf"(?:{_bare(agency)})?(\d{{6}})(\d{{1,6}})", bare):
        day, number = match.groups()
        return f"{agency}-{day}-{number:0>4}"
    if match := re.fullmatch(rf"N([{ALPHABET}]{{4}})([{ALPHABET}]{{4}})", bare):
        return f"N-{match[1]}-{match[2]}"
    return normalise_code(text)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())
