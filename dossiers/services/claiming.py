"""Nhận hồ sơ về tài khoản: a dossier made at the counter becomes its citizen's own."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.services import log_access
from dossiers.models import Dossier
from dossiers.services.apply import lock
from portal.lib.errors import Refused


def may_claim(dossier: Dossier, user: User) -> bool:
    """Nobody has it yet, and the phone on it is the one this citizen signed in with."""
    same_phone = bool(dossier.phone) and dossier.phone == user.phone
    return user.is_citizen and dossier.owner_id is None and same_phone


@transaction.atomic
def claim(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """Makes `by` the owner. Claiming it again changes nothing.

    The phone was proven by a one-time code; that `by` holds the receipt or knows the code is what
    the caller has made sure of. Nothing happens to the request itself, so there is no event; the
    access is logged.
    """
    dossier = lock(dossier.pk)
    if dossier.owner_id == by.pk:
        return dossier
    if not may_claim(dossier, by):
        raise Refused(
            "not_yours",
            "Số điện thoại đăng nhập khác số ghi trên hồ sơ, hoặc hồ sơ đã thuộc tài khoản khác. "
            "Xin đăng nhập bằng số đã ghi, hoặc mang căn cước đến quầy",
            conflict=True,
        )
    dossier.owner = by
    dossier.save(update_fields=["owner"])
    log_access(by, "dossier.claim", dossier.display_code, at=at)
    return dossier
