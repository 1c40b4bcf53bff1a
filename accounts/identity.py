"""Personal numbers, card strings and phone numbers of Vietnam (domain 8.1, 8.2, 8.5)."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from portal.lib.errors import Refused
from portal.lib.numbers import read_mobile, read_personal_number
from portal.lib.text import clean

_MASK = "•"


def personal_id_birth_year(personal_id: str) -> tuple[int, str]:
    """Year and gender (`male`, `female`) that the digits tell: PPP G YY NNNNNN."""
    g = int(personal_id[3])
    return 1900 + 100 * (g // 2) + int(personal_id[4:6]), "female" if g % 2 else "male"


def normalise_phone(text: str) -> str:
    """A Vietnamese mobile number as E.164 (`+84905123318`), or `Refused`."""
    return f"+84{read_mobile(text)[1:]}"


def show_phone(e164: str) -> str:
    """`+84905123318` -> `0905 123 318`."""
    local = "0" + e164.removeprefix("+84") if e164.startswith("+84") else e164
    return f"{local[:4]} {local[4:7]} {local[7:]}".strip()


def mask_phone(e164: str) -> str:
    """`09•• ••• 318`: enough to recognise one's own number."""
    local = show_phone(e164).replace(" ", "")
    return f"{local[:2]}{_MASK * 2} {_MASK * 3} {local[-3:]}" if len(local) >= 9 else ""


def mask_personal_id(personal_id: str) -> str:
    return f"{personal_id[:1]}{_MASK * 2} … {personal_id[-3:]}" if personal_id else ""


def mask_name(name: str) -> str:
    """`Nguyễn Thị Hoa` -> `Nguyễn T• H•`: the family name and initials."""
    words = name.split()
    return " ".join(words[:1] + [word[0] + _MASK for word in words[1:]])


def short_name(name: str) -> str:
    """`Lê Thị Hòa` -> `L. Hòa`, as staff lists show the holder."""
    words = name.split()
    return f"{words[0][0]}. {words[-1]}" if len(words) > 1 else name


@dataclass(frozen=True)
class Card:
    """What the QR code of a citizen card says. Never proof without a look at the card."""

    personal_id: str
    old_id: str
    full_name: str
    birth_date: date | None
    gender: str  # male, female or empty
    address: str
    issued_on: date | None
    name_is_broken: bool  # an input method garbled the marks: type the name from the card


def parse_card(text: str) -> Card:
    """`number|old number|name|ddMMyyyy|Nam/Nữ|address|ddMMyyyy[|...]`; more fields are ignored."""
    parts = [clean(part) for part in text.replace("\ufeff", "").strip().split("|")]
    if len(parts) < 6:
        raise Refused("card", "Chưa đọc được thẻ. Xin quét lại hoặc gõ số căn cước")
    genders = {"nam": "male", "nữ": "female", "nu": "female"}
    return Card(
        personal_id=read_personal_number(parts[0]),
        old_id=parts[1],
        full_name=parts[2],
        birth_date=_card_date(parts[3]),
        gender=genders.get(parts[4].lower(), ""),
        address=parts[5],
        issued_on=_card_date(parts[6]) if len(parts) > 6 else None,
        name_is_broken=not re.fullmatch(r"[^\W\d_]+(?:[ '’.\-]+[^\W\d_]+)*", parts[2]),
    )


def _card_date(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d%m%Y").date()
    except ValueError:
        return None
