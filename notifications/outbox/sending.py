"""Sending one message: claim the row, hand it to a route, write down what happened."""

from datetime import datetime, timedelta

from django.db.models import F

from notifications.channels import Outcome, calls_for
from notifications.models import Message
from portal.lib.queues import next_try

LEASE = timedelta(minutes=5)
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def deliver(message_id: int, *, at: datetime) -> None:
    """Sends the message unless somebody else holds it or it has left already."""
    rows = Message.objects.filter(pk=message_id)
    leased = {"state": Message.State.LEASED, "not_before": at + LEASE}
    if not rows.to_send(at).update(attempts=F("attempts") + 1, **leased):
        return
    message = rows.get()
    for call in calls_for(message):
        result = call.make()
        if result.outcome is Outcome.TAKEN:
            rows.update(state=Message.State.HANDED_OVER, sent_at=at, route=call.route)
            return
    again = next_try(message.attempts, RETRY_AFTER, at=at)
    if again is None:
        rows.update(state=Message.State.TECHNICAL)
    else:
        rows.update(state=Message.State.TEMPORARY, not_before=again)
