"""Official codes `{agency}-{yyMMdd}-{NNNN}`: gapless per agency and day (domain 3.3)."""

from datetime import date

from dossiers.models import NumberCounter
from portal.lib.counting import next_of


def next_number(agency: str, day: date) -> int:
    """The next number of the agency on that Vietnam day, from 1. Call it late in a transaction."""
    return next_of(NumberCounter, agency=agency, day=day)


def official_code(agency: str, day: date, number: int) -> str:
    """`H99.12-261123-0042`; a fifth digit only past 9999."""
    return f"{agency}-{day:%y%m%d}-{number:04d}"
