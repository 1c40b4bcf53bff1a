"""Finding a dossier without signing in: its code and four digits only its people know."""

from dataclasses import dataclass
from hmac import compare_digest

from accounts.offices import offices, serving_office
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.tracking.attempts import count_try, uncount_try
from portal.lib.codes import read_code
from portal.lib.errors import Refused

DIGITS = 4
CODE_LENGTH = 40
NOBODYS_DIGITS = "----"


@dataclass(frozen=True)
class Found:
    pk: int
    code: str


def find(code: str, digits: str, *, address: str) -> Found:
    """The dossier with this code whose phone ends in `digits` (its personal number, without one).

    `Refused` with the same words whether there is no such code or the digits are wrong;
    `TooManyTries` (429) after that went wrong too often.
    """
    code = spelled(code)
    count_try(address=address, code=code)
    row = with_code(code).values_list("pk", "code", "submission_code", "phone", "personal_id")
    pk, official, submitted, phone, personal_id = row.first() or (0, "", "", "", "")
    expected = (phone or personal_id)[-DIGITS:] or NOBODYS_DIGITS
    if not compare_digest(expected.encode(), digits.encode()):
        raise Refused("unknown", f"Không thấy hồ sơ khớp với mã và 4 chữ số này. {code_hint()}")
    uncount_try(address=address, code=code)
    return Found(pk, official or submitted)


def spelled(text: str) -> str:
    """The code as this portal writes it."""
    office = serving_office()
    return read_code(text, office.code if office else "")[:CODE_LENGTH]


def with_code(code: str) -> DossierQuerySet:
    """At most one dossier, by an index: official codes are unique within their commune."""
    roots = (office for office in offices().values() if office.id == office.root_id)
    root = next((office.id for office in roots if code.startswith(f"{office.code}-")), None)
    if root is None:
        return Dossier.objects.filter(submission_code=code)
    return Dossier.objects.filter(root_unit_id=root, code=code)


def code_hint() -> str:
    """What a code looks like and where it stands."""
    office = serving_office()
    example = f"{office.code}-261123-0042" if office else "261123-0042"
    return f"Mã có dạng {example}, ghi ở góc trên giấy hẹn"
