"""How much was sent, counted in the transaction that changes the message."""

from collections import Counter
from datetime import date

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from notifications.kinds import TEST
from notifications.models import Message, MessageVolume
from notifications.models.message import SETTLED, UNSETTLED, Channel, State

_IN_VAIN = {*UNSETTLED, *SETTLED}
PLACE = ("root_unit_id", "day", "kind", "channel", "route")
Tally = Counter[tuple[tuple[int, date, str, str, str], str]]


def tally(message: Message) -> Tally:
    """What a message adds to the volumes as it stands. It stays with the day it was written on.

    What was never tried (a missing number), the inbox and trials count nothing.
    """
    if message.channel == Channel.INAPP or message.kind == TEST or not message.attempts:
        return Counter()
    sent = message.sent_at is not None
    counts = {
        "sent": int(sent),
        "delivered": int(message.state == State.DELIVERED),
        "failed": int(message.state in _IN_VAIN),
        "parts": message.parts if sent and message.channel == Channel.SMS else 0,
        "cost": message.cost,
    }
    day = timezone.localdate(message.created_at)
    place = (message.root_unit_id or 0, day, message.kind, message.channel, message.route)
    return Counter({(place, column): count for column, count in counts.items() if count})


def count(before: Tally, after: Tally) -> None:
    """Moves the volumes by the difference. Rows of one place at a time, always in one order."""
    changes = {key: after[key] - before[key] for key in before | after}
    changed = {key: change for key, change in changes.items() if change}
    for place in sorted({place for place, _ in changed}):
        _add(place, {column: n for (where, column), n in changed.items() if where == place})


def _add(place: tuple[int, date, str, str, str], changes: dict[str, int]) -> None:
    """Never below nothing: messages of the version before were not counted."""
    where = dict(zip(PLACE, place, strict=True))
    sums = {column: Greatest(F(column) + change, 0) for column, change in changes.items()}
    rows = MessageVolume.objects.filter(**where)
    if not rows.update(**sums):
        MessageVolume.objects.bulk_create([MessageVolume(**where)], ignore_conflicts=True)
        rows.update(**sums)
