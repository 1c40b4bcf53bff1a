"""By which ways a message can leave: one line a channel."""

from collections.abc import Callable, Sequence

from django.conf import settings

from notifications.channels import email
from notifications.channels.results import Call, Outcome, Result
from notifications.models import Message
from notifications.models.message import Channel

DEMO = "demo"  # nothing leaves: the row is what the page of messages shows

_WAYS: dict[str, Callable[[Message], Sequence[Call]]] = {
    Channel.EMAIL: email.calls,
}


def calls_for(message: Message) -> Sequence[Call]:
    """Routes in the order they are to be tried; none when no way out is set up."""
    way = _WAYS.get(message.channel)
    calls = way(message) if way else ()
    if not calls and settings.MESSAGE_CHANNEL == "development":
        return (Call(DEMO, lambda: Result(Outcome.TAKEN)),)
    return calls
