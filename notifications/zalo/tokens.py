"""The two tokens of a Zalo account. Each refresh token works once and brings the next pair.

One worker refreshes: it takes a lease on the row, asks Zalo, and keeps both new tokens in one
update. When the answer is lost the old pair may be dead already: the account says so.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from django.db.models import Q

from notifications.channels import http
from notifications.json_objects import json_object
from notifications.models import ZaloAccount
from notifications.outbox.connections import without_database
from portal.lib.errors import Refused
from portal.lib.sealed import seal, unseal

logger = logging.getLogger(__name__)

AHEAD = timedelta(hours=2)  # of the end of an access token, which lives 25 hours
LEASE = timedelta(minutes=2)
REST = timedelta(hours=1)  # after Zalo said no: only new tokens help

LOST = (
    "Zalo không trả lời khi đổi khóa. Hệ thống thử lại bằng khóa cũ; nếu Zalo từ chối, "
    "anh/chị lấy cặp khóa mới ở trang Zalo for Developers rồi nhập lại"
)
AWAY = "Không nối được tới Zalo để đổi khóa"
REFUSED = (
    "Zalo không đổi khóa ({code}). Anh/chị lấy cặp khóa mới ở trang Zalo for Developers rồi "
    "nhập lại"
)


@dataclass(frozen=True)
class Pair:
    access_token: str
    refresh_token: str
    seconds: int


class NotRefreshed(Exception):
    """Why there is no new pair: the sentence for the administrator, and when to try again."""

    def __init__(self, sentence: str, rest: timedelta = timedelta(0)) -> None:
        super().__init__(sentence)
        self.rest = rest


def due(at: datetime) -> list[int]:
    """Accounts whose access token ends soon and that nobody refreshes now."""
    return list(ZaloAccount.objects.filter(_due(at)).values_list("pk", flat=True))


def refresh(account_id: int, *, at: datetime) -> bool:
    """Whether this call brought new tokens; of several workers only one asks Zalo."""
    row = ZaloAccount.objects.filter(pk=account_id)
    if not row.filter(_due(at)).update(refreshing_until=at + LEASE):
        return False
    account = row.get()
    mine = row.filter(refresh_token=account.refresh_token)  # not one typed in meanwhile
    try:
        pair = _exchange(account)
    except NotRefreshed as failure:
        logger.error("zalo account %s has no new tokens: %s", account_id, failure)  # noqa: TRY400
        mine.update(
            refreshing_until=at + failure.rest, last_error=str(failure)[:200], last_error_at=at
        )
        return False
    kept = mine.update(
        access_token=seal(pair.access_token),
        refresh_token=seal(pair.refresh_token),
        expires_at=at + timedelta(seconds=pair.seconds),
        refreshed_at=at,
        refreshing_until=None,
        last_error="",
        last_ok_at=at,
    )
    return bool(kept)


def _due(at: datetime) -> Q:
    ends = Q(expires_at=None) | Q(expires_at__lte=at + AHEAD)
    free = Q(refreshing_until=None) | Q(refreshing_until__lte=at)
    return ends & free & Q(is_on=True) & ~Q(refresh_token="")


def _exchange(account: ZaloAccount) -> Pair:
    try:
        secret, token = unseal(account.app_secret), unseal(account.refresh_token)
    except Refused as refused:
        raise NotRefreshed(refused.message, REST) from refused
    asked = {"refresh_token": token, "app_id": account.app_id, "grant_type": "refresh_token"}
    headers = {"secret_key": secret, "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(asked).encode()
    try:
        with without_database():
            answer = http.ask("POST", account.token_url, headers=headers, body=body)
    except http.Unreachable as error:
        raise NotRefreshed(AWAY) from error
    except http.AnswerLost as error:
        raise NotRefreshed(LOST) from error
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotRefreshed(LOST)
    facts = json_object(answer.body) or {}
    try:
        seconds = int(facts["expires_in"])
        return Pair(str(facts["access_token"]), str(facts["refresh_token"]), seconds)
    except (KeyError, TypeError, ValueError) as error:
        raise NotRefreshed(REFUSED.format(code=facts.get("error", answer.status)), REST) from error
