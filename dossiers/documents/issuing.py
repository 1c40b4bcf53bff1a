"""A paper comes to be with its event; drawing it is a duty of its own (architecture 4)."""

from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import Unit
from dossiers.documents.forms import EVENT_FORMS
from dossiers.documents.tasks import draw_paper
from dossiers.models import Dossier, DossierEvent
from papers.models import IssuedPaper
from papers.services import issue, issue_new
from portal.lib.queues import ring

_SERIAL_OF_CODE = "mau-01"  # numbered as the dossier is: Số: 0042/TNHS


def issue_with(event: DossierEvent, form: str, dossier: Dossier) -> IssuedPaper:
    """The paper of an event that this transaction has just written; a worker draws it."""
    unit = EVENT_FORMS[form].issuer(dossier)
    paper = issue_new(
        form, key=key_of(dossier, event.seq, form), unit=unit, at=event.at,
        root_unit_id=dossier.root_unit_id, subject_code=dossier.display_code,
        number=number_from_code(dossier, form),
    )  # fmt: skip
    transaction.on_commit(partial(ring, draw_paper, paper.key))
    return paper


def issue_later(event: DossierEvent, form: str, dossier: Dossier) -> IssuedPaper:
    """A paper that somebody asks for when its event is over: the same event, the same paper."""
    return issue(
        form, key=key_of(dossier, event.seq, form), unit=EVENT_FORMS[form].issuer(dossier),
        at=event.at, root_unit_id=dossier.root_unit_id, subject_code=dossier.display_code,
    )  # fmt: skip


def issue_result(dossier: Dossier, *, unit: Unit, at: datetime, number: str = "") -> IssuedPaper:
    """The paper of the dossier's result, once; it may be there before it has its `number`."""
    return issue(
        "ket-qua", key=f"dossier:{dossier.pk}:result", unit=unit, at=at,
        root_unit_id=dossier.root_unit_id, subject_code=dossier.display_code, number=number,
    )  # fmt: skip


def key_of(dossier: Dossier, seq: int, form: str) -> str:
    return f"dossier:{dossier.pk}:{seq}:{form}"


def number_from_code(dossier: Dossier, form: str) -> str:
    """`0042/TNHS` of H99.12-261123-0042; empty for papers with a series of their own."""
    if form != _SERIAL_OF_CODE:
        return ""
    return f"{dossier.display_code.rpartition('-')[2]}/TNHS"
