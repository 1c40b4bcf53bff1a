"""A trial message by one gateway: whether it takes what we send, told at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.identity import mask_phone
from accounts.models import User
from accounts.services import log_access
from notifications.channels import Outcome, Result, sms
from notifications.channels.routes import note
from notifications.desk.lists import badge_of
from notifications.failures import BY_CODE, Failure
from notifications.kinds import TEST
from notifications.models import Gateway, Message, MessageEvent
from notifications.models.message import Channel, State
from notifications.outbox.connections import without_database
from notifications.outbox.moving import locked, move, prove
from portal.lib.badges import Badge
from portal.lib.codes import random_token
from portal.lib.dates import full_clock

TEXT = "Tin thu cua cong dich vu cong. Ong/Ba khong can tra loi."
LEASE = timedelta(minutes=5)  # longer than any call; then a worker closes it
SHOWN = 5
_AFTER = {
    Outcome.TAKEN: (State.HANDED_OVER, MessageEvent.What.TAKEN),
    Outcome.REFUSED: (State.PERMANENT, MessageEvent.What.REFUSED),
    Outcome.AWAY: (State.TECHNICAL, MessageEvent.What.AWAY),
    Outcome.UNCERTAIN: (State.TECHNICAL, MessageEvent.What.UNCERTAIN),
}


@dataclass(frozen=True)
class Trial:
    went: bool
    words: str
    badge: Badge
    to: str
    at: str


def try_out(gateway: Gateway, phone: str, *, by: User, at: datetime) -> Trial:
    """Calls the gateway once, now. The row is of no commune: nobody has to call about it."""
    event = f"{_events_of(gateway)}{random_token()}"
    message = Message.objects.create(
        event=event, key=f"{event}:{Channel.SMS}", kind=TEST, channel=Channel.SMS, recipient=phone,
        text=TEXT, state=State.LEASED, created_at=at, not_before=at + LEASE, calling_at=at,
        attempts=1, route=gateway.code,
    )  # fmt: skip
    log_access(by, "gateway.try", gateway.code, at=at)
    call = sms.call_of(gateway, message)
    with without_database():
        result = call.make()
    note(gateway.code, result, at=at)
    return _trial(_record(message, result, by=by, at=at))


def _events_of(gateway: Gateway) -> str:
    """How the names of its trials begin."""
    return f"{TEST}:{gateway.code}:"


def latest_trials(gateway: Gateway) -> list[Trial]:
    """The newest first, as they stand now: a report that came in changes them."""
    rows = Message.objects.filter(event__startswith=_events_of(gateway)).order_by("-pk")
    return [_trial(message) for message in rows[:SHOWN]]


def _record(message: Message, result: Result, *, by: User, at: datetime) -> Message:
    state, what = _AFTER[result.outcome]
    went = state is State.HANDED_OVER
    always = {"gateway_id": result.gateway_id, "parts": result.parts, "cost": result.cost}
    failure = Failure.UNCERTAIN if result.outcome is Outcome.UNCERTAIN else result.failure
    always |= {
        "failure": failure.code if failure else "",
        "error": "" if went else result.detail[:200],
        "sent_at": at if went else None,
    }
    with transaction.atomic():
        rows = locked(message)
        move(rows, state, at=at, always=always)
        prove(message, what, at=at, route=message.route, detail=result.detail, by=by)
    return rows[0]


def _trial(message: Message) -> Trial:
    badge, went = badge_of(State(message.state)), message.sent_at is not None
    to, at = mask_phone(message.recipient), full_clock(message.created_at)
    return Trial(went, _words(message, went=went), badge, to, at)


def _words(message: Message, *, went: bool) -> str:
    if message.state == State.DELIVERED:
        return "Tin thử đã đến máy"
    if went:
        return "Nhà mạng đã nhận tin thử"
    failure = BY_CODE.get(message.failure)
    return ": ".join(filter(None, (failure.words if failure else "Không gửi được", message.error)))
