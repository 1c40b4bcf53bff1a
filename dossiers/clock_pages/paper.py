"""Giải trình thời hạn giải quyết hồ sơ: the whole story of a date on paper, for inspectors.

A print tells how things stood when it was made, which it says, and is kept with a code that proves
it; after the next event of the dossier there is another.
"""

from dataclasses import replace

from django.db import transaction

from dossiers.clock_pages.page import clock_page
from dossiers.clock_pages.reading import Ledger
from dossiers.documents.issuing import key_of
from dossiers.documents.kept import print_paper
from papers.circulars import form_in_force
from papers.drawing import draw
from papers.heads import Sheet, sheet_of
from papers.models import IssuedPaper
from papers.services import content_of, issue
from portal.lib.dates import paper_moment

FORM = "dong-ho"
TEMPLATE = "dossiers/clock/paper.html"


def shown_clock_paper(ledger: Ledger) -> bytes:
    """The print since the last event, if there is one; else a draft of it. Writes nothing.

    The draft has no code, and nothing that the office says its own way.
    """
    drawn = IssuedPaper.objects.filter(key=_key(ledger), state=IssuedPaper.State.DRAWN).first()
    if drawn is not None:
        return content_of(drawn)
    office, at = ledger.dossier.receiving_unit, ledger.at
    return _draw(ledger, Sheet(form_in_force(FORM, at), office, at))


def print_clock_paper(ledger: Ledger) -> None:
    """Issues and keeps the paper; one that is there stays. Never call it inside a transaction."""
    dossier = ledger.dossier
    with transaction.atomic():
        paper = issue(
            FORM, key=_key(ledger), unit=dossier.receiving_unit, at=ledger.at,
            root_unit_id=dossier.root_unit_id, subject_code=dossier.display_code,
        )  # fmt: skip
    told = replace(ledger, at=paper.issued_at)  # earlier than now where drawing it failed before
    print_paper(paper, at=ledger.at, drawing=lambda one: _draw(told, sheet_of(one)))


def _key(ledger: Ledger) -> str:
    return key_of(ledger.dossier, ledger.dossier.last_seq, FORM)


def _draw(ledger: Ledger, sheet: Sheet) -> bytes:
    """It takes 0.1 s of computing and more."""
    page = clock_page(ledger)
    facts = {
        "clock": page,
        "code": page.code,
        "tracking": None,
        "subject": ledger.dossier.subject_name or ledger.dossier.applicant_name,
        "procedure": ledger.dossier.procedure.name,
        "made": paper_moment(ledger.at),
    }
    return draw(sheet, facts, template=TEMPLATE)
