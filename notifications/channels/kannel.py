"""SMS by Kannel's `sendsms` (HTTP). It cannot be asked about a message, it reports by itself."""

from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from notifications.addresses import international
from notifications.callbacks.addresses import kannel_report_address
from notifications.channels import http
from notifications.channels.counting import Encoding, parts
from notifications.channels.results import Call, Outcome, Result
from notifications.failures import Failure
from notifications.models import Gateway, Message
from portal.lib.sealed import unseal
from portal.lib.text import clean

EVERY_REPORT = 31  # delivered, undelivered, queued, taken and refused by the network
UCS2 = 2  # Kannel's `coding`
DENIED = b"denied by white"  # ... and/or black-lists: this number, for good


def call(gateway: Gateway, message: Message) -> Call:
    counted = parts(message.text)
    query = {
        "username": gateway.username,
        "password": unseal(gateway.secret),
        "to": international(message.recipient),
        "text": message.text,
        "charset": "UTF-8",
        "dlr-mask": EVERY_REPORT,
        "dlr-url": kannel_report_address(gateway.code, message.reference),
    }
    if counted.encoding is Encoding.UCS2:
        query["coding"] = UCS2
    if gateway.sender:
        query["from"] = gateway.sender
    taken = Result(Outcome.TAKEN, parts=counted.parts, cost=counted.parts * gateway.price)
    timeout = float(gateway.options.get("timeout", http.TIMEOUT))
    return Call(gateway.code, partial(_send, f"{gateway.url}?{urlencode(query)}", taken, timeout))


def _send(url: str, taken: Result, timeout: float) -> Result:
    try:
        answer = http.ask("GET", url, timeout=timeout)
    except http.Unreachable as error:
        return Result(Outcome.AWAY, detail=f"không nối được: {error}")
    except http.AnswerLost as error:
        return Result(Outcome.UNCERTAIN, detail=f"mất câu trả lời: {error}")
    if answer.status == HTTPStatus.ACCEPTED:
        return taken
    detail = f"Kannel {answer.status}: {clean(answer.body[:100].decode('ascii', 'replace'))}"
    if DENIED in answer.body:
        return Result(Outcome.REFUSED, Failure.REFUSED, detail)
    return Result(Outcome.AWAY, detail=detail)
