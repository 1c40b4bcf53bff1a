"""Ends: the result is there, the result is handed over."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from dossiers.models import Dossier
from dossiers.services.apply import apply, lock
from dossiers.workflow import Action
from portal.lib.errors import Refused
from portal.lib.text import clean


@transaction.atomic
def finish(
    dossier: Dossier,
    action: Action,
    *,
    by: User,
    at: datetime,
    result_number: str = "",
    result_on: date | None = None,
    note: str = "",
    seen: int | None = None,
) -> Dossier:
    """The result is numbered and sealed (`FINISH`) or made at the counter (`FINISH_AT_COUNTER`)."""
    dossier = lock(dossier.pk)
    dossier.result_number, dossier.result_on = clean(result_number), result_on
    dossier.save(update_fields=["result_number", "result_on"])
    return apply(dossier, action, by=by, at=at, note=note, seen=seen)


@transaction.atomic
def hand_over(
    dossier: Dossier, *, by: User, at: datetime, receiver: str, seen: int | None = None
) -> Dossier:
    """The result is given to `receiver` (the applicant or somebody authorised)."""
    receiver = clean(receiver)
    if not receiver:
        raise Refused("receiver_missing", "Nhập họ tên người nhận kết quả", field="receiver")
    dossier = lock(dossier.pk)
    if dossier.fee_amount and dossier.fee_paid_at is None:
        raise Refused("fee_unpaid", "Hồ sơ còn phí, lệ phí chưa thu. Thu xong rồi trả kết quả")
    dossier.handed_over_at, dossier.handed_over_to = at, receiver
    dossier.save(update_fields=["handed_over_at", "handed_over_to"])
    return apply(dossier, Action.HAND_OVER, by=by, at=at, seen=seen)
