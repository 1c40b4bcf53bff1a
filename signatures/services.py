"""Certificates: taking one in, finding the one to sign with, giving one up; signing, validation."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Unit, User
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from portal.lib.text import fold
from signatures import keys, names, trust
from signatures.failures import SigningFailed
from signatures.keys import Found, KeyFile, TokenKey
from signatures.models import Certificate
from signatures.signing import USAGES, sign_pdf
from signatures.stamps import Side, Stamp
from signatures.validation import SignatureFacts, signatures_of

__all__ = [
    "KeyFile",
    "Side",
    "SignatureFacts",
    "SigningFailed",
    "Stamp",
    "TokenKey",
    "add_certificate",
    "certificate_for",
    "give_up",
    "sign_pdf",
    "signatures_of",
]

Kind, Store = Certificate.Kind, Certificate.Store


def add_certificate(
    source: KeyFile | TokenKey, *, holder: User | Unit, by: User | None, at: datetime
) -> Certificate:
    """The certificate is read, checked and kept; `Refused` says what to do about a wrong one."""
    found = keys.read(source)
    _check(found, holder, at)
    if Certificate.objects.kept().filter(sha256=found.sha256).exists():
        raise _already()
    personal = isinstance(holder, User)
    certificate = Certificate(
        kind=Kind.PERSONAL if personal else Kind.OFFICE,
        user=holder if isinstance(holder, User) else None,
        unit=holder if isinstance(holder, Unit) else None,
        store=Store.PKCS12 if isinstance(source, KeyFile) else Store.PKCS11,
        key_ref=keys.keep(source, found),
        subject=names.told(found.certificate.subject),
        issuer=names.told(found.certificate.issuer),
        serial=f"{found.certificate.serial_number:x}",
        valid_from=found.certificate.not_valid_before,
        valid_to=found.certificate.not_valid_after,
        sha256=found.sha256,
        added_at=at,
        added_by=by,
    )
    try:
        with transaction.atomic():
            certificate.save()
    except IntegrityError as error:
        raise _already() from error
    return certificate


def _already() -> Refused:
    return Refused("already", "Chứng thư này đã có trong danh sách", field="file", conflict=True)


def certificate_for(
    *, user: User | None = None, unit: Unit | None = None, at: datetime
) -> Certificate | None:
    """The one to sign with at that moment: of those in force, the one that lasts longest."""
    usable = Certificate.objects.usable(at)
    owned = usable.filter(user=user) if user else usable.filter(unit=unit)
    return owned.first() if user or unit else None


def give_up(certificate: Certificate, *, revoked: bool, at: datetime) -> Certificate:
    """No longer signed with: its key file is deleted.

    `revoked`: key lost or known to others, person left; it stays in the list, and what it signs
    from now on is not trusted. Otherwise it leaves the list.
    """
    if revoked:
        certificate.revoked_at = certificate.revoked_at or at
    else:
        certificate.removed_at = at
    certificate.save(update_fields=["revoked_at", "removed_at"])
    keys.forget(certificate)
    return certificate


# --- What a certificate must be -----------------------------------------------------------------


def _check(found: Found, holder: User | Unit, at: datetime) -> None:
    checks: tuple[Callable[[Found, User | Unit, datetime], None], ...] = (
        _check_dates,
        _check_usage,
        _check_holder,
        _check_chain,
    )
    for check in checks:
        check(found, holder, at)


def _check_dates(found: Found, _: User | Unit, at: datetime) -> None:
    first, last = found.certificate.not_valid_before, found.certificate.not_valid_after
    if last <= at:
        raise Refused(
            "expired",
            f"Chứng thư đã hết hạn ngày {short_day(last)}. Xin cấp chứng thư mới rồi thêm lại",
            field="file",
        )
    if first > at:
        raise Refused(
            "not_yet",
            f"Chứng thư đến ngày {short_day(first)} mới có hiệu lực. Thêm lại từ ngày đó",
            field="file",
        )


def _check_usage(found: Found, _: User | Unit, __: datetime) -> None:
    usage = found.certificate.key_usage_value
    signs = usage is None or bool(set(USAGES) & usage.native)
    if found.certificate.ca or not signs:
        raise Refused(
            "usage",
            "Chứng thư này không dùng để ký văn bản. Chọn chứng thư ký số, không phải chứng thư "
            "mã hóa hay đăng nhập",
            field="file",
        )


def _check_holder(found: Found, holder: User | Unit, _: datetime) -> None:
    written = names.parts(found.certificate.subject)
    folded = [fold(name) for name in written]
    if isinstance(holder, User):
        mine = fold(holder.full_name) in folded[:1]
        noun = f"cán bộ {holder.full_name}"
    else:
        called = {fold(holder.name), fold(holder.short_name)}
        mine = any(name in text for text in folded for name in called)
        noun = holder.name
    if not mine:
        raise Refused(
            "holder",
            f"Chứng thư mang tên {next(iter(written), 'người khác')}, không phải của {noun}. Chọn "
            "đúng người hoặc chọn tệp khác",
            field="holder",
        )


def _check_chain(found: Found, _: User | Unit, at: datetime) -> None:
    if not trust.is_chained(found.certificate, found.others, at=at):
        raise Refused(
            "foreign",
            "Nơi cấp chứng thư này không nằm trong danh sách tin cậy của hệ thống. Dùng chứng thư "
            "do cơ quan có thẩm quyền cấp, hoặc báo người quản trị máy chủ thêm nơi cấp",
            field="file",
        )
