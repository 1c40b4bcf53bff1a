"""Signing in with a phone and a one-time code; own settings; offices; the access log."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import AccessLog, OneTimeCode, RoleAssignment, ServicePlace, Unit, User
from accounts.permissions import roles_with
from accounts.signed_in import forget
from portal.lib.errors import Refused
from portal.lib.limits import allow

CODE_LIFE = timedelta(minutes=5)
CODE_TRIES = 5
SEND_PAUSE = timedelta(seconds=60)
SENDS_PER_DAY = 10  # to one phone
SENDS_BY_ADDRESS = 5  # to one phone from one address: nobody alone uses up somebody's ten
PHONES_BY_ADDRESS = 60  # codes to any phones from one address in an hour; a commune shares one


def issue_code(phone: str, *, address: str, at: datetime) -> tuple[int, str]:
    """Id and digits of a new code for the phone; earlier ones die. `Refused` if too many.

    Only a keyed hash is stored; the caller sends the digits by message and keeps the id for the
    browser that asked. `address` is whom the asking is counted for.
    """
    latest = OneTimeCode.objects.filter(phone=phone).order_by("-created_at").first()
    if latest and latest.used_at is None and at < latest.created_at + SEND_PAUSE:
        seconds = int((latest.created_at + SEND_PAUSE - at).total_seconds()) + 1
        raise Refused("code_too_soon", f"Mã vừa được gửi. Xin đợi {seconds} giây rồi nhận mã mới")
    _count_send(phone, address)
    code = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        OneTimeCode.objects.filter(phone=phone).delete()
        issued = OneTimeCode.objects.create(
            phone=phone,
            code_hash=_hash(phone, code),
            created_at=at,
            expires_at=at + CODE_LIFE,
            tries_left=CODE_TRIES,
        )
    return issued.pk, code


def _count_send(phone: str, address: str) -> None:
    """Who asks is counted first: what is stopped there does not use up the phone's own tries."""
    if not allow("otp-address", address, tries=PHONES_BY_ADDRESS, seconds=3600):
        raise Refused(
            "code_too_many",
            "Nơi này vừa nhận quá nhiều mã. Xin thử lại sau một giờ hoặc đến quầy",
        )
    by_pair = allow("otp-pair", f"{phone}|{address}", tries=SENDS_BY_ADDRESS, seconds=86_400)
    if not by_pair or not allow("otp-send", phone, tries=SENDS_PER_DAY, seconds=86_400):
        raise Refused(
            "code_too_often",
            "Số này đã nhận quá nhiều mã trong ngày. Xin thử lại ngày mai hoặc đến quầy",
        )


def confirm_code(code_id: int, phone: str, code: str, *, at: datetime) -> User:
    """The citizen whose phone it is (made at the first sign-in), or `Refused`.

    Only the browser that asked for the code knows `code_id`: nobody else can try it, or use up its
    tries. A wrong try is counted even though the request fails, so it is not in the transaction
    of a view.
    """
    row = OneTimeCode.objects.filter(pk=code_id, phone=phone, used_at__isnull=True).first()
    if row is None or at >= row.expires_at:
        raise Refused("code_expired", "Mã đã hết hạn, bấm Nhận mã mới", field="code")
    tried = OneTimeCode.objects.filter(pk=row.pk, tries_left__gt=0, used_at__isnull=True)
    if not tried.update(tries_left=F("tries_left") - 1):
        raise Refused("code_dead", "Đã nhập sai nhiều lần, bấm Nhận mã mới", field="code")
    if not hmac.compare_digest(row.code_hash, _hash(phone, code.strip())):
        left = row.tries_left - 1
        raise Refused("code_wrong", f"Mã chưa đúng, còn {left} lần nhập", field="code")
    if not OneTimeCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=at):
        raise Refused("code_expired", "Mã đã được dùng, bấm Nhận mã mới", field="code")
    citizen = User.objects.filter(username=phone, kind=User.Kind.CITIZEN).first()
    if citizen and not citizen.is_active:
        raise Refused(
            "account_closed", "Tài khoản đã khóa. Xin đến quầy để được giúp", field="code"
        )
    return citizen or User.objects.create_citizen(phone)


def log_access(
    user: User, action: str, object_code: str, *, at: datetime, reason: str = ""
) -> None:
    """One line of who looked at what; never refuses, never holds personal data."""
    AccessLog.objects.create(
        root_unit_id=user.unit.root_id_or_self if user.unit else None,
        at=at,
        user=user,
        action=action,
        object_code=object_code,
        reason=reason,
    )


def serving_unit() -> Unit:
    """The commune or province this portal serves: the root of the tree it was set up with."""
    unit = Unit.objects.filter(root__isnull=True).order_by("pk").first()
    if unit is None:
        raise Refused("no_unit", "Cổng chưa được thiết lập đơn vị. Xin chạy manage.py seed")
    return unit


def open_place(unit: Unit, *, code: str, name: str, about: str) -> ServicePlace:
    """A new counter or help desk of an office."""
    return ServicePlace.objects.create(unit=unit, code=code, name=name, about=about)


def staff_with(unit: Unit, permission: str) -> QuerySet[User]:
    """Active staff of one office who carry the permission, by name."""
    people = User.objects.filter(kind=User.Kind.STAFF, is_active=True, unit=unit)
    holders = RoleAssignment.objects.filter(role__in=roles_with(permission)).values("user_id")
    return people.filter(pk__in=holders).order_by("name_fold")


def _hash(phone: str, code: str) -> str:
    text = f"{phone}:{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def set_shortcut_keys(user: User, *, on: bool) -> None:
    """Whether single-letter keys press buttons for this member of staff (WCAG 2.1.4)."""
    user.shortcut_keys = on
    user.save(update_fields=["shortcut_keys"])
    forget(user)


def set_email(user: User, email: str) -> None:
    """An address that has been confirmed; empty takes it away."""
    user.email = email
    user.save(update_fields=["email"])
    forget(user)


def complete_profile(user: User, **facts: Any) -> None:
    """Fills what the account does not know yet; what it knows stays as it is."""
    new = {name: value for name, value in facts.items() if value and not getattr(user, name)}
    if not new:
        return
    for name, value in new.items():
        setattr(user, name, value)
    user.refresh_folded_name()
    user.save(update_fields=[*new, "name_fold"])
    forget(user)
