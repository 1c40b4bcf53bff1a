"""Which SMS gateways a message may take now, and how each of them does.

A gateway that fails several times in a row rests; then one message at a time tries whether it is
back. One whose messages arrive slowly rests too, as long as another can do its work.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, F, Q, When

from notifications.channels.results import Outcome, Result
from notifications.models import Gateway, Message

MANY_FAILURES = 5  # in a row
SHORTEST_REST = timedelta(seconds=30) * settings.MESSAGE_PACE
LONGEST_REST = timedelta(minutes=2) * settings.MESSAGE_PACE
PROBE = timedelta(seconds=30) * settings.MESSAGE_PACE  # for the one message that tries

SLOW = timedelta(minutes=5)  # from the gateway to the phone
WATCHED = timedelta(minutes=15)
SLOW_REST = timedelta(minutes=15)
MANY_SLOW = 0.15  # share of the watched messages
ENOUGH = 20  # watched messages: fewer prove nothing

NOTED_EVERY = timedelta(seconds=30)  # how often an answer is written down while all is well
_ANSWERED = {Outcome.TAKEN, Outcome.REFUSED}
_REST_OF_THE_SLOW = Case(When(failures=0, then=F("resting_until")))  # an answer ends the other


def set_up(root_unit_id: int | None) -> list[Gateway]:
    """Gateways that are on, in the order they are to be tried: of every unit or of this one."""
    mine = Q(root_unit_id=None) | Q(root_unit_id=root_unit_id)
    return list(Gateway.objects.filter(mine, is_on=True))


def usable(gateways: Sequence[Gateway], *, at: datetime) -> list[Gateway]:
    """Those that do not rest, with the one whose turn it is to be tried; slow ones when there is
    nothing better."""
    ready = [gateway for gateway in gateways if _is_ready(gateway, at)]
    return ready or [gateway for gateway in gateways if gateway.failures < MANY_FAILURES]


def note(code: str, result: Result, *, at: datetime) -> None:
    """A call of the gateway is over. Cheap while all is well; unknown codes change nothing."""
    row = Gateway.objects.filter(code=code)
    if result.outcome in _ANSWERED:
        unnoted = Q(last_ok_at=None) | Q(last_ok_at__lt=at - NOTED_EVERY)
        row.filter(unnoted | Q(failures__gt=0)).update(
            failures=0, last_ok_at=at, resting_until=_REST_OF_THE_SLOW
        )
        return
    row.update(failures=F("failures") + 1, last_error=result.detail[:200], last_error_at=at)
    for failures in row.filter(failures__gte=MANY_FAILURES).values_list("failures", flat=True):
        row.update(resting_until=at + _rest(failures))


def watch(*, at: datetime) -> None:
    """Sends gateways to rest whose messages of the last minutes arrived slowly or not yet."""
    for gateway in Gateway.objects.filter(is_on=True, reports=True):
        others = [other for other in set_up(gateway.root_unit_id) if other.pk != gateway.pk]
        if any(_is_awake(other, at) for other in others) and _is_slow(gateway.code, at):
            Gateway.objects.filter(pk=gateway.pk).update(
                resting_until=at + SLOW_REST,
                last_error="Nhiều tin đến chậm hơn 5 phút",
                last_error_at=at,
            )


def _is_awake(gateway: Gateway, at: datetime) -> bool:
    return gateway.resting_until is None or gateway.resting_until <= at


def _is_ready(gateway: Gateway, at: datetime) -> bool:
    """Awake; after failures only for the one caller who wins the turn to try."""
    if not _is_awake(gateway, at):
        return False
    return gateway.failures < MANY_FAILURES or _wins_the_turn(gateway, at)


def _wins_the_turn(gateway: Gateway, at: datetime) -> bool:
    mine = Gateway.objects.filter(pk=gateway.pk, resting_until=gateway.resting_until)
    return bool(mine.update(resting_until=at + PROBE))


def _rest(failures: int) -> timedelta:
    doubled = SHORTEST_REST * 2 ** min(failures - MANY_FAILURES, 10)
    return min(doubled, LONGEST_REST)


def _is_slow(route: str, at: datetime) -> bool:
    watched = Message.objects.filter(route=route, sent_at__gte=at - WATCHED, sent_at__lt=at - SLOW)
    in_time = watched.filter(delivered_at__lte=F("sent_at") + SLOW).count()
    count = watched.count()
    return count >= ENOUGH and count - in_time > MANY_SLOW * count
