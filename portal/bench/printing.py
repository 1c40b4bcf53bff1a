"""P11: a receipt from the database to its bytes, next to WeasyPrint alone with the same page."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import weasyprint
from django.template.loader import render_to_string

from dossiers.documents import drawing
from dossiers.documents.kept import papers_of
from papers.drawing import STYLE
from papers.heads import head_of, sheet_of
from papers.models import IssuedPaper
from portal.bench.goals import RECEIPTS, Measured, Sample
from portal.bench.yardsticks import Intake

A_ROUND = 8  # receipts of different dossiers: each has QR codes of its own


def run(*, rounds: int) -> list[Measured]:
    """Both ways in each round, one after the other; the first round warms up."""
    ours, bare = [], []
    for _ in range(rounds + 1):
        papers = [papers_of(Intake.of_bench().submit())[0] for _ in range(A_ROUND)]
        pages = [_page(paper) for paper in papers]
        fresh = [IssuedPaper.objects.get(pk=paper.pk) for paper in papers]
        bare.append(_timed(_bare, pages))
        ours.append(_timed(drawing.draw, fresh))
    alone = Measured("WeasyPrint alone", bare[1:])
    return [alone, Measured("receipt, QR codes and all", ours[1:], alone, RECEIPTS)]


def _page(paper: IssuedPaper) -> str:
    """The receipt's page as WeasyPrint gets it, QR codes drawn."""
    facts, sheet = drawing.facts_of(paper), sheet_of(paper)
    head = head_of(sheet, words=facts["words"])
    return render_to_string(sheet.form.template, {**facts, "paper": head})


def _bare(page: str) -> bytes:
    """As the library's manual has it: a page, a style sheet, a PDF."""
    return bytes(weasyprint.HTML(string=page).write_pdf(stylesheets=[weasyprint.CSS(STYLE)]))


def _timed(draw: Callable[[Any], bytes], what: Sequence[object]) -> Sample:
    started = time.perf_counter()
    for one in what:
        draw(one)
    seconds = time.perf_counter() - started
    return Sample(A_ROUND / seconds, p50=seconds / A_ROUND * 1e3)
