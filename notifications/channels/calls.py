"""By which ways a message can leave: one line a channel."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings

from notifications.channels import email, routes, sms, zalo
from notifications.channels.results import Call, Outcome, Result
from notifications.models import Message
from notifications.models.message import Channel

DEMO = "demo"  # nothing leaves: the row is what the page of messages shows

_WAYS: dict[str, Callable[[Message], Sequence[Call] | None]] = {
    Channel.SMS: sms.calls,
    Channel.EMAIL: email.calls,
    Channel.ZALO: zalo.calls,
}


def calls_for(message: Message) -> Sequence[Call]:
    """Routes in the order they are to be tried; none when no way out is set up, or all rest."""
    way = _WAYS.get(message.channel)
    calls = way(message) if way else None
    if calls is None and settings.MESSAGE_CHANNEL == "development":
        return (Call(DEMO, lambda: Result(Outcome.TAKEN)),)
    return calls or ()


def answered(message: Message, call: Call, result: Result, *, at: datetime) -> None:
    """A call is over and the database is at hand: written down for the health of its route."""
    if call.route == DEMO:
        return
    if message.channel == Channel.SMS:
        routes.note(call.route, result, at=at)
    elif message.channel == Channel.ZALO:
        zalo.note(call, message, result, at=at)
