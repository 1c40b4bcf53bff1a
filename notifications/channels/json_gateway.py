"""SMS by a brandname gateway that speaks JSON over HTTPS. What its fields are called is a row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from notifications.addresses import international
from notifications.callbacks.addresses import json_report_address
from notifications.channels import http
from notifications.channels.counting import Encoding, parts
from notifications.channels.results import Call, Outcome, Result
from notifications.failures import Failure
from notifications.json_objects import json_object
from notifications.models import Gateway, Message
from portal.lib.sealed import unseal

ACCEPTED, DELIVERED, UNDELIVERED = "accepted", "delivered", "undelivered"
MOST_PARTS = 255  # of one SMS: what says more counts something else
LONGEST_TIMEOUT = 25.0  # seconds to connect, and again to answer: both end before a lease does

# What `Gateway.options` may say otherwise. `fields`, `answer`, `report`: our name -> the gateway's;
# an empty field is left out. `fixed`: sent with every message. `codes`, `states`: its -> ours.
DEFAULTS: dict[str, Any] = {
    "fields": {name: name for name in ("reference", "to", "sender", "text", "unicode", "callback")},
    "fixed": {},
    "answer": {name: name for name in ("code", "message_id", "parts", "state", "balance")},
    "codes": {
        "0": "taken",
        "1": "taken",  # this reference was taken before
        "2": "wrong_number",
        "3": "no_balance",
        "4": "refused",
        "5": "busy",
    },
    "report": {name: name for name in ("reference", "message_id", "status", "at")},
    "states": {
        "accepted": ACCEPTED,
        "delivered": DELIVERED,
        "failed": UNDELIVERED,
        "undelivered": UNDELIVERED,
    },
    "asks": True,
    "header": "Authorization",
    "scheme": "Bearer",
    "timeout": http.TIMEOUT,
}
_MEANINGS = {
    "taken": Result(Outcome.TAKEN),
    "wrong_number": Result(Outcome.REFUSED, Failure.WRONG_NUMBER, "số sai"),
    "no_balance": Result(Outcome.AWAY, detail="hết tiền trong tài khoản"),
    "refused": Result(Outcome.REFUSED, Failure.REFUSED, "nội dung bị từ chối"),
    "busy": Result(Outcome.AWAY, detail="nhà mạng đang bận"),
}


@dataclass(frozen=True)
class _Gateway:
    """What a call needs of the row, read while the database is at hand."""

    code: str
    url: str
    price: int
    headers: Mapping[str, str]
    options: Mapping[str, Any]

    def ask(self, method: str, url: str, body: bytes | None = None) -> http.Answer:
        timeout = float(self.options["timeout"])
        return http.ask(method, url, headers=self.headers, body=body, timeout=timeout)

    def said(self, answer: http.Answer) -> dict[str, Any] | None:
        """The answer by our names; None when it cannot be read."""
        facts = json_object(answer.body)
        if facts is None:
            return None
        return {ours: facts.get(theirs) for ours, theirs in self.options["answer"].items()}


def call(gateway: Gateway, message: Message) -> Call:
    ready = _ready(gateway)
    counted = parts(message.text)
    facts = {
        "reference": message.reference,
        "to": international(message.recipient),
        "sender": gateway.sender,
        "text": message.text,
        "unicode": counted.encoding is Encoding.UCS2,
        "callback": json_report_address(gateway.code),
    }
    names = ready.options["fields"]
    body = ready.options["fixed"] | {names[ours]: x for ours, x in facts.items() if names.get(ours)}
    make = partial(_send, ready, json.dumps(body).encode(), counted.parts)
    ask = partial(_look_up, ready, message.reference) if ready.options["asks"] else None
    return Call(gateway.code, make, ask)


def options_of(gateway: Gateway) -> dict[str, Any]:
    """All of them: where the row says nothing, the defaults, name by name."""
    return {
        name: default | gateway.options.get(name, {})
        if isinstance(default, dict)
        else gateway.options.get(name, default)
        for name, default in DEFAULTS.items()
    }


def balance(gateway: Gateway) -> int | None:
    """Đồng left; None when it has no balance, or does not say it now."""
    ready = _ready(gateway)
    try:
        answer = ready.ask("GET", f"{ready.url}/balance")
    except (http.Unreachable, http.AnswerLost):
        return None
    said = ready.said(answer) if answer.status == HTTPStatus.OK else None
    left = said["balance"] if said else None
    return int(left) if isinstance(left, int | float) else None


def _ready(gateway: Gateway) -> _Gateway:
    options = options_of(gateway)
    headers = {
        "Content-Type": "application/json",
        options["header"]: f"{options['scheme']} {unseal(gateway.secret)}".strip(),
    }
    return _Gateway(gateway.code, gateway.url.rstrip("/"), gateway.price, headers, options)


def _send(gateway: _Gateway, body: bytes, counted: int) -> Result:
    try:
        answer = gateway.ask("POST", gateway.url, body)
    except http.Unreachable as error:
        return Result(Outcome.AWAY, detail=f"không nối được: {error}")
    except http.AnswerLost as error:
        return Result(Outcome.UNCERTAIN, detail=f"mất câu trả lời: {error}")
    if answer.is_of_a_proxy:
        return Result(Outcome.UNCERTAIN, detail=f"HTTP {answer.status}")
    if answer.status != HTTPStatus.OK:
        return Result(Outcome.AWAY, detail=f"HTTP {answer.status}")
    said = gateway.said(answer)
    if said is None:
        return Result(Outcome.UNCERTAIN, detail="câu trả lời không đọc được")
    return _meaning(gateway, said, counted)


def _meaning(gateway: _Gateway, said: Mapping[str, Any], counted: int) -> Result:
    meant = _MEANINGS.get(gateway.options["codes"].get(str(said["code"]), ""))
    if meant is None:
        return Result(Outcome.AWAY, detail=f"mã trả lời lạ: {str(said['code'])[:50]}")
    if meant.outcome is not Outcome.TAKEN:
        return meant
    number = said["parts"] if said["parts"] in range(1, MOST_PARTS + 1) else counted
    gateway_id = str(said["message_id"] or "")[:100]
    return Result(Outcome.TAKEN, gateway_id=gateway_id, parts=number, cost=number * gateway.price)


def _look_up(gateway: _Gateway, reference: str) -> Result:
    """Whether the gateway has it. Whatever is no clear answer leaves it open."""
    try:
        answer = gateway.ask("GET", f"{gateway.url}/{reference}")
    except (http.Unreachable, http.AnswerLost) as error:
        return Result(Outcome.UNCERTAIN, detail=f"không hỏi được: {error}")
    if answer.status == HTTPStatus.NOT_FOUND:
        return Result(Outcome.UNKNOWN)
    said = gateway.said(answer) if answer.status == HTTPStatus.OK else None
    if said is None:
        return Result(Outcome.UNCERTAIN, detail=f"HTTP {answer.status}")
    state = gateway.options["states"].get(str(said["state"]), "")
    if state == UNDELIVERED:
        return Result(Outcome.REFUSED, Failure.UNDELIVERED, "nhà mạng báo không đến")
    if state not in {ACCEPTED, DELIVERED}:
        return Result(Outcome.UNCERTAIN, detail=f"trạng thái lạ: {str(said['state'])[:50]}")
    return Result(Outcome.TAKEN, gateway_id=str(said["message_id"] or "")[:100])
