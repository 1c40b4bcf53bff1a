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
