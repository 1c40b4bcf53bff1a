"""Changing words: each change is a new version, the one before stays readable."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from notifications.models import Wording
from notifications.models.message import Channel
from notifications.wording.checking import check_words
from notifications.wording.own import forget
from notifications.wording.places import Place
from notifications.wording.shipped import Words
from portal.lib.errors import Refused


def save_words(place: Place, words: Words, *, base: int, by: User, at: datetime) -> Wording:
    """From now on messages say this. `base`: the version that was on the screen; 0: none yet."""
    check_words(place, words)
    return _next(place, asdict(words), base=base, by=by, at=at)


def use_again(place: Place, version: int, *, base: int, by: User, at: datetime) -> Wording:
    """An earlier version once more."""
    old = Wording.objects.filter(**place.columns, version=version).first()
    if old is None:
        raise Refused("no_version", "Không còn bản này. Chọn một bản trong danh sách")
    return save_words(place, Words.of(old), base=base, by=by, at=at)


def use_shipped(place: Place, *, base: int, by: User, at: datetime) -> Wording:
    """A version without words: those of every unit speak again, or those that are shipped."""
    return _next(place, asdict(Words("", "")), base=base, by=by, at=at)


def switch(place: Place, *, on: bool, by: User, at: datetime) -> Wording:
    """Whether this kind goes this way at all; the Vietnamese words carry the switch."""
    if not on:
        check_switch_off(place)
    return _next(place, {"is_on": on}, base=None, by=by, at=at)


def check_switch_off(place: Place) -> None:
    """`Refused` where the law, or the receipt, promises that people hear of it."""
    kind = place.kind
    if kind.brings_code:
        raise Refused("code", "Không có mã thì không ai xác nhận được, nên không tắt được")
    if (kind.must or kind.always_sms) and place.channel is Channel.SMS:
        raise Refused(
            "sms", "Việc này bắt buộc phải báo, và ai cũng nhận được tin nhắn: không tắt được SMS"
        )


def _next(
    place: Place, changes: dict[str, Any], *, base: int | None, by: User, at: datetime
) -> Wording:
    """The version after the newest; what `changes` does not name stays."""
    try:
        with transaction.atomic():
            rows = Wording.objects.select_for_update().filter(**place.columns)
            newest = rows.order_by("-version").first() or Wording(**place.columns, version=0)
            if base not in {None, newest.version}:
                raise _stale()
            rows.filter(is_current=True).update(is_current=False)
            kept = {name: getattr(newest, name) for name in _CARRIED} | changes
            row = Wording.objects.create(
                **place.columns, **kept, version=newest.version + 1, made_at=at, made_by=by
            )
    except IntegrityError as error:  # the first version, by two people at once
        raise _stale() from error
    transaction.on_commit(forget)
    return row


_CARRIED = ("title", "text", "accented", "allow_parts", "is_on")


def _stale() -> Refused:
    return Refused(
        "stale",
        "Người khác vừa sửa mẫu này. Xem bản mới nhất ở cuối trang, rồi lưu lại nếu vẫn muốn thay",
        conflict=True,
    )
