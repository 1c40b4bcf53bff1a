"""The words that the product ships, read once from `shipped.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import yaml

from notifications.kinds import KINDS, Kind
from notifications.models import Wording
from notifications.models.message import Channel

FILE = Path(__file__).with_name("shipped.yaml")


@dataclass(frozen=True)
class Words:
    """Sentences with variables. An SMS may be `accented`, it keeps its marks then (70 characters a
    part), and may be allowed more than one part."""

    title: str
    text: str
    accented: bool = False
    allow_parts: bool = False

    @classmethod
    def of(cls, row: Wording) -> Self:
        return cls(row.title, row.text, row.accented, row.allow_parts)


def shipped(kind: str, channel: Channel, language: str) -> Words | None:
    """None where this kind does not go this way."""
    return _all()[language].get((kind, channel))


@cache
def _all() -> Mapping[str, Mapping[tuple[str, Channel], Words]]:
    data = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    letters = data.pop("letters")
    return {
        language: {
            (kind.code, channel): words
            for kind in KINDS.values()
            for channel in kind.channels
            if (words := _words(kind, channel, language, data, letters))
        }
        for language in ("vi", "en")
    }


def _words(kind: Kind, channel: Channel, language: str, data: Any, letters: Any) -> Words | None:
    """As the file says; a letter gets its greeting and closing lines."""
    told = data[kind.code].get("inapp" if channel is Channel.ZALO else channel.value)
    if told is None:
        return None
    one = told[language]
    if channel is Channel.SMS:
        return Words("", one)
    if channel is Channel.ZALO:
        return Words("", f"{one['title']}. {one['text']}")
    if channel is Channel.EMAIL:
        head, foot = letters[kind.audience.value][language]
        return Words(one["title"], f"{head}\n\n{one['text']}\n\n{foot}")
    return Words(one["title"], one["text"])
