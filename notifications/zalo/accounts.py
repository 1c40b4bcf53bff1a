"""What an administrator does with Zalo accounts and their templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.db import transaction

from notifications.channels import http
from notifications.channels.zalo import BAD_TOKENS
from notifications.json_objects import json_object
from notifications.models import ZaloAccount, ZaloTemplate
from notifications.outbox.connections import without_database
from portal.lib.errors import Refused
from portal.lib.sealed import seal, unseal

AWAY = "Không nối được tới Zalo. Xin thử lại sau ít phút"
NOTHING_YET = "Chưa có khóa truy cập. Hệ thống xin Zalo trong vòng một phút, xin thử lại sau đó"


@dataclass(frozen=True)
class Quota:
    """How many messages Zalo still takes today."""

    left: int
    daily: int


def save_account(account: ZaloAccount | None, facts: Mapping[str, Any]) -> ZaloAccount:
    """Secrets that are empty in `facts` stay. A new refresh token is used within a minute."""
    account = account or ZaloAccount()
    account.root_unit_id = int(facts["unit"]) or None
    for name in ("name", "app_id", "oa_id", "price", "is_on"):
        setattr(account, name, facts[name])
    for name in ("app_secret", "oa_secret", "refresh_token"):
        if facts[name]:
            setattr(account, name, seal(facts[name]))
    if facts["refresh_token"]:
        account.access_token, account.last_error = "", ""
        account.expires_at = account.refreshing_until = None
    account.save()
    return account


@transaction.atomic
def save_template(
    account: ZaloAccount, kind: str, *, template_id: str, fields: Mapping[str, str]
) -> ZaloTemplate:
    row, _ = ZaloTemplate.objects.update_or_create(
        account=account, kind=kind, defaults={"template_id": template_id, "fields": dict(fields)}
    )
    return row


def drop_template(account: ZaloAccount, kind: str) -> None:
    """Messages of this kind go by SMS from now on."""
    ZaloTemplate.objects.filter(account=account, kind=kind).delete()


def check(account: ZaloAccount, *, at: datetime) -> Quota:
    """Asks Zalo how much it still takes: shows that address and token are right. Sends nothing."""
    token = unseal(account.access_token)
    if not token:
        raise Refused("no_token", NOTHING_YET)
    url = urljoin(account.message_url, "quota")
    try:
        with without_database():
            answer = http.ask("GET", url, headers={"access_token": token})
    except (http.Unreachable, http.AnswerLost) as error:
        raise Refused("away", AWAY) from error
    facts = json_object(answer.body) or {}
    row = ZaloAccount.objects.filter(pk=account.pk)
    if facts.get("error") in BAD_TOKENS:
        row.filter(access_token=account.access_token).update(expires_at=at)
        raise Refused("token", "Zalo không nhận khóa truy cập. Hệ thống đang đổi khóa mới")
    try:
        quota = Quota(int(facts["data"]["remainingQuota"]), int(facts["data"]["dailyQuota"]))
    except (KeyError, TypeError, ValueError) as error:
        code = facts.get("error", answer.status)
        raise Refused("zalo", f"Zalo từ chối ({code}). Xin xem lại mã ứng dụng và mã OA") from error
    row.update(last_ok_at=at, last_error="")
    return quota
