"""The one way in which a message changes after it was written: forward, counted, with proof."""

from datetime import datetime
from typing import Any

from accounts.models import User
from notifications.models import Message, MessageEvent
from notifications.models.message import FAILED, Channel, State
from notifications.outbox.duties import hand_on
from notifications.outbox.verdicts import forward
from notifications.outbox.volumes import count, tally


def locked(message: Message) -> list[Message]:
    """What its event wrote to the outside, as it is now and held by us; the message itself first.

    To be called in a transaction. All of an event are locked, always in one order: whether
    somebody has to call hangs on all of them.
    """
    rows = Message.objects.filter(event=message.event).exclude(channel=Channel.INAPP)
    held = list(rows.order_by("pk").select_for_update(of=("self",)))
    return sorted(held, key=lambda row: row.pk != message.pk)


def move(
    rows: list[Message], to: State, *, at: datetime, always: dict[str, Any], **facts: Any
) -> bool:
    """Sets `always`; and where the state goes forward also that and `facts`."""
    own, before = rows[0], tally(rows[0])
    goes = forward(own.state, to)
    changes = always | ({"state": to} | facts if goes else {})
    for name, value in changes.items():
        setattr(own, name, value)
    own.save(update_fields=list(changes))
    count(before, tally(own))
    if goes and to in FAILED:
        hand_on(rows, at=at)
    return goes


def prove(
    message: Message,
    what: MessageEvent.What,
    *,
    at: datetime,
    route: str = "",
    detail: str = "",
    by: User | None = None,
) -> None:
    MessageEvent.objects.create(
        message=message, reference=message.reference, what=what, at=at, route=route,
        detail=detail[:200], by=by,
    )  # fmt: skip


def is_proven(message: Message, what: MessageEvent.What, *, route: str, detail: str) -> bool:
    """Whether the same was heard before."""
    return message.events.filter(what=what, route=route, detail=detail[:200]).exists()
