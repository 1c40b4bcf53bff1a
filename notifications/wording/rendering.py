"""Filling the words of a message."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notifications.channels.counting import parts
from notifications.failures import Failure
from notifications.models.message import Channel
from notifications.wording.own import own_words
from notifications.wording.shipped import Words, shipped
from notifications.wording.variables import values_of
from portal.lib.errors import Refused
from portal.lib.sentences import check_names, fill_names
from portal.lib.text import without_marks

INAPP_TITLE = 60  # characters (ux 7)
LONGEST_TITLE = 160  # of Message.title
_SIGNS = str.maketrans({"₫": "d", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "…": "..."})


@dataclass(frozen=True)
class Rendered:
    """Words ready to be sent; `fault` when they cannot be."""

    title: str
    text: str
    parts: int = 0
    fault: Failure | None = None


def render(
    kind: str, channel: Channel, language: str, root_unit_id: int | None, context: Mapping[str, Any]
) -> Rendered | None:
    """None where this kind does not go this way: the matrix has no words, or it is switched off.

    The office's own words win over those for every unit, these over the shipped ones. Words that
    name what the context does not know are a fault of the message, not of who writes it.
    """
    if not goes(kind, channel, root_unit_id):
        return None
    words = words_for(kind, channel, language, root_unit_id)
    return fill(words, channel, values_of(kind, context, language)) if words else None


def goes(kind: str, channel: Channel, root_unit_id: int | None) -> bool:
    """The Vietnamese words carry the switch for both languages."""
    nearest = next(iter(own_words(kind, channel, "vi", root_unit_id)), None)
    return nearest is None or nearest.is_on


def words_for(kind: str, channel: Channel, language: str, root_unit_id: int | None) -> Words | None:
    for own in own_words(kind, channel, language, root_unit_id):
        if own.words:
            return own.words
    return shipped(kind, channel, language)


def fill(words: Words, channel: Channel, values: Mapping[str, str]) -> Rendered:
    try:
        check_names(words.title + words.text, field="text", known=values)
    except Refused:
        return Rendered("", "", fault=Failure.WORDS)
    title, text = (fill_names(one, values.__getitem__) for one in (words.title, words.text))
    if channel is not Channel.SMS:
        return Rendered(_short(title, channel), text)
    text = text if words.accented else plain(text)
    return Rendered("", text, parts=parts(text).parts)


def plain(text: str) -> str:
    """As a phone without marks shows it: `Đã có kết quả` -> `Da co ket qua`."""
    bare = unicodedata.normalize("NFKC", without_marks(text).translate(_SIGNS))
    return bare.encode("ascii", "ignore").decode()


def text_hash(text: str) -> str:
    """Of the words alone: blanks and letter case do not matter."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()


def _short(title: str, channel: Channel) -> str:
    """A name longer than foreseen must not be more than the row can hold."""
    room = INAPP_TITLE if channel is Channel.INAPP else LONGEST_TITLE
    return title if len(title) <= room else f"{title[: room - 1]}…"
