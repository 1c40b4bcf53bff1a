"""What the Zalo page shows of an account, as finished words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.offices import offices
from notifications.kinds import KINDS, Kind
from notifications.models import ZaloAccount, ZaloTemplate
from notifications.models.message import Channel
from portal.lib.badges import Badge
from portal.lib.dates import short_moment

KINDS_BY_ZALO = tuple(kind for kind in KINDS.values() if Channel.ZALO in kind.channels)


@dataclass(frozen=True)
class TemplateRow:
    kind: str
    label: str
    template_id: str
    fields: str
    instead: str  # how these messages go without a template


@dataclass(frozen=True)
class AccountRow:
    pk: int
    name: str
    unit: str
    badge: Badge
    token: str
    last_ok: str
    error: str
    templates: list[TemplateRow]


def account_rows(accounts: Iterable[ZaloAccount], *, at: datetime) -> list[AccountRow]:
    """The accounts have their templates prefetched."""
    return [_row(account, at) for account in accounts]


def _row(account: ZaloAccount, at: datetime) -> AccountRow:
    unit = offices().get(account.root_unit_id) if account.root_unit_id else None
    of_kind = {template.kind: template for template in account.templates.all()}
    error = account.last_error
    if error and account.last_error_at:
        error = f"{error} ({short_moment(account.last_error_at)})"
    return AccountRow(
        pk=account.pk,
        name=account.name,
        unit=unit.name if unit else "Mọi đơn vị",
        badge=_badge(account, at),
        token=_token(account, at),
        last_ok=short_moment(account.last_ok_at) if account.last_ok_at else "chưa có",
        error=error,
        templates=[_template_row(kind, of_kind.get(kind.code)) for kind in KINDS_BY_ZALO],
    )


def _template_row(kind: Kind, template: ZaloTemplate | None) -> TemplateRow:
    return TemplateRow(
        kind.code,
        kind.label,
        template.template_id if template else "",
        ", ".join(template.fields) if template else "",
        "gửi bằng SMS" if Channel.SMS in kind.channels else "chỉ xem trên cổng",
    )


def _is_over(account: ZaloAccount, at: datetime) -> bool:
    return not account.access_token or bool(account.expires_at and account.expires_at <= at)


def _badge(account: ZaloAccount, at: datetime) -> Badge:
    if not account.is_on:
        return Badge("off", "player-pause", "Đang tắt")
    if not account.access_token and not _failed_last(account):
        return Badge("off", "clock", "Đang xin khóa")
    if _is_over(account, at):
        return Badge("late", "alert-triangle", "Không gửi được")
    if _failed_last(account):
        return Badge("warn", "alert-triangle", "Có lỗi")
    return Badge("ok", "circle-check", "Đang gửi")


def _failed_last(account: ZaloAccount) -> bool:
    if not account.last_error or account.last_error_at is None:
        return False
    return account.last_ok_at is None or account.last_ok_at <= account.last_error_at


def _token(account: ZaloAccount, at: datetime) -> str:
    if not account.access_token:
        return "chưa có, hệ thống đang xin Zalo"
    if account.expires_at is None:
        return "đã có"
    moment = short_moment(account.expires_at)
    return f"hết hạn lúc {moment}" if account.expires_at <= at else f"dùng đến {moment}"
