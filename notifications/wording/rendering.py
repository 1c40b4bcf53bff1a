"""Filling the words of a message."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notifications.failures import Failure
from notifications.models.message import Channel
from notifications.wording.texts import TEXTS


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
    """None where this kind does not go this way."""
    if channel is not Channel.SMS or kind not in TEXTS:
        return None
    try:
        return Rendered("", TEXTS[kind].format(**context), parts=1)
    except KeyError:
        return Rendered("", "", fault=Failure.WORDS)


def text_hash(text: str) -> str:
    """Of the words alone: blanks and letter case do not matter."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()
