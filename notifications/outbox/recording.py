"""Writing down what came of a call, in one short transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from notifications.channels import Outcome, Result
from notifications.models import Message, MessageEvent
from notifications.models.message import TO_SEND
from notifications.outbox.moving import is_proven, locked, move, prove
from notifications.outbox.verdicts import Verdict

What = MessageEvent.What


def write_down(message: Message, verdict: Verdict, result: Result | None, *, at: datetime) -> None:
    """`message` as this worker knows it, on `message.route`; no `result`: nobody was called.

    A worker that was too slow has lost its lease: what it learned is kept as proof, what happens
    next is for whoever has the message now. That a gateway took it counts in any case.
    """
    with transaction.atomic():
        rows = locked(message)
        if result:
            prove_call(message, result, at=at)
        if verdict.state in TO_SEND and rows[0].attempts != message.attempts:
            return
        move(
            rows,
            verdict.state,
            at=at,
            always=_taken(rows[0], result, at) if result else {},
            failure=verdict.failure.code if verdict.failure else "",
            error=result.detail[:200] if result and verdict.failure else "",
            not_before=verdict.again_at or rows[0].not_before,
            calling_at=rows[0].calling_at if verdict.in_doubt else None,
        )


def prove_call(message: Message, result: Result, *, at: datetime) -> None:
    """A gateway that is away says the same for hours: that is kept once."""
    what = What(result.outcome.value)
    route, detail = message.route, result.detail
    if what is not What.AWAY or not is_proven(message, what, route=route, detail=detail):
        prove(message, what, at=at, route=route, detail=detail)


def _taken(row: Message, result: Result, at: datetime) -> dict[str, Any]:
    if result.outcome is not Outcome.TAKEN:
        return {}
    return {
        "sent_at": row.sent_at or at,
        "gateway_id": result.gateway_id[:100] or row.gateway_id,
        "parts": result.parts,
        "cost": row.cost + result.cost,
    }
