"""Whether messages leave: what waits, since when, and how many people have to be called."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from notifications.kinds import KINDS
from notifications.models import Message
from notifications.models.message import Channel, State
from notifications.quiet import after_quiet_hours
from portal.lib.kept import kept

PATIENCE = timedelta(minutes=5)
# A mail server that puts off a stranger's first letter (greylisting) is no standstill of ours.
PATIENCE_WITH_MAIL_SERVERS = timedelta(minutes=30)


@dataclass(frozen=True)
class Waiting:
    """Messages of one channel in one state; `since` the oldest of them should have left."""

    channel: str
    state: State
    number: int
    since: datetime

    def is_late(self, at: datetime) -> bool:
        put_off = self.channel == Channel.EMAIL and self.state is State.TEMPORARY
        return self.since <= at - (PATIENCE_WITH_MAIL_SERVERS if put_off else PATIENCE)


def waiting() -> list[Waiting]:
    """Reads the rows that wait and no others: the cost does not grow with history."""
    groups = Message.objects.waiting().order_by().values_list("channel", "kind", "state")
    rows = groups.annotate(Count("pk"), due=Min("not_before"), written=Min("created_at"))
    return [_group(*row) for row in rows]


def _group(
    channel: str, kind: str, state: str, number: int, due: datetime, written: datetime
) -> Waiting:
    """Each try pushes `not_before` forward: what was tried was due when its quiet hours ended."""
    if state != State.WAITING and kind in KINDS:
        due = after_quiet_hours(written, KINDS[kind], Channel(channel))
    return Waiting(channel, State(state), number, due)


def late_since(rows: Iterable[Waiting], at: datetime) -> datetime | None:
    """Since when the oldest message waits that has waited too long; None: all leave in time."""
    return min((row.since for row in rows if row.is_late(at)), default=None)


# --- For every page of staff ------------------------------------------------------------------


@dataclass(frozen=True)
class Pulse:
    late_since: datetime | None
    to_call: Mapping[int | None, int]  # by the id of the commune


@kept("PULSE_KEPT_SECONDS")
def pulse() -> Pulse:
    return Pulse(late_since(waiting(), timezone.now()), to_call())


def to_call() -> Mapping[int | None, int]:
    """How many messages ask for a call, by commune."""
    rows = Message.objects.to_call().order_by().values_list("root_unit_id").annotate(Count("pk"))
    return Counter(dict(rows))
