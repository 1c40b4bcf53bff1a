"""Gateways for SMS as administrators see and change them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.offices import OfficeFacts, offices
from accounts.services import log_access
from notifications.callbacks.addresses import inbound_address, json_report_address
from notifications.models import Gateway
from portal.lib.badges import Badge
from portal.lib.dates import full_clock, short_moment
from portal.lib.money import dong
from portal.lib.sealed import seal

FEW_MESSAGES = 500  # that the balance still pays for: time to top it up
LITTLE_MONEY = 100_000  # đồng, where no price was given


@dataclass(frozen=True)
class GatewayRow:
    code: str
    name: str
    kind: str
    office: str
    sender: str
    position: int
    is_on: bool
    health: Badge
    last_ok: str
    last_error: str
    balance: str
    balance_note: str
    is_low: bool


def gateway_rows(gateways: Iterable[Gateway], *, at: datetime) -> list[GatewayRow]:
    known = offices()
    return [_row(gateway, known, at) for gateway in gateways]


def _row(gateway: Gateway, known: Mapping[int, OfficeFacts], at: datetime) -> GatewayRow:
    office = known.get(gateway.root_unit_id) if gateway.root_unit_id else None
    return GatewayRow(
        code=gateway.code,
        name=gateway.name,
        kind=gateway.get_kind_display(),
        office=office.short_name if office else "mọi đơn vị",
        sender=gateway.sender,
        position=gateway.position,
        is_on=gateway.is_on,
        health=health_of(gateway, at),
        last_ok=full_clock(gateway.last_ok_at) if gateway.last_ok_at else "chưa lần nào",
        last_error=_last_error(gateway),
        balance=dong(gateway.balance) if gateway.balance is not None else "",
        balance_note=_balance_note(gateway),
        is_low=is_low(gateway),
    )


def health_of(gateway: Gateway, at: datetime) -> Badge:
    if not gateway.is_on:
        return Badge("off", "player-pause", "Tắt")
    if gateway.resting_until and gateway.resting_until > at:
        return Badge(
            "late", "alert-triangle", f"Đang nghỉ đến {short_moment(gateway.resting_until)}"
        )
    if gateway.failures:
        return Badge("warn", "alert-circle", f"Đang dùng, lỗi {gateway.failures} lần liền")
    return Badge("ok", "circle-check", "Đang dùng")


def _last_error(gateway: Gateway) -> str:
    if gateway.last_error_at is None:
        return ""
    return f"{full_clock(gateway.last_error_at)}: {gateway.last_error}"


def is_low(gateway: Gateway) -> bool:
    """Whether somebody should top it up."""
    if gateway.balance is None:
        return False
    return gateway.balance < (gateway.price * FEW_MESSAGES or LITTLE_MONEY)


def _balance_note(gateway: Gateway) -> str:
    """`đủ khoảng 300 tin · lúc 8:05 23/11`."""
    if gateway.balance is None or gateway.balance_at is None:
        return ""
    enough = f"đủ khoảng {gateway.balance // gateway.price} tin · " if gateway.price else ""
    return f"{enough}lúc {short_moment(gateway.balance_at)}"


def addresses_of(gateway: Gateway) -> list[tuple[str, str]]:
    """What the other side has to be told: where reports and incoming messages go to."""
    addresses = [("Tin người dân nhắn đến (post-url)", inbound_address(gateway))]
    if gateway.kind == Gateway.Kind.JSON:
        addresses.insert(0, ("Báo tin đã đến máy", json_report_address(gateway.code)))
    return addresses


# --- Changing them ------------------------------------------------------------------------------


def save_gateway(gateway: Gateway, *, by: User, at: datetime, secret: str, **facts: Any) -> Gateway:
    """A new one, or changes of one. An empty secret keeps the one that is there."""
    for name, value in facts.items():
        setattr(gateway, name, value)
    if secret:
        gateway.secret = seal(secret)
    gateway.save()
    log_access(by, "gateway.save", gateway.code, at=at)
    return gateway


def switch_gateway(gateway: Gateway, *, on: bool, by: User, at: datetime) -> None:
    """Switched on anew it starts without its old failures."""
    fresh: dict[str, Any] = {"failures": 0, "resting_until": None} if on else {}
    Gateway.objects.filter(pk=gateway.pk).update(is_on=on, **fresh)
    log_access(by, "gateway.on" if on else "gateway.off", gateway.code, at=at)
