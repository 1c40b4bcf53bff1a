"""What words may be kept: refused at the field, with what to do next."""

from urllib.parse import urlsplit

from django.conf import settings

from notifications.channels.counting import Parts, parts
from notifications.hosts import foreign_hosts, own_host
from notifications.models.message import Channel
from notifications.wording.places import Place
from notifications.wording.rendering import INAPP_TITLE, LONGEST_TITLE, fill, plain
from notifications.wording.shipped import Words
from notifications.wording.variables import longest_of, values_of
from portal.lib.errors import Refused
from portal.lib.sentences import check_names, fill_names

MOST_PARTS = 5
LINE = 200  # characters
OPENING = "[{ten_ngan}]"  # what /tin-nhan-that/ tells people to look for


def check_words(place: Place, words: Words) -> None:
    """Raises `Refused`; the longest value of every variable counts."""
    known = [one.name for one in place.variables]
    check_names(words.title, field="title", known=known)
    check_names(words.text, field="text", known=known)
    _check_needed(place, words)
    if place.channel is Channel.SMS:
        _check_sms(place, words)
    else:
        _check_title(place, words)
    if place.channel is Channel.INAPP:
        _check_line(words)


def longest_text(place: Place, words: Words) -> str:
    """As the network would carry it, with the longest value of every variable."""
    return fill(words, place.channel, _longest_values(place)).text


def _longest_values(place: Place) -> dict[str, str]:
    """An office whose own name is longer than any we thought of counts with that."""
    context = longest_of(place.kind.code)
    own = {"office": place.scope.name_in_sms, "domain": urlsplit(settings.SITE_URL).netloc}
    longer = {key: max(context[key], own[key], key=len) for key in own if key in context}
    return values_of(place.kind.code, context | longer, place.language)


def _check_needed(place: Place, words: Words) -> None:
    name = place.needed
    if name and f"{{{name}}}" not in words.title + words.text:
        raise Refused("needed", f"Thêm {{{name}}}, để người nhận biết tin nói gì", field="text")


def _check_sms(place: Place, words: Words) -> None:
    if not words.accented and plain(words.text) != words.text:
        raise Refused(
            "marks",
            "Tin gửi không dấu thì viết không dấu: bấm Bỏ dấu giúp tôi, hoặc chọn gửi có dấu",
            field="text",
        )
    counted = parts(longest_text(place, words))
    if counted.parts > (MOST_PARTS if words.allow_parts else 1):
        raise Refused("too_long", _too_long(counted), field="text")
    if not words.text.startswith(OPENING):
        raise Refused(
            "opening",
            f"Mở đầu bằng {OPENING}: người dân nhận ra tin thật nhờ chỗ này",
            field="text",
        )
    if foreign := foreign_hosts(words.text):
        raise Refused(
            "foreign_link",
            f"Bỏ địa chỉ {', '.join(foreign)}: tin nhắn chỉ được dẫn về {own_host()}, "
            "viết {trang_web}",
            field="text",
        )


def _too_long(counted: Parts) -> str:
    said = f"Lúc dài nhất là {counted.characters} ký tự, thành {counted.parts} tin."
    if counted.parts > MOST_PARTS:
        return f"{said} Rút còn nhiều nhất {MOST_PARTS} tin"
    over = counted.characters - counted.encoding.alone
    return f"{said} Rút bớt {over} ký tự, hoặc cho phép gửi nhiều tin"


def _check_line(words: Words) -> None:
    if "\n" in words.text or len(words.text) > LINE:
        raise Refused(
            "one_line",
            f"Trên cổng chỉ hiện một dòng: bỏ chỗ xuống dòng, rút còn {LINE} ký tự",
            field="text",
        )


def _check_title(place: Place, words: Words) -> None:
    room = INAPP_TITLE if place.channel is Channel.INAPP else LONGEST_TITLE
    length = len(fill_names(words.title, _longest_values(place).__getitem__))
    if length > room:
        raise Refused(
            "long_title",
            f"Tiêu đề lúc dài nhất là {length} ký tự. Rút còn {room} ký tự",
            field="title",
        )
