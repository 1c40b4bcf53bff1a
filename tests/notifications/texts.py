"""Gateways and messages as tests of SMS need them."""

from typing import Any

from notifications.models import Gateway, Message
from portal.lib.sealed import seal
from tests.notifications.rows import waiting

PHONE = "+84905123318"
SECRET = "mat-khau"
PLAIN = "[Mot cua Binh An] Ho so H99.12-261123-0001 da co ket qua."


def a_gateway(code: str, url: str, *, secret: str = SECRET, **fields: Any) -> Gateway:
    facts = {"name": code, "kind": Gateway.Kind.JSON, "sender": "MotCua", "price": 350} | fields
    return Gateway.objects.create(code=code, url=url, secret=seal(secret), **facts)


def a_text(text: str = PLAIN, *, to: str = PHONE, **changes: object) -> Message:
    (message,) = waiting(1, text=text, recipient=to, kind="ready", **changes)
    return message
