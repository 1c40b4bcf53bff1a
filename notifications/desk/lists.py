"""Messages that did not arrive, as staff see them: three lists of their commune."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.identity import mask_phone
from accounts.models import User
from accounts.permissions import Perm
from notifications.failures import BY_CODE, Failure
from notifications.kinds import GUARDED, KINDS
from notifications.models import Message
from notifications.models.message import UNSETTLED, Channel, MessageQuerySet, State
from portal.lib.badges import MOST_COUNTED, Badge
from portal.lib.dates import full_clock, short_moment
from portal.lib.text import clean

PAGE_SIZE = 50
# Sending the same text to the same address once more would fail in the same way.
IN_VAIN = frozenset(
    failure.code
    for failure in (
        Failure.NO_NUMBER,
        Failure.WRONG_NUMBER,
        Failure.LANDLINE,
        Failure.FOREIGN,
        Failure.STOPPED,
        Failure.WRONG_ADDRESS,
        Failure.WORDS,
    )
)


@dataclass(frozen=True)
class Tab:
    """`rows` narrows by the condition of a partial index, so that history costs nothing."""

    slug: str
    label: str
    rows: Callable[[MessageQuerySet], MessageQuerySet]
    empty: str
    more: str = ""


TABS = (
    Tab(
        "",
        "Cần gọi điện",
        MessageQuerySet.to_call,
        "Không có ai cần gọi điện",
        "Tin nào không đến được người nhận sẽ hiện ở đây để gọi điện báo.",
    ),
    Tab("chua-gui", "Chưa gửi được", MessageQuerySet.not_sent, "Không có tin nào chưa gửi được"),
    Tab("da-xong", "Đã xong", MessageQuerySet.settled, "Chưa có tin nào đã gọi điện hoặc gửi lại"),
)


_BADGES = {
    State.WAITING: ("off", "clock"),
    State.LEASED: ("off", "clock"),
    State.TEMPORARY: ("warn", "clock"),
    State.HANDED_OVER: ("info", "send"),
    State.PERMANENT: ("late", "alert-circle"),
    State.TECHNICAL: ("late", "alert-circle"),
    State.GIVEN_UP: ("late", "phone"),
    State.REPLACED: ("off", "send"),
    State.CALLED: ("ok", "phone"),
    State.DELIVERED: ("ok", "circle-check"),
}


@dataclass(frozen=True)
class MessageRow:
    reference: str
    code: str
    dossier: str  # address; empty where there is none to open
    about: str
    channel: str
    to: str  # masked
    badge: Badge
    why: str
    advice: str
    since: str
    done: str  # who called when, and what was said
    may_call: bool
    may_send: bool

    @property
    def name(self) -> str:
        """What a row is called where only its words are read."""
        return f"{self.about} {self.code}".strip()


def tab_named(slug: str) -> Tab:
    return next((tab for tab in TABS if tab.slug == slug), TABS[0])


def messages_of(user: User) -> MessageQuerySet:
    """Of the commune that this member of staff works for; who reported something is seen by those
    alone who may see reporters, what is guarded by those with that permission."""
    assert user.unit is not None  # noqa: S101 - staff have one, by a constraint
    rows: MessageQuerySet = Message.objects.filter(
        root_unit_id=user.unit.root_id_or_self, guard__in=["", *sorted(user.permissions)]
    )
    if Perm.REPORTER not in user.permissions:
        rows = rows.exclude(kind__in=GUARDED)
    return rows.select_related("user", "called_by")


def count_to_call(messages: MessageQuerySet) -> int:
    """Not more than `MOST_COUNTED + 1`."""
    return messages.to_call().order_by()[: MOST_COUNTED + 1].count()


def rows_of(messages: Iterable[Message], reader: User) -> list[MessageRow]:
    return [row_of(message, reader) for message in messages]


def row_of(message: Message, reader: User) -> MessageRow:
    kind, state = KINDS.get(message.kind), State(message.state)
    open_to_call = state in UNSETTLED
    code = message.subject_code
    page = "feedback:desk-report" if message.kind in GUARDED else "dossiers:staff-dossier"
    links = bool(code) and Perm.QUEUE in reader.permissions
    why, advice = _why(message, state)
    return MessageRow(
        reference=message.reference,
        code=code,
        dossier=reverse(page, args=[code]) if links else "",
        about=kind.label if kind else message.kind,
        channel=message.get_channel_display(),
        to=masked(message),
        badge=badge_of(state),
        why=why,
        advice=advice if open_to_call else "",
        since=full_clock(message.created_at),
        done=done_words(message),
        may_call=open_to_call,
        may_send=open_to_call and message.failure not in IN_VAIN,
    )


def badge_of(state: State) -> Badge:
    return Badge(*_BADGES[state], str(state.label))


def masked(message: Message) -> str:
    """`09•• ••• 318` or `h•••@thu.example`: enough to recognise an address."""
    if message.channel == Channel.EMAIL:
        name, _, domain = message.recipient.partition("@")
        return f"{name[:1]}•••@{domain}" if domain else ""
    return mask_phone(message.recipient)


def _why(message: Message, state: State) -> tuple[str, str]:
    """What happened, and what to do about it."""
    if state is State.TEMPORARY:
        again = short_moment(message.not_before)
        return f"Đã thử {message.attempts} lần, sẽ tự gửi lại lúc {again}", ""
    failure = BY_CODE.get(message.failure)
    return (failure.words, failure.advice) if failure else (str(state.label), "")


def done_words(message: Message) -> str:
    """`8:05 23/11, Lê Thị Hòa: đã báo con gái`; empty unless somebody called."""
    if message.called_at is None:
        return ""
    head = ", ".join(filter(None, (short_moment(message.called_at), str(message.called_by or ""))))
    return f"{head}: {message.call_note}" if message.call_note else head


def waiting_since(message: Message, at: datetime) -> str:
    """`2 giờ`, `3 ngày`: how long somebody has been told nothing."""
    minutes = max(0, int((at - message.created_at).total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // (24 * 60)} ngày"


def chosen(messages: MessageQuerySet, references: Iterable[str], most: int) -> list[Any]:
    """The ticked ones that are this commune's, in the order of the list."""
    ticked = [clean(reference) for reference in list(references)[:most]]
    return list(messages.filter(reference__in=ticked).order_by("pk"))
