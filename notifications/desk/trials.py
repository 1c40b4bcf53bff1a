"""A trial message by one gateway: whether it takes what we send, told at once."""

from dataclasses import dataclass
from datetime import datetime

from accounts.identity import mask_phone
from accounts.models import User
from accounts.services import log_access
from notifications.channels import Outcome, Result, sms
from notifications.channels.routes import note
from notifications.desk.lists import Badge, badge_of
from notifications.kinds import TEST
from notifications.models import Gateway, Message, MessageEvent
from notifications.models.message import Channel, State
from portal.lib.codes import random_token
from portal.lib.dates import full_clock

TEXT = "Tin thu cua cong dich vu cong. Ong/Ba khong can tra loi."
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
    """Calls the gateway once, now. The row never waits, so that no worker takes it as well; it is
    of no commune, so that nobody has to call."""
    event = f"{_events_of(gateway)}{random_token()}"
    message = Message.objects.create(
        event=event, key=f"{event}:{Channel.SMS}", kind=TEST, channel=Channel.SMS, recipient=phone,
        text=TEXT, state=State.TECHNICAL, created_at=at, not_before=at, attempts=1,
        route=gateway.code,
    )  # fmt: skip
    log_access(by, "gateway.try", gateway.code, at=at)
    result = sms.call_of(gateway, message).make()
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
    """Only forward: a report may have been faster than we are."""
    state, what = _AFTER[result.outcome]
    facts = {
        "failure": result.failure.code if result.failure else "",
        "error": "" if state is State.HANDED_OVER else result.detail[:200],
        "gateway_id": result.gateway_id,
        "parts": result.parts,
        "cost": result.cost,
        "sent_at": at if state is State.HANDED_OVER else None,
    }
    rows = Message.objects.filter(pk=message.pk)
    rows.update(**facts)
    rows.filter(state=State.TECHNICAL).update(state=state)
    MessageEvent.objects.create(
        message=message, reference=message.reference, at=at, what=what, route=message.route,
        detail=result.detail[:200], by=by,
    )  # fmt: skip
    message.refresh_from_db()
    return message


def _trial(message: Message) -> Trial:
    badge, went = badge_of(State(message.state)), message.sent_at is not None
    words = "Nhà mạng đã nhận tin thử" if went else f"Không gửi được: {message.error}"
    if message.state == State.DELIVERED:
        words = "Tin thử đã đến máy"
    return Trial(went, words, badge, mask_phone(message.recipient), full_clock(message.created_at))
