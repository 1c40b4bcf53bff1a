"""Ends: the result is there, the result is handed over."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from dossiers.books import register_result
from dossiers.files.attaching import ResultFile, attach
from dossiers.models import Attachment, Dossier
from dossiers.services.apply import Act, act_on, lock
from dossiers.services.fees import record_fee
from dossiers.workflow import Action
from portal.lib.errors import Refused
from portal.lib.text import clean

_RESULTS = (Attachment.Role.RESULT, Attachment.Role.SIGNED_RESULT)


@transaction.atomic
def finish(
    dossier: Dossier,
    action: Action,
    *,
    by: User,
    at: datetime,
    result_number: str = "",
    result_on: date | None = None,
    file: ResultFile | None = None,
    note: str = "",
    late_cause: str = "",
    late_note: str = "",
    seen: int | None = None,
) -> Dossier:
    """The result is numbered and sealed (`FINISH`) or made at the counter (`FINISH_AT_COUNTER`).

    It is entered in the register of results of the office that does so.
    """
    dossier = lock(dossier.pk)
    dossier.result_number, dossier.result_on = clean(result_number), result_on
    if file is not None:
        attach(dossier, file, Attachment.Role.RESULT, by=by, at=at)
    dossier.e_result = dossier.attachments.filter(role__in=_RESULTS).exists()
    act = Act(action, by, at, note, late_cause=late_cause, late_note=late_note)
    finished = act_on(dossier, act, seen=seen)
    register_result(finished, by=by, at=at)
    return finished


@transaction.atomic
def hand_over(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    receiver: str,
    fee_collected: bool = False,
    seen: int | None = None,
) -> Dossier:
    """The result is given to `receiver` (the applicant or somebody authorised)."""
    receiver = clean(receiver)
    if not receiver:
        raise Refused("receiver_missing", "Nhập họ tên người nhận kết quả", field="receiver")
    dossier = lock(dossier.pk)
    if fee_collected:
        dossier = record_fee(dossier, by=by, at=at)
    if dossier.fee_amount and dossier.fee_paid_at is None:
        raise Refused("fee_unpaid", "Hồ sơ còn phí, lệ phí chưa thu. Thu xong rồi trả kết quả")
    dossier.handed_over_at, dossier.handed_over_to = at, receiver
    return act_on(dossier, Act(Action.HAND_OVER, by, at), seen=seen)
