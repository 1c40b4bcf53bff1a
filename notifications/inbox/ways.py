"""What became of messages, in words for whom they were meant: one line an event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q
from django.utils.text import capfirst

from notifications.kinds import FOR_CITIZENS, KINDS
from notifications.models import Message
from portal.lib.dates import clock, full_moment, local_day, short_moment
from portal.lib.forms import lower_first

Channel, State = Message.Channel, Message.State
NAMES = {
    Channel.SMS: "Tin nhắn",
    Channel.ZALO: "Zalo",
    Channel.EMAIL: "Thư điện tử",
    Channel.INAPP: "Thông báo trên cổng",
}
ARRIVED = {Channel.SMS: "đã đến máy", Channel.ZALO: "đã đến máy", Channel.EMAIL: "đã đến hộp thư"}
_ORDER = list(NAMES)
_STANDING = {
    State.LEASED: "đang gửi",
    State.TEMPORARY: "chưa gửi được, đang gửi lại",
    State.PERMANENT: "không gửi được",
    State.TECHNICAL: "không gửi được",
    State.GIVEN_UP: "không gửi được, cán bộ sẽ gọi điện",
    State.REPLACED: "không gửi được, đã gửi tin khác thay",
}


@dataclass(frozen=True)
class EventLine:
    """What one event of a dossier told. `ways`: `Tin nhắn, đã đến máy 8:02; Zalo, đã gửi 8:03`."""

    what: str
    moment: str
    ways: str
    text: str


def event_lines(
    codes: Iterable[str], *, user_id: int | None, addresses: Iterable[str]
) -> list[EventLine]:
    """What this person was told about a dossier, newest first.

    `codes` are those the dossier has had; `addresses` the phone and e-mail address it names now:
    what went to an earlier phone is not shown.
    """
    theirs = Q(recipient__in=[address for address in addresses if address])
    if user_id:
        theirs |= Q(user=user_id, channel=Channel.INAPP)
    sent = Message.objects.filter(theirs, subject_code__in=list(codes), kind__in=FOR_CITIZENS)
    rows = sent.exclude(state=State.REPLACED).order_by("-created_at", "event", "pk")
    return [_line(list(group)) for _, group in groupby(rows, key=lambda row: row.event)]


def became(message: Message) -> str:
    """`đã đến máy 8:02`: the state, with the moment that proves it."""
    channel, state = Channel(message.channel), State(message.state)
    if state is State.DELIVERED and channel is Channel.INAPP:
        return f"đã đọc {_when(message, message.read_at)}" if message.read_at else "chưa đọc"
    if state is State.DELIVERED:
        return f"{ARRIVED[channel]} {_when(message, message.delivered_at)}".strip()
    if state is State.HANDED_OVER:
        return f"đã gửi {_when(message, message.sent_at)}".strip()
    if state is State.CALLED:
        return f"cán bộ đã gọi điện {_when(message, message.called_at)}".strip()
    if state is State.WAITING:
        is_put_off = message.not_before > message.created_at
        return f"sẽ gửi lúc {_when(message, message.not_before)}" if is_put_off else "đang chờ gửi"
    return _STANDING[state]


def _line(rows: list[Message]) -> EventLine:
    """`rows` of one event."""
    rows.sort(key=lambda row: _ORDER.index(Channel(row.channel)))
    first = rows[0]
    ways = "; ".join(f"{lower_first(NAMES[Channel(row.channel)])}, {became(row)}" for row in rows)
    return EventLine(
        what=KINDS[first.kind].label,
        moment=full_moment(first.created_at),
        ways=capfirst(ways),
        text=first.title if first.channel == Channel.EMAIL else first.text,
    )


def _when(message: Message, at: datetime | None) -> str:
    """`8:02`; with the day where it is another than that of the message."""
    if at is None:
        return ""
    same_day = local_day(at) == local_day(message.created_at)
    return clock(at) if same_day else short_moment(at)
