"""Tiếp nhận: the official code, the receipt date and the promise."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from dossiers.models import Attachment, Dossier
from dossiers.numbering import next_number, official_code
from dossiers.services.apply import Act, act_on, lock
from dossiers.workflow import Action


@transaction.atomic
def receive(
    dossier: Dossier, *, by: User, at: datetime, seen: int | None = None, note: str = ""
) -> Dossier:
    """Accepts a submitted dossier: issues the code, starts the clock. Twice is refused."""
    return receive_held(lock(dossier.pk), by=by, at=at, seen=seen, note=note)


def receive_held(
    dossier: Dossier, *, by: User, at: datetime, seen: int | None = None, note: str = ""
) -> Dossier:
    """`receive` for a dossier that this transaction holds: locked, or just made by it.

    A refusal undoes the transaction and with it the number.
    """
    if dossier.code is None:
        day = timezone.localdate(at)
        agency = dossier.root_unit.code
        dossier.code = official_code(agency, day, next_number(agency, day))
        dossier.received_by = by
    dossier.digitised = _is_digitised(dossier)
    return act_on(dossier, Act(Action.RECEIVE, by, at, note), seen=seen)


def _is_digitised(dossier: Dossier) -> bool:
    """Whether every paper is there as a file; what the e-form replaces needs none."""
    file = Attachment.objects.filter(paper=OuterRef("pk"))
    missing = dossier.papers.filter(~Exists(file))
    return not missing.exclude(required_paper__covered_by_form=True).exists()
