"""Delivery reports, from what a gateway says to what the outbox writes down."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.crypto import constant_time_compare

from notifications.channels import json_gateway
from notifications.json_objects import json_object
from notifications.models import Gateway, MessageEvent
from portal.lib.errors import Refused
from portal.lib.sealed import unseal

What = MessageEvent.What

# Kannel: delivered, not delivered, queued or taken by the network, refused by it.
OF_KANNEL = {
    "1": What.DELIVERED,
    "2": What.UNDELIVERED,
    "4": What.TAKEN,
    "8": What.TAKEN,
    "16": What.REFUSED,
}
OF_JSON = {
    json_gateway.ACCEPTED: What.TAKEN,
    json_gateway.DELIVERED: What.DELIVERED,
    json_gateway.UNDELIVERED: What.UNDELIVERED,
}
OLDEST = timedelta(days=7)  # a report says when it happened; what is further off is a wrong clock


@dataclass(frozen=True)
class Report:
    """What a gateway says; texts as they came."""

    reference: str
    what: MessageEvent.What
    at: datetime
    gateway_id: str = ""
    detail: str = ""


def from_kannel(reference: str, query: Mapping[str, str], *, now: datetime) -> Report | None:
    """None for what is no news: a status that Kannel may add one day."""
    what = OF_KANNEL.get(query.get("status", ""))
    if what is None:
        return None
    at = _moment(query.get("at", ""), now)
    return Report(reference, what, at, query.get("id", ""), query.get("answer", ""))


def from_json(gateway: Gateway, body: bytes, *, now: datetime) -> Report | None:
    """By the names that the gateway uses. None for what nobody can read."""
    facts = json_object(body)
    if facts is None:
        return None
    options = json_gateway.options_of(gateway)
    said = {ours: str(facts.get(theirs) or "") for ours, theirs in options["report"].items()}
    what = OF_JSON.get(options["states"].get(said["status"], ""))
    if what is None or not said["reference"]:
        return None
    return Report(said["reference"], what, _moment(said["at"], now), said["message_id"])


def signer(route: str, body: bytes, given: str) -> Gateway | None:
    """The JSON gateway of that route, when the body is signed with the secret we share."""
    gateway = Gateway.objects.filter(code=route, kind=Gateway.Kind.JSON).first()
    try:
        secret = unseal(gateway.secret) if gateway else ""
    except Refused:  # sealed with another SECRET_KEY
        return None
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return gateway if secret and constant_time_compare(given.strip().lower(), made) else None


def _moment(text: str, now: datetime) -> datetime:
    """When it happened: seconds since 1970 (Kannel) or ISO 8601; now where that makes no sense."""
    try:
        at = datetime.fromtimestamp(int(text), UTC) if text.isdigit() else _iso(text)
    except (ValueError, OverflowError, OSError):
        return now
    return at if now - OLDEST < at <= now else now


def _iso(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return at
