"""Proof of delivery: every call of a gateway, every report and every hand's work, in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from notifications.models import Message, MessageEvent
from portal.lib.dates import short_day


@dataclass(frozen=True)
class ProofLine:
    at: str  # to the second: reports are compared with those of the gateway
    what: str
    route: str
    detail: str


def proof_of(messages: Iterable[Message]) -> dict[int, list[ProofLine]]:
    """By the id of the message, oldest first, in one query."""
    lines: dict[int, list[ProofLine]] = defaultdict(list)
    events = MessageEvent.objects.filter(message__in=list(messages)).select_related("by")
    for event in events.order_by("at", "pk"):
        if event.message_id is not None:
            lines[event.message_id].append(_line(event))
    return lines


def _line(event: MessageEvent) -> ProofLine:
    local = timezone.localtime(event.at)
    detail = ", ".join(filter(None, (str(event.by or ""), event.detail)))
    return ProofLine(
        f"{local:%H:%M:%S} {short_day(event.at)}", event.get_what_display(), event.route, detail
    )
