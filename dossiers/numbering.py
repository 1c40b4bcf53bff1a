"""Official codes `{agency}-{yyMMdd}-{NNNN}`: gapless per agency and day (domain 3.3)."""

import re
from datetime import date

from dossiers.models import NumberCounter
from portal.lib.codes import ALPHABET, normalise_code
from portal.lib.counting import next_of


def next_number(agency: str, day: date) -> int:
    """The next number of the agency on that Vietnam day, from 1. Call it late in a transaction."""
    return next_of(NumberCounter, agency=agency, day=day)


def official_code(agency: str, day: date, number: int) -> str:
    """`H99.12-261123-0042`; a fifth digit only past 9999."""
    return f"{agency}-{day:%y%m%d}-{number:04d}"


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
