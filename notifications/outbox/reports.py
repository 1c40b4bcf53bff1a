"""Delivery reports: late, repeated, reordered or unknown, they only move a message forward."""

from datetime import datetime
from typing import Any

from django.db import transaction

from notifications.failures import Failure
from notifications.models import Message, MessageEvent
from notifications.models.message import Channel, State
from notifications.outbox.moving import is_proven, locked, move, prove
from portal.lib.text import clean

What = MessageEvent.What
_STATES = {
    What.TAKEN: State.HANDED_OVER,
    What.REFUSED: State.PERMANENT,
    What.UNDELIVERED: State.PERMANENT,
    What.DELIVERED: State.DELIVERED,
}
_FAILURES = {What.REFUSED: Failure.REFUSED, What.UNDELIVERED: Failure.UNDELIVERED}


def report(
    reference: str,
    what: MessageEvent.What,
    *,
    at: datetime,
    route: str,
    gateway_id: str = "",
    detail: str = "",
) -> None:
    """`what`: taken, refused, delivered or not. The same report again changes nothing; one that
    names no message of ours is kept as it is. Texts as the gateway wrote them."""
    reference, gateway_id, detail = clean(reference)[:24], clean(gateway_id)[:100], clean(detail)
    outside = Message.objects.exclude(channel=Channel.INAPP)
    message = outside.filter(reference=reference).first()
    if message is None:
        _keep(reference, what, at=at, route=route, detail=detail[:200])
        return
    with transaction.atomic():
        rows = locked(message)
        if is_proven(message, what, route=route, detail=detail):
            return
        prove(message, what, at=at, route=route, detail=detail)
        failure = _FAILURES.get(what)
        move(
            rows,
            _STATES[what],
            at=at,
            always=_always(rows[0], what, at, gateway_id),
            failure=failure.code if failure else "",
            error=detail[:200] if failure else "",
        )


def _keep(reference: str, what: MessageEvent.What, *, at: datetime, **facts: str) -> None:
    """What names no message of ours, once; twice when two of them come at the same moment."""
    facts |= {"reference": reference, "what": what}
    if not MessageEvent.objects.filter(message=None, **facts).exists():
        MessageEvent.objects.create(at=at, **facts)


def _always(row: Message, what: MessageEvent.What, at: datetime, gateway_id: str) -> dict[str, Any]:
    """Facts that do not hang on the order of reports."""
    facts: dict[str, Any] = {}
    if gateway_id and not row.gateway_id:
        facts["gateway_id"] = gateway_id
    if what in {What.TAKEN, What.DELIVERED, What.UNDELIVERED} and row.sent_at is None:
        facts["sent_at"] = at
    if what is What.DELIVERED and row.delivered_at is None:
        facts["delivered_at"] = at
    return facts
