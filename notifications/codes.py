"""A one-time code on its way to the phone that is to be proved."""

from datetime import datetime

from django.db import transaction

from accounts.services import issue_code, serving_unit
from notifications.services import Notice, send


@transaction.atomic
def send_code(phone: str, address: str, *, at: datetime) -> int:
    """The id of a new code, which goes out as a message in the same transaction.

    `address` is whom the asking is counted for; `Refused` if it was too often or too soon.
    """
    unit = serving_unit()
    code_id, code = issue_code(phone, address=address, at=at)
    words = {"office": unit.name_in_sms, "otp": code}
    key = f"otp:{phone}:{at.timestamp()}"
    send(Notice("otp", phone, key, at=at, root_unit_id=unit.pk, context=words))
    return code_id
