"""Programs that may write by Open311, and their keys. A key is shown once; its hash is kept."""

import hashlib
import secrets
from datetime import datetime

from accounts.models import Unit
from feedback.models import Application
from portal.lib.errors import Refused

_START = 8  # letters of a key that lists show
_LONGEST = 100  # letters of anything sent as a key


def issue(
    root_unit: Unit, *, name: str, contact: str = "", is_test: bool = False, at: datetime
) -> tuple[Application, str]:
    """The new application and its key, which nobody can read again."""
    used = Application.objects.filter(root_unit=root_unit, name=name, revoked_at__isnull=True)
    if used.exists():
        raise Refused(
            "twice",
            "Đã có khóa đang dùng với tên này. Đặt tên khác, hoặc thu hồi khóa cũ trước",
            field="name",
        )
    key = secrets.token_urlsafe(24)
    application = Application.objects.create(
        root_unit=root_unit,
        name=name,
        contact=contact,
        key_hash=_hash(key),
        key_start=key[:_START],
        is_test=is_test,
        created_at=at,
    )
    return application, key


def application_of(key: str) -> Application | None:
    """Whose key it is; None for an unknown or revoked one."""
    if not key or len(key) > _LONGEST:
        return None
    known = Application.objects.select_related("root_unit")
    return known.filter(key_hash=_hash(key), revoked_at__isnull=True).first()


def revoke(application: Application, *, at: datetime) -> None:
    """From now on the key opens nothing; what was written with it stays."""
    Application.objects.filter(pk=application.pk, revoked_at__isnull=True).update(revoked_at=at)


def _hash(key: str) -> str:
    """A key is 24 random bytes: no slow hash is needed."""
    return hashlib.sha256(key.encode()).hexdigest()
