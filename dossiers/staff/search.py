"""Staff search: a code in any spelling, a receipt's QR text, a person's number, phone or name."""

import re
from dataclasses import dataclass

from django.db.models import Q

from accounts.identity import normalise_phone
from accounts.models import Unit, User
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from portal.lib.codes import normalise_code
from portal.lib.errors import Refused
from portal.lib.numbers import read_personal_number
from portal.lib.text import fold

FOUND_LIMIT = 50
SHORTEST_NAME = 2
_CODE = re.compile(r"(?:([A-Z]\d{2}(?:\.\d+)*)[-\s]+)?(\d{6})[-\s]*(\d{4,5})")
_SUBMISSION_CODE = re.compile(r"N[-\s]*([A-Z\d]{4})[-\s]*([A-Z\d]{4})")


@dataclass(frozen=True)
class Understood:
    """Which rows are meant; `kind` is told to the access log, the words themselves never are."""

    kind: str
    condition: Q


def search(user: User, words: str) -> tuple[str, DossierQuerySet]:
    """Kind of search, and the newest dossiers found among those the person may see."""
    meant = understand(user, words)
    found = Dossier.objects.visible_to(user).filter(meant.condition)
    return meant.kind, found.order_by("-submitted_at")[:FOUND_LIMIT]


def understand(user: User, words: str) -> Understood:
    if "/" in words:
        return Understood("receipt", _of_receipt(words))
    if code := _code(user, words):
        return Understood("code", Q(code=code) | Q(submission_code=code))
    try:
        return Understood("personal_id", Q(personal_id=read_personal_number(words)))
    except Refused:
        pass
    try:
        return Understood("phone", Q(phone=normalise_phone(words)))
    except Refused:
        return Understood("name", _of_name(user, fold(words)))


def understand_receipt(user: User, words: str) -> Q:
    """A scanned receipt, or its code typed: what the hand-over asks for."""
    if "/" in words:
        return _of_receipt(words)
    code = _code(user, words) or normalise_code(words)
    return Q(code=code) | Q(submission_code=code)


def _of_receipt(text: str) -> Q:
    """The QR text of a receipt is an address that ends in the tracking key."""
    parts = [part for part in text.split("/") if part]
    return Q(tracking_key=parts[-1] if parts else "")


def _code(user: User, words: str) -> str:
    """`h99.12 261123 3`-like spellings made the official one; the own agency may be left out."""
    text = normalise_code(words.strip().replace(" ", "-"))
    if found := _SUBMISSION_CODE.fullmatch(text):
        return f"N-{found[1]}-{found[2]}"
    found = _CODE.fullmatch(text)
    if found is None:
        return ""
    agency = found[1] or _agency(user)
    return f"{agency}-{found[2]}-{found[3]}"


def _agency(user: User) -> str:
    return (user.unit.root or user.unit).code if user.unit else ""


def _of_name(user: User, start: str) -> Q:
    """Names that begin with these words, in the offices of the person's commune or province."""
    if len(start) < SHORTEST_NAME or user.unit is None:
        return Q(pk__in=[])
    root = user.unit.root_id_or_self
    offices = Unit.objects.filter(Q(pk=root) | Q(root_id=root))
    return Q(unit_id__in=offices.values("pk"), name_fold__startswith=start)
