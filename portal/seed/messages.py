"""What became of the messages of the demonstration: most arrived, some people have to be called."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Unit, User
from notifications.channels.calls import DEMO
from notifications.failures import Failure
from notifications.kinds import KINDS
from notifications.models import Gateway, Message, MessageEvent
from notifications.models.message import Channel, State
from notifications.outbox.volumes import count as count_volumes
from notifications.outbox.volumes import tally
from portal.seed.gateways import CODE, PRICE

LATELY = timedelta(days=14)
NOTES = ("Đã báo cho con gái, hẹn sáng mai đến", "Đã gặp, ông sẽ đến chiều thứ Hai")
What = MessageEvent.What


@dataclass(frozen=True)
class Fate:
    """How a message ended that did not arrive."""

    state: State
    failure: Failure
    what: MessageEvent.What
    detail: str


UNDELIVERED = Fate(State.GIVEN_UP, Failure.UNDELIVERED, What.UNDELIVERED, "thuê bao không liên lạc")
FATES = (
    UNDELIVERED,
    UNDELIVERED,
    Fate(State.GIVEN_UP, Failure.AWAY, What.AWAY, "không nối được: ConnectionRefusedError"),
    Fate(State.GIVEN_UP, Failure.UNCERTAIN, What.UNCERTAIN, "mất câu trả lời: TimeoutError"),
    Fate(State.PERMANENT, Failure.WRONG_NUMBER, What.REFUSED, "số không có thật"),
    Fate(State.GIVEN_UP, Failure.NO_REPORT, What.TAKEN, ""),
    Fate(State.CALLED, Failure.UNDELIVERED, What.UNDELIVERED, "thuê bao không liên lạc"),
    Fate(State.CALLED, Failure.REFUSED, What.REFUSED, "nội dung bị từ chối"),
)


def seed_spare_gateway(at: datetime) -> None:
    """A second gateway as a row only: switched off, its account nearly empty."""
    Gateway.objects.get_or_create(
        code="nha-mang-mau",
        defaults={
            "name": "Nhà mạng mẫu (dự phòng)",
            "kind": Gateway.Kind.JSON,
            "url": "https://sms.example/gui",
            "sender": "UBND BINHAN",
            "position": 2,
            "is_on": False,
            "price": PRICE,
            "balance": 95_000,
            "balance_at": at,
        },
    )


def tell_of_deliveries(
    root: Unit, caller: User | None, *, at: datetime, dice: random.Random
) -> None:
    """Everything written so far has left long ago; a few of the last days did not arrive."""
    outside = Message.objects.filter(root_unit_id=root.pk).exclude(channel=Channel.INAPP)
    messages = list(outside.order_by("pk"))
    fates = _fates(messages, at, dice)
    route = CODE if Gateway.objects.filter(code=CODE).exists() else DEMO
    events = [
        event
        for message in messages
        for event in _end(message, fates.get(message.pk), route, caller, dice)
    ]
    Message.objects.bulk_update(messages, _CHANGED, batch_size=500)
    MessageEvent.objects.bulk_create(events, batch_size=500)
    count_volumes(Counter(), sum(map(tally, messages), Counter()))


_CHANGED = [
    "state", "failure", "route", "gateway_id", "attempts", "sent_at", "delivered_at", "parts",
    "cost", "error", "called_at", "called_by", "call_note",
]  # fmt: skip


def _fates(messages: Iterable[Message], at: datetime, dice: random.Random) -> dict[int, Fate]:
    """Letters of apology all arrived: their figures are about the days they were signed."""
    recent = [
        message.pk
        for message in messages
        if message.channel == Channel.SMS
        and message.kind != "apology"
        and KINDS[message.kind].must
        and message.created_at > at - LATELY
    ]
    return dict(zip(dice.sample(recent, min(len(FATES), len(recent))), FATES, strict=False))


def _end(
    message: Message, fate: Fate | None, route: str, caller: User | None, dice: random.Random
) -> list[MessageEvent]:
    by_sms = message.channel == Channel.SMS
    left = message.created_at + timedelta(seconds=dice.randint(1, 9))
    message.route, message.attempts = (route if by_sms else message.channel), 1
    message.parts = 1 if by_sms else 0
    message.gateway_id = f"{dice.randrange(16**12):012x}"
    if fate is None:
        message.state, message.sent_at = State.DELIVERED, left
        message.delivered_at = left + timedelta(seconds=dice.randint(2, 40))
        message.cost = message.parts * PRICE
        steps = [(left, What.TAKEN, ""), (message.delivered_at, What.DELIVERED, "")]
    else:
        message.state, message.failure, message.error = fate.state, fate.failure.code, fate.detail
        message.sent_at = message.delivered_at = None
        steps = [(left, fate.what, fate.detail)]
        if fate.state is State.CALLED:
            steps.append(_call(message, caller, dice))
    return [_event(message, *step) for step in steps]


def _call(
    message: Message, caller: User | None, dice: random.Random
) -> tuple[datetime, MessageEvent.What, str]:
    message.called_at = message.created_at + timedelta(hours=5)
    message.called_by, message.call_note = caller, dice.choice(NOTES)
    return message.called_at, What.CALLED, message.call_note


def _event(message: Message, at: datetime, what: MessageEvent.What, detail: str) -> MessageEvent:
    by = message.called_by if what is What.CALLED else None
    return MessageEvent(
        message=message, reference=message.reference, at=at, what=what, route=message.route,
        detail=detail, by=by,
    )  # fmt: skip
