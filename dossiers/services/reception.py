"""Tiếp nhận: the official code, the receipt date and the promise."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dossiers.models import Dossier
from dossiers.numbering import next_number, official_code
from dossiers.services.apply import apply, lock
from dossiers.workflow import Action


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
