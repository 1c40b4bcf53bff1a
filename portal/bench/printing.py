"""P11: receipts next to WeasyPrint alone, the QR codes of a board next to their library alone."""

import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any

import qrcode
import weasyprint
from django.template.loader import render_to_string
from qrcode.image.svg import SvgPathImage

from dossiers.documents import drawing
from dossiers.documents.kept import papers_of
from papers.drawing import STYLE
from papers.heads import head_of, sheet_of
from papers.models import IssuedPaper
from portal.bench.goals import CODES, CODES_AGAIN, RECEIPTS, Measured, Sample, within
from portal.bench.yardsticks import Intake
from portal.lib.qr import qr_svg
from procedures.qr import address_of

A_ROUND = 8  # receipts of different dossiers: each has QR codes of its own
A_BOARD = 120  # codes
AGAIN_MAY_TAKE = 5e-3  # seconds, for a board whose codes were drawn before


def run(*, rounds: int) -> list[Measured]:
    """Ours and the library's in each round, one after the other; the first round warms up."""
    return [*_receipts(rounds), *_codes(rounds)]


def _receipts(rounds: int) -> list[Measured]:
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


def _codes(rounds: int) -> list[Measured]:
    """New codes in every round, so that none is drawn before; then the same ones again."""
    bare, ours, again = [], [], []
    for _ in range(rounds + 1):
        texts = [address_of(secrets.token_hex(3).upper()) for _ in range(A_BOARD)]
        bare.append(_timed(_bare_code, texts))
        ours.append(_timed(qr_svg, texts))
        again.append(_timed(qr_svg, texts))
    alone = Measured("QR codes by the library alone", bare[1:])
    return [
        alone,
        Measured("QR codes of a board", ours[1:], alone, CODES),
        within(AGAIN_MAY_TAKE / A_BOARD, "QR codes drawn before", again[1:], CODES_AGAIN),
    ]


def _bare_code(text: str) -> bytes:
    """As the library's manual has it, with our level and border."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    return bytes(code.make_image(image_factory=SvgPathImage).to_string())


def _timed(draw: Callable[[Any], object], what: Sequence[object]) -> Sample:
    started = time.perf_counter()
    for one in what:
        draw(one)
    seconds = time.perf_counter() - started
    return Sample(len(what) / seconds, p50=seconds / len(what) * 1e3)
