"""What a citizen chose: by which channels, in which language, to which confirmed address."""

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import serving_unit, set_email
from notifications.kinds import KINDS, Audience
from notifications.models import NoticeChoice, StoppedAddress
from notifications.services import Notice, send
from portal.lib.codes import random_token
from portal.lib.errors import Refused
from portal.lib.limits import allow

CODE_LIFE = timedelta(minutes=30)  # some mail servers let a stranger's first letter wait
CODE_TRIES = 5
DAY = 86_400
SENDS_BY_PERSON, SENDS_TO_ADDRESS, SENDS_BY_NETWORK = 5, 3, 30  # a day: nobody is flooded


@dataclass(frozen=True)
class Begun:
    """An address that waits for its code; kept in the session of the browser that typed it."""

    email: str
    code_hash: str
    key: str  # what wrong tries are counted for
    until: float  # a timestamp

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def choice_of(user: User) -> NoticeChoice:
    """Unsaved defaults for who never chose."""
    return NoticeChoice.objects.filter(user=user).first() or NoticeChoice(user=user)


def choose(user: User, *, ways: set[str], language: str, at: datetime) -> None:
    NoticeChoice.objects.update_or_create(
        user=user,
        defaults={
            "sms": "sms" in ways,
            "zalo": "zalo" in ways,
            "email": "email" in ways,
            "language": language,
            "changed_at": at,
        },
    )


def is_stopped(user: User) -> bool:
    """DUNG was texted from this phone: whatever was chosen, only what is asked for comes to it."""
    return StoppedAddress.objects.filter(address=user.phone, by=None).exists()


def always_by_sms() -> list[str]:
    """What the law or the receipt promises by SMS, whatever was chosen."""
    return [
        _(kind.label)
        for kind in KINDS.values()
        if kind.always_sms and kind.audience is Audience.CITIZEN
    ]


@transaction.atomic
def send_email_code(user: User, email: str, *, network: str, at: datetime) -> Begun:
    """A code goes to `email`; the address counts only after `confirm_email`."""
    _count_send(user, email, network)
    unit, code = serving_unit(), f"{secrets.randbelow(1_000_000):06d}"
    key = f"email_code:{random_token()}"
    words = {
        "unit": unit.name,
        "domain": urlsplit(settings.SITE_URL).netloc,
        "tel": unit.phone.replace(" ", ""),
        "link": f"{settings.SITE_URL}{reverse('notifications:confirm-email')}",
        "otp": code,
    }
    send(Notice("email_code", "", key, at=at, root_unit_id=unit.pk, context=words, email=email))
    return Begun(email, _hash(key, email, code), key, (at + CODE_LIFE).timestamp())


def confirm_email(user: User, begun: Begun, code: str, *, at: datetime) -> None:
    """The address is the citizen's from now on, or `Refused`."""
    if at.timestamp() >= begun.until:
        raise Refused("code_expired", _("Mã đã hết hạn. Xin lưu lại địa chỉ để nhận mã mới"))
    if not allow("email-code-try", begun.key, tries=CODE_TRIES, seconds=DAY):
        raise Refused("code_dead", _("Đã nhập sai nhiều lần. Xin lưu lại địa chỉ để nhận mã mới"))
    if not hmac.compare_digest(begun.code_hash, _hash(begun.key, begun.email, code)):
        raise Refused("code_wrong", _("Mã chưa đúng, xin xem lại thư mới nhất"))
    set_email(user, begun.email)


def _count_send(user: User, email: str, network: str) -> None:
    """Who asks is counted first: what is stopped there uses up nobody else's tries."""
    if (
        allow("email-code-person", str(user.pk), tries=SENDS_BY_PERSON, seconds=DAY)
        and allow("email-code-network", network, tries=SENDS_BY_NETWORK, seconds=DAY)
        and allow("email-code-address", email.lower(), tries=SENDS_TO_ADDRESS, seconds=DAY)
    ):
        return
    raise Refused(
        "too_many_codes", _("Hôm nay đã gửi nhiều mã rồi. Xin thử lại ngày mai hoặc hỏi cán bộ")
    )


def _hash(*parts: str) -> str:
    text = "\n".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
