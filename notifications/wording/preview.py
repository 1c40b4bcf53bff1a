"""How words read when they are filled: with a real dossier of the office, and at their longest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from notifications.channels.counting import Encoding, parts
from notifications.channels.routes import set_up
from notifications.models.message import Channel
from notifications.wording.checking import longest_text
from notifications.wording.places import Place
from notifications.wording.rendering import fill
from notifications.wording.shipped import Words
from notifications.wording.variables import example_of, values_of
from portal.lib.money import dong_in_words


@dataclass(frozen=True)
class Preview:
    """`source`: whose facts these are. `size`: lines about length and cost, of an SMS alone."""

    title: str
    paragraphs: list[list[str]]  # lines
    source: str
    size: list[str]


def preview_of(place: Place, words: Words) -> Preview:
    """Of words that have been checked."""
    facts = _real_facts(place)
    context = facts or example_of(place.kind.code)
    filled = fill(words, place.channel, values_of(place.kind.code, context, place.language))
    return Preview(
        title=filled.title,
        paragraphs=[block.splitlines() for block in filled.text.split("\n\n")],
        source=f"Với dữ liệu thật của hồ sơ {facts['code']}" if facts else "Với dữ liệu ví dụ",
        size=_size(place, words, filled.text) if place.channel is Channel.SMS else [],
    )


def _real_facts(place: Place) -> Mapping[str, Any] | None:
    example = import_string(settings.MESSAGE_EXAMPLES)
    facts: Mapping[str, Any] | None = example(place.kind.code, place.scope.root_unit_id)
    return facts


def _size(place: Place, words: Words, text: str) -> list[str]:
    return [
        f"Tin này: {_counted(text)}",
        f"Lúc dài nhất: {_counted(longest_text(place, words))}",
        _cost(place, parts(text).parts),
    ]


def _counted(text: str) -> str:
    counted = parts(text)
    marks = "có dấu" if counted.encoding is Encoding.UCS2 else "không dấu"
    return (
        f"{counted.characters} ký tự {marks} ({counted.encoding.label}), {counted.parts} tin, "
        f"còn {counted.left} ký tự"
    )


def _cost(place: Place, count: int) -> str:
    """By the first route, which is tried first."""
    route = next(iter(set_up(place.scope.root_unit_id)), None)
    if route is None or not route.price:
        return "Chưa biết giá: đường gửi chưa ghi giá một tin"
    return f"Giá: {dong_in_words(route.price * count)} mỗi người nhận, qua {route.name}"
