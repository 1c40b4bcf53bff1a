"""Certificates as the list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.lib.dates import short_day
from signatures.models import Certificate

ENDING = timedelta(days=30)


@dataclass(frozen=True)
class State:
    kind: str  # of components/badge.html
    icon: str
    text: str


@dataclass(frozen=True)
class CertificateRow:
    sha256: str
    holder: str
    about: str
    kept_in: str
    issuer: str
    serial: str
    since: str
    until: str
    state: State
    can_go: bool


def certificate_rows(certificates: Iterable[Certificate], *, at: datetime) -> list[CertificateRow]:
    """Needs `user` and `unit` fetched with them."""
    return [_row(certificate, at) for certificate in certificates]


def _row(certificate: Certificate, at: datetime) -> CertificateRow:
    user = certificate.user
    return CertificateRow(
        sha256=certificate.sha256,
        holder=str(user or certificate.unit),
        about=f"Cá nhân, {user.job_title}" if user and user.job_title
        else certificate.get_kind_display(),
        kept_in=certificate.get_store_display(),
        issuer=certificate.issuer,
        serial=certificate.serial,
        since=short_day(certificate.valid_from),
        until=short_day(certificate.valid_to),
        state=_state(certificate, at),
        can_go=certificate.revoked_at is None,
    )  # fmt: skip


def _state(certificate: Certificate, at: datetime) -> State:
    if certificate.revoked_at:
        return State("off", "x", f"Thu hồi {short_day(certificate.revoked_at)}")
    if certificate.valid_to <= at:
        return State("late", "alert-circle", "Hết hạn")
    if certificate.valid_to <= at + ENDING:
        days = (certificate.valid_to - at).days
        return State("warn", "alert-triangle", f"Sắp hết hạn, còn {days} ngày")
    return State("ok", "circle-check", "Còn hạn")
