"""Ratings of answers in words; a few say nothing about an office, and much about a person."""

from feedback.figures import FEWEST, ReportFigures
from reports.measures.shares import MISSING


def is_told(found: ReportFigures) -> bool:
    return found.rated >= FEWEST


def stars_words(found: ReportFigures) -> str:
    """`4,3/5`, or the dash where there are too few."""
    if found.mean_stars is None or not is_told(found):
        return MISSING
    return f"{found.mean_stars:.1f}/5".replace(".", ",")
