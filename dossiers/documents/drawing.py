"""From an issued paper to its lines: the key says what it is about (domain 4)."""

from collections.abc import Callable, Iterable
from datetime import datetime

from accounts.models import User
from dossiers.documents.apologies import apology_letter
from dossiers.documents.contexts import Context, guidance
from dossiers.documents.forms import CONTROL, EVENT_FORMS
from dossiers.models import Apology, Dossier, DossierEvent
from dossiers.models.dossier import DossierQuerySet
from dossiers.signing.letters import sign_letter
from papers.circulars import form_in_force
from papers.drawing import draw as draw_sheet
from papers.heads import Sheet, sheet_of
from papers.lines import Line
from papers.models import IssuedPaper, PaperFile
from papers.seals import sealed
from papers.services import keep_file

Drawing = Callable[[IssuedPaper], bytes]
NAMED = ("root_unit", "receiving_unit__root", "procedure_version", "examiner")


def draw(paper: IssuedPaper) -> bytes:
    """The PDF as it is drawn now; nothing is written. Never inside a transaction.

    For keys `dossier:<pk>:<seq>:<form>` and `apology:<pk>`; LookupError for any other.
    """
    return draw_sheet(sheet_of(paper), facts_of(paper))


def make(paper: IssuedPaper, *, at: datetime, drawing: Drawing = draw) -> None:
    """Draws the paper; it is signed and sealed where it has to be, and kept. `SigningFailed`."""
    content = drawing(paper)
    signed = sign_letter(paper, content, at=at)
    with_seal = sealed(paper, signed or content, at=at)
    keep_file(paper, content, made=PaperFile.Made.DRAWN, at=at)
    if signed is not None:
        keep_file(paper, signed, made=PaperFile.Made.SIGNED, at=at)
    if with_seal is not None:
        keep_file(paper, with_seal, made=PaperFile.Made.SEALED, at=at)


def facts_of(paper: IssuedPaper) -> Context:
    match paper.key.split(":"):
        case ["dossier", pk, seq, form] if form in EVENT_FORMS:
            dossier = for_papers().get(pk=pk)
            event = dossier.events.select_related("actor").get(seq=seq)
            return EVENT_FORMS[form].context(dossier, event)
        case ["apology", pk]:
            related = ("unit", "signed_by")
            apology = Apology.objects.select_related(*related).get(pk=pk)
            apology.dossier = for_papers().get(pk=apology.dossier_id)
            return apology_letter(apology)
    raise LookupError(f"paper {paper.pk} is not drawn from a dossier")


def for_papers() -> DossierQuerySet:
    """Dossiers with what papers name, in one query."""
    return Dossier.objects.select_related(*NAMED)


def control_slip(dossier: Dossier) -> bytes:
    """Mẫu 06 as it stands now, not kept."""
    event = last_event(dossier)
    unit = EVENT_FORMS[CONTROL].issuer(dossier)
    sheet = Sheet(form_in_force(CONTROL, event.at), unit, event.at)
    return draw_sheet(sheet, EVENT_FORMS[CONTROL].context(dossier, event))


def last_event(dossier: Dossier) -> DossierEvent:
    return dossier.events.select_related("actor").get(seq=dossier.last_seq)


def guidance_pdf(
    dossier: Dossier, lines: Iterable[Line], *, by: User, at: datetime, note: str
) -> bytes:
    """Mẫu 02 for an intake that is not accepted: `dossier` is unsaved, the paper is not kept."""
    sheet = Sheet(form_in_force("mau-02", at), dossier.receiving_unit, at)
    return draw_sheet(sheet, guidance(dossier, lines, by=by, note=note))
