"""Thu phí, lệ phí at the counter: the money axis of a dossier, apart from its status."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import Perm
from dossiers.models import Dossier
from dossiers.services.apply import lock
from dossiers.services.notes import add_note
from portal.lib.errors import Refused
from portal.lib.money import dong_in_words


@transaction.atomic
def record_fee(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """The whole fee is paid. Recording it again changes nothing."""
    if Perm.COLLECT_FEE not in by.permissions:
        raise Refused("not_permitted", "Anh/chị không có quyền ghi nhận phí, lệ phí")
    dossier = lock(dossier.pk)
    if not dossier.fee_amount:
        raise Refused("no_fee", "Hồ sơ này không có phí, lệ phí phải thu")
    if dossier.fee_paid_at is not None:
        return dossier
    dossier.fee_paid_at = dossier.updated_at = at
    dossier.save(update_fields=["fee_paid_at", "updated_at"])
    add_note(dossier, by=by, at=at, text=f"Đã thu {dong_in_words(dossier.fee_amount)}")
    return dossier
