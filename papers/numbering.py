"""Numbers of papers: gapless in a series of an office and a year."""

from papers.models import PaperNumber
from portal.lib.counting import next_of


def next_in_series(unit_id: int, series: str, year: int) -> int:
    """The next number, from 1. Call it late in a transaction: others wait for its end."""
    return next_of(PaperNumber, unit_id=unit_id, series=series, year=year)


def written(number: int, series: str) -> str:
    """`07/PXL`, `1204/TNHS`: numbers below 10 with a nought before them (NĐ 30/2020)."""
    return f"{number:02d}/{series}"
