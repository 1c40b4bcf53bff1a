"""What became of the messages about a dossier: one line an event, for the page of the dossier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from notifications.desk.lists import badge_of, done_words, masked
from notifications.desk.proof import ProofLine, proof_of
from notifications.desk.routes import route_names
from notifications.failures import BY_CODE
from notifications.kinds import FOR_CITIZENS, KINDS
from notifications.models import Message
from notifications.models.message import TO_SEND, UNSETTLED, Channel, State
from portal.lib.badges import Badge
from portal.lib.dates import full_clock, short_moment


@dataclass(frozen=True)
class Way:
    """One channel of an event."""

    channel: str
    badge: Badge
    when: str
    why: str
    facts: list[tuple[str, str]]
    text: str
    proof: list[ProofLine]


@dataclass(frozen=True)
class EventState:
    what: str
    when: str
    ways: list[Way]
    failed: bool  # it reached nobody by any of them


def states_of(subject_codes: Iterable[str | None], *, with_proof: bool = False) -> list[EventState]:
    """Newest event last. One query; the proof and the names of its routes are a few more."""
    codes = [code for code in subject_codes if code]
    rows = Message.objects.filter(subject_code__in=codes, kind__in=FOR_CITIZENS)
    messages = list(rows.select_related("called_by").order_by("created_at", "pk"))
    routes = route_names() if with_proof else {}
    proof = proof_of(messages, routes) if with_proof else {}
    events: dict[str, list[Message]] = {}
    for message in messages:
        events.setdefault(message.event, []).append(message)
    return [_event(group, proof, routes) for group in events.values()]


def _event(
    messages: list[Message], proof: dict[int, list[ProofLine]], routes: Mapping[str, str]
) -> EventState:
    first = messages[0]
    outside = [
        row for row in messages if row.channel != Channel.INAPP and row.state != State.REPLACED
    ]
    return EventState(
        what=KINDS[first.kind].label,
        when=full_clock(first.created_at),
        ways=[_way(message, proof.get(message.pk, []), routes) for message in messages],
        failed=bool(outside) and all(row.state in UNSETTLED for row in outside),
    )


def _way(message: Message, proof: list[ProofLine], routes: Mapping[str, str]) -> Way:
    state = State(message.state)
    failure = BY_CODE.get(message.failure) if state in UNSETTLED else None
    return Way(
        channel=message.get_channel_display(),
        badge=_badge(message, state),
        when=_when(message, state),
        why=failure.words if failure else done_words(message),
        facts=_facts(message, routes),
        text=message.text,
        proof=proof,
    )


def _facts(message: Message, routes: Mapping[str, str]) -> list[tuple[str, str]]:
    """What proves that it left: to whom, by which way, what the gateway calls it."""
    moments = {
        "Gửi đi lúc": message.sent_at if message.channel != Channel.INAPP else None,
        "Đến máy lúc": message.delivered_at if message.channel != Channel.INAPP else None,
        "Xem lúc": message.read_at,
    }
    facts = {
        "Gửi tới": masked(message),
        "Đường gửi": routes.get(message.route, message.route),
        "Mã nhà mạng": message.gateway_id,
        **{label: full_clock(at) for label, at in moments.items() if at},
    }
    return [(label, value) for label, value in facts.items() if value]


def _badge(message: Message, state: State) -> Badge:
    """The inbox of the portal has its own words: there a message is read or not."""
    if message.channel != Channel.INAPP:
        return badge_of(state)
    if message.read_at:
        return Badge("ok", "circle-check", "Đã xem")
    return Badge("off", "inbox", "Chưa xem")


def _when(message: Message, state: State) -> str:
    """When the state came about; of what waits, when it leaves."""
    at: datetime | None = (
        message.called_at or message.read_at or message.delivered_at or message.sent_at
    )
    if state in TO_SEND:
        return f"gửi lúc {short_moment(message.not_before)}"
    return short_moment(at) if at else ""
