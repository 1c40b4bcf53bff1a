"""Sổ kết quả: every result an office gives out, on paper or electronic, in one gapless register."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from dossiers.documents.issuing import issue_result
from dossiers.models import Attachment, Dossier, ResultEntry
from dossiers.workflow import Action
from papers.numbering import next_in_series, written

SERIES = "SKQ"  # of the register; results without a number of their own take theirs from it
OWN_NUMBER = "KQ"


def register_result(dossier: Dossier, *, by: User, at: datetime) -> ResultEntry:
    """Enters the result of a dossier that has just been finished, in the same transaction.

    The register is that of the office that numbers and seals: the one of `by`. Its next number is
    taken late, for others wait for it until the transaction ends; a rollback gives it back.
    """
    if by.unit is None:
        raise ValueError(f"{by.pk} finishes a dossier and has no office")
    file = dossier.attachments.filter(role=Attachment.Role.RESULT).order_by("-pk").first()
    entry = ResultEntry(
        root_unit_id=dossier.root_unit_id,
        unit=by.unit,
        year=timezone.localtime(at).year,
        dossier=dossier,
        issued_on=dossier.result_on or timezone.localdate(at),
        title=dossier.summary or dossier.procedure_version.name,
        signer=_signer(dossier),
        on_paper=file is None or dossier.delivery != Dossier.Delivery.ELECTRONIC,
        file_id=file.file_id if file else None,
        entered_at=at,
        entered_by=by,
    )
    entry.book_number = next_in_series(entry.unit_id, SERIES, entry.year)
    entry.number = dossier.result_number or written(entry.book_number, OWN_NUMBER)
    # The one that was issued when the file was sealed, if any.
    paper = issue_result(dossier, unit=entry.unit, at=at, number=entry.number)
    entry.code = paper.code
    entry.save(force_insert=True)
    return entry


def _signer(dossier: Dossier) -> str:
    """Who signed it last; nobody when the counter settled it at once."""
    signed = dossier.events.filter(action=Action.SIGN).order_by("-seq")
    return signed.values_list("actor__full_name", flat=True).first() or ""
