"""Zalo ZNS (domain 8.6): a template that Zalo has approved, filled with the facts of a message.

What Zalo finally refuses goes by SMS instead (notifications.outbox). `error` codes are those of
`message/template` in Zalo's own description of its API.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from notifications.addresses import international, phone_fault
from notifications.channels import http
from notifications.channels.results import Call, Outcome, Result
from notifications.failures import Failure
from notifications.json_objects import json_object
from notifications.models import Message, ZaloAccount, ZaloTemplate
from portal.lib.errors import Refused
from portal.lib.sealed import unseal

ROUTE = "zalo-"  # and the number of the account
TIMEOUT = 20.0  # seconds
TOKEN_REFUSED = "Zalo không nhận khóa truy cập"  # noqa: S105 - what is said of it
NOTED_EVERY = timedelta(seconds=30)  # how often it is written down that all is well

TAKEN = 0
BAD_TOKENS = {-124, -216, -220}
NO_SUCH_PHONE = -108
# Zalo busy; no money; too many of this account, this template or today; not at night.
NOT_NOW = {-100, -115, -126, -133, -137, -144, -147}


@dataclass(frozen=True)
class _Ready:
    """What a call needs, read while the database is at hand."""

    url: str
    token: str
    body: bytes
    price: int


def calls(message: Message) -> Sequence[Call] | None:
    """The account of the office, else the one of every office; None when the demo has none."""
    mine = Q(root_unit_id=None) | Q(root_unit_id=message.root_unit_id)
    order = F("root_unit_id").asc(nulls_last=True)
    account = ZaloAccount.objects.filter(mine, is_on=True).order_by(order, "pk").first()
    if account is not None:
        return (Call(f"{ROUTE}{account.pk}", partial(_try, _prepared(account, message))),)
    if settings.MESSAGE_CHANNEL == "development":
        return None
    no_way = Result(Outcome.REFUSED, Failure.NO_ROUTE, "chưa có tài khoản Zalo")
    return (Call(ROUTE, lambda: no_way),)


def note(call: Call, message: Message, result: Result, *, at: datetime) -> None:
    """A call is over: the account knows how it does. A token that Zalo refused is over now."""
    account = ZaloAccount.objects.filter(pk=call.route.removeprefix(ROUTE) or 0)
    if result.outcome is Outcome.TAKEN:
        unnoted = Q(last_ok_at=None) | Q(last_ok_at__lt=at - NOTED_EVERY)
        account.filter(unnoted).update(last_ok_at=at)
    elif result.outcome is not Outcome.REFUSED:
        account.update(last_error=result.detail[:200], last_error_at=at)
    if result.detail == TOKEN_REFUSED:
        newer = Q(refreshed_at__gte=message.calling_at or at)
        account.exclude(newer).update(expires_at=at)


def _prepared(account: ZaloAccount, message: Message) -> _Ready | Result:
    if fault := phone_fault(message.recipient):
        return Result(Outcome.REFUSED, fault)
    template = ZaloTemplate.objects.filter(account=account, kind=message.kind).first()
    if template is None:
        return Result(Outcome.REFUSED, Failure.NO_ROUTE, "Zalo chưa có mẫu cho loại tin này")
    filled = {name: str(message.facts.get(ours, "")) for name, ours in template.fields.items()}
    if not all(filled.values()):
        return Result(Outcome.REFUSED, Failure.WORDS, "mẫu Zalo thiếu nội dung")
    try:
        token = unseal(account.access_token)
    except Refused as refused:
        return Result(Outcome.AWAY, detail=refused.message)
    if not token or (account.expires_at and account.expires_at <= timezone.now()):
        return Result(Outcome.AWAY, detail="khóa truy cập Zalo đã hết hạn")
    body = {
        "phone": international(message.recipient),
        "template_id": template.template_id,
        "template_data": filled,
        "tracking_id": message.reference,
    }
    return _Ready(account.message_url, token, json.dumps(body).encode(), account.price)


def _try(ready: _Ready | Result) -> Result:
    if isinstance(ready, Result):
        return ready
    headers = {"Content-Type": "application/json", "access_token": ready.token}
    try:
        answer = http.ask("POST", ready.url, headers=headers, body=ready.body, timeout=TIMEOUT)
    except http.Unreachable as error:
        return Result(Outcome.AWAY, Failure.AWAY, f"Zalo: {error}")
    except http.AnswerLost as error:
        return Result(Outcome.UNCERTAIN, Failure.UNCERTAIN, f"Zalo: {error}")
    return _result_of(answer, ready.price)


def _result_of(answer: http.Answer, price: int) -> Result:
    facts = json_object(answer.body) or {}
    code = facts.get("error")
    if not isinstance(code, int):
        said = f"Zalo: HTTP {answer.status}"
        if answer.is_of_a_proxy or answer.status < HTTPStatus.MULTIPLE_CHOICES:
            return Result(Outcome.UNCERTAIN, Failure.UNCERTAIN, said)
        return Result(Outcome.AWAY, Failure.AWAY, said)
    if code == TAKEN:
        data = facts.get("data")
        number = data.get("msg_id", "") if isinstance(data, dict) else ""
        return Result(Outcome.TAKEN, gateway_id=str(number)[:100], cost=price)
    if code in BAD_TOKENS:
        return Result(Outcome.AWAY, Failure.AWAY, TOKEN_REFUSED)
    if code in NOT_NOW:
        return Result(Outcome.AWAY, Failure.AWAY, f"Zalo {code}")
    failure = Failure.WRONG_NUMBER if code == NO_SUCH_PHONE else Failure.REFUSED
    return Result(Outcome.REFUSED, failure, f"Zalo {code}")
