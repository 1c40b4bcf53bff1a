"""The status of a dossier for whoever asks by SMS: `TC <code>`."""

from datetime import datetime

from django.utils.translation import gettext, override

from dossiers.messages import facts_of
from dossiers.models import Dossier
from dossiers.tracking.finding import spelled, with_code
from notifications.services import Notice
from notifications.wording import Phrase


def answer_status(words: str, *, phone: str, key: str, at: datetime) -> Notice | None:
    """Only to a phone of the dossier. None alike for unknown codes and for those of others, so
    that nobody learns which exist."""
    found = with_code(spelled(words)).select_related("root_unit", "procedure", "owner")
    dossier = found.first()
    if dossier is None or phone not in _phones(dossier):
        return None
    return Notice(
        "status_answer",
        phone,
        key,
        at=at,
        root_unit_id=dossier.root_unit_id,
        subject_code=dossier.display_code,
        context=facts_of(dossier) | {"status": _status(dossier)},
    )


def _phones(dossier: Dossier) -> set[str]:
    """Of the applicant and of whoever sent it in."""
    return {dossier.phone, dossier.owner.phone if dossier.owner else ""} - {""}


def _status(dossier: Dossier) -> Phrase:
    said = dossier.label.citizen
    with override("en"):
        return Phrase(said, gettext(said))
