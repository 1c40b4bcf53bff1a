"""Whether a phone can get a message at all."""

from notifications.failures import Failure
from portal.lib.errors import Refused
from portal.lib.numbers import read_mobile


def phone_fault(phone: str) -> Failure | None:
    """None for a Vietnamese mobile number."""
    if not phone:
        return Failure.NO_NUMBER
    try:
        read_mobile(phone)
    except Refused:
        return Failure.WRONG_NUMBER
    return None
