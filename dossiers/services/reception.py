"""Tiếp nhận: the official code, the receipt date and the promise."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dossiers.models import Dossier, DossierPaper
from dossiers.numbering import next_number, official_code
from dossiers.services.applicant import Applicant
from dossiers.services.apply import apply, first_event, lock
from dossiers.services.opening import Opening, new_dossier
from dossiers.workflow import Action
from portal.lib.errors import Refused
from procedures.models import RequiredPaper


@dataclass(frozen=True)
class HandedIn:
    """One ticked line of the papers table at the counter."""

    required_paper: RequiredPaper | None
    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0


@transaction.atomic
def receive(
    dossier: Dossier, *, by: User, at: datetime, seen: int | None = None, note: str = ""
) -> Dossier:
    """Accepts a submitted dossier: issues the code, starts the clock. Twice is refused."""
    dossier = lock(dossier.pk)
    if dossier.code is None:
        _issue_code(dossier, by, at)
    return apply(dossier, Action.RECEIVE, by=by, at=at, seen=seen, note=note)


def _issue_code(dossier: Dossier, by: User, at: datetime) -> None:
    day = timezone.localdate(at)
    number = next_number(dossier.root_unit.code, day)
    dossier.code = official_code(dossier.root_unit.code, day, number)
    dossier.received_by = by
    dossier.save(update_fields=["code", "received_by"])


@transaction.atomic
def receive_at_counter(
    opening: Opening,
    applicant: Applicant,
    papers: list[HandedIn],
    *,
    by: User,
    at: datetime,
    fee_amount: int = 0,
    fee_paid: bool = False,
    fee_note: str = "",
) -> Dossier:
    """Walk-in intake: the dossier, its papers, its code and its promise, in one act.

    The same `submit_key` again (double click, lost answer) returns the same dossier.
    """
    if sent := Dossier.objects.filter(submit_key=opening.submit_key).first():
        return sent
    if not papers:
        raise Refused("no_papers", "Đánh dấu ít nhất một giấy tờ đã nhận", field="papers")
    dossier = new_dossier(opening, applicant, at=at)
    dossier.fee_amount, dossier.fee_note = fee_amount, fee_note
    dossier.fee_paid_at = at if fee_paid else None
    first_event(dossier, by=by, at=at)
    DossierPaper.objects.bulk_create(
        DossierPaper(
            dossier=dossier,
            required_paper=line.required_paper,
            order=order,
            name=line.name,
            originals=line.originals,
            certified=line.certified,
            copies=line.copies,
            state=DossierPaper.State.CHECKED,
        )
        for order, line in enumerate(papers)
    )
    return receive(dossier, by=by, at=at)
