"""An SMS that somebody sent to us: kept, understood, answered.

The first word says what is wanted (settings.MESSAGE_KEYWORDS); what nobody understands gets a help
text. Whoever writes `DUNG` or `TU CHOI` gets no more SMS, until `NHAN`.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from accounts.identity import normalise_phone
from accounts.offices import serving_office
from notifications.models import InboundMessage, Message, StoppedAddress
from notifications.models.message import Channel
from notifications.services import Notice, send
from portal.lib.codes import random_token
from portal.lib.errors import Refused
from portal.lib.limits import allow
from portal.lib.text import clean, fold

STOP, START = {"dung", "tu choi", "tuchoi", "stop", "tc dung"}, {"nhan", "nhan tin", "start"}
HOUR, DAY = 3600, 86_400
ANSWERS, ANSWERS_A_DAY = 10, 30  # to one phone, in an hour and in a day
ANSWERS_TO_ALL = 3_000  # in a day: the sender of a text is easily invented, and each answer costs
LONGEST = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Incoming:
    """What a gateway hands over. `gateway_id` is its own number of the text."""

    route: str
    gateway_id: str
    phone: str
    text: str


def receive(incoming: Incoming, *, at: datetime) -> None:
    """Keeps the text and does what it asks; the same text twice is one."""
    phone = _mobile(incoming.phone)
    with transaction.atomic():
        row, is_new = InboundMessage.objects.get_or_create(
            route=incoming.route,
            gateway_id=clean(incoming.gateway_id)[:100] or random_token(),
            defaults={
                "phone": phone or clean(incoming.phone)[:16],
                "text": clean(incoming.text)[:LONGEST],
                "at": at,
            },
        )
        if is_new and phone:  # machines and foreign numbers get no answer
            _do(row)


def _do(row: InboundMessage) -> None:
    words = fold(row.text)
    if words in STOP:
        _, is_new = StoppedAddress.objects.get_or_create(
            address=row.phone, defaults={"reason": f"Nhắn “{words}”", "at": row.at}
        )
        if is_new and _may_answer(row.phone):  # a sender is easily invented: its owner must know
            _send(row, _own_notice("sms_stopped", row))
    elif words in START:
        StoppedAddress.objects.filter(address=row.phone, by=None).delete()
    elif _may_answer(row.phone):
        _answer(row)


def _may_answer(phone: str) -> bool:
    """One phone alone uses up nobody else's answers; all together stop at what a day may cost."""
    if not (
        allow("sms-answer", phone, tries=ANSWERS, seconds=HOUR)
        and allow("sms-answer-day", phone, tries=ANSWERS_A_DAY, seconds=DAY)
    ):
        return False
    goes = allow("sms-answer-all", "", tries=ANSWERS_TO_ALL, seconds=DAY)
    if not goes:
        logger.error("texts are not answered any more today: %s answers went out", ANSWERS_TO_ALL)
    return goes


def _answer(row: InboundMessage) -> None:
    kind, notice = "sms_help", None
    if asked := _asked(row.text):
        target, words = asked
        answer = import_string(target)
        kind, notice = "status_unknown", answer(words, phone=row.phone, key=_key(row), at=row.at)
    _send(row, notice or _own_notice(kind, row))


def _send(row: InboundMessage, notice: Notice) -> None:
    send(notice)
    row.answer = Message.objects.filter(event=notice.key, channel=Channel.SMS).first()
    row.save(update_fields=["answer"])


def _key(row: InboundMessage) -> str:
    return f"inbound:{row.pk}"


def _asked(text: str) -> tuple[str, str] | None:
    """Who answers, and the words after the first; None where one of both is missing."""
    for word, target in settings.MESSAGE_KEYWORDS.items():
        rest = text[len(word) :].strip(" :.-")
        if text[: len(word)].upper() == word and rest:
            return target, rest
    return None


def _own_notice(kind: str, row: InboundMessage) -> Notice:
    """About no dossier: in the name of the office that this portal serves."""
    office = serving_office()
    root = office.id if office else None
    words = {
        "office": office.name_in_sms if office else "",
        "tel": office.phone.replace(" ", "") if office else "",
        "domain": urlsplit(settings.SITE_URL).netloc,
    }
    return Notice(kind, row.phone, _key(row), row.at, root, context=words)


def _mobile(phone: str) -> str:
    """E.164; empty for what is no Vietnamese mobile number."""
    try:
        return normalise_phone(phone)
    except Refused:
        return ""
