"""Secrets that rows hold (passwords and tokens of gateways), unreadable without SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from portal.lib.errors import Refused


def seal(secret: str) -> str:
    """Nothing stays nothing."""
    return _box().encrypt(secret.encode()).decode("ascii") if secret else ""


def unseal(sealed: str) -> str:
    """`Refused` when it was sealed with another SECRET_KEY: it has to be typed in anew."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken:
        raise Refused(
            "sealed", "Không đọc được mật khẩu đã lưu vì khóa của cổng đã đổi. Xin nhập lại"
        ) from None


def _box() -> Fernet:
    key = hashlib.sha256(b"portal.lib.sealed:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
