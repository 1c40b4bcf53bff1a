"""Mẫu 04: the apology for a missed date, as a letter of both sets (domain 4.6)."""

from dossiers.documents.contexts import Context, letter
from dossiers.documents.facts import person, tracking_of
from dossiers.lateness.causes import public_words
from dossiers.models import Apology
from papers.wording import BLANK
from portal.lib.dates import local_day, long_day


def apology_letter(apology: Apology) -> Context:
    """Facts of the letter. Signed or not: until then the proposal stands in it."""
    dossier = apology.dossier
    return {
        **person(dossier),
        **letter(dossier, apology.signed_by),
        "tracking": tracking_of(dossier),
        "missed": long_day(apology.missed_at),
        "late": _is_past(apology),
        "cause": _cause(apology),
        "holder": apology.unit.name,
        "new_date": long_day(apology.new_date) if apology.new_date else BLANK,
        "finished": not dossier.is_open,
        "superior_reason": apology.superior_reason,
        "times": _times(apology),
    }


def _is_past(apology: Apology) -> bool:
    """Whether the date was missed already when the letter was written."""
    written_at = apology.signed_at or apology.proposed_at or apology.drafted_at
    return local_day(written_at) > local_day(apology.missed_at)


def _cause(apology: Apology) -> str:
    parts = (public_words(apology.cause), apology.cause_note)
    return "; ".join(part.rstrip(".") for part in parts if part) or BLANK


def _times(apology: Apology) -> str:
    """Which extension of the dossier it is, letters that were dropped not counted."""
    letters = Apology.objects.filter(dossier=apology.dossier, missed_at__lte=apology.missed_at)
    return f"{letters.exclude(state=Apology.State.DROPPED).count():02d}"
