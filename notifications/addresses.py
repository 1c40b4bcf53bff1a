"""Whether a phone can get a message at all. No library: the numbering plan is five patterns."""

import re

from notifications.failures import Failure
from portal.lib.errors import Refused
from portal.lib.numbers import national_digits, read_mobile

# Of the national number, or of one that begins with another country's code (E.164).
_OTHERS = (
    (re.compile(r"02[0-9]{9}"), Failure.LANDLINE),
    (re.compile(r"1[89]00[0-9]{4,6}"), Failure.LANDLINE),  # hotlines hear, they do not read
    (re.compile(r"(\+|00)[1-9][0-9]{6,14}"), Failure.FOREIGN),
)


def phone_fault(phone: str) -> Failure | None:
    """None for a Vietnamese mobile number, however it is written."""
    if not phone.strip():
        return Failure.NO_NUMBER
    try:
        read_mobile(phone)
    except Refused:
        digits = national_digits(phone)
        kinds = (failure for pattern, failure in _OTHERS if pattern.fullmatch(digits))
        return next(kinds, Failure.WRONG_NUMBER)
    return None


def international(phone: str) -> str:
    """`0905 123 318` -> `84905123318`, as gateways want it. Only for what has no fault."""
    return f"84{read_mobile(phone)[1:]}"
