"""Giải trình thời hạn giải quyết hồ sơ: the whole story of a date on paper, for inspectors.

Drawn as things stand when it is printed, which it says; it is no act, so nothing is issued.
"""

from dossiers.clock_pages.page import clock_page
from dossiers.clock_pages.reading import Ledger
from papers.circulars import form_in_force
from papers.drawing import draw
from papers.heads import Sheet
from papers.services import template_for
from portal.lib.dates import paper_moment

FORM = "dong-ho"
TEMPLATE = "dossiers/clock/paper.html"


def draw_clock_paper(ledger: Ledger) -> bytes:
    """The PDF. Never call it inside a transaction: it takes 0.1 s of computing and more."""
    office, page = ledger.dossier.receiving_unit, clock_page(ledger)
    sheet = Sheet(
        form=form_in_force(FORM, ledger.at),
        unit=office,
        at=ledger.at,
        template=template_for(office, FORM, ledger.at),
    )
    facts = {
        "clock": page,
        "code": page.code,
        "tracking": None,
        "subject": ledger.dossier.subject_name or ledger.dossier.applicant_name,
        "procedure": ledger.dossier.procedure.name,
        "made": paper_moment(ledger.at),
    }
    return draw(sheet, facts, template=TEMPLATE)
