"""The words that offices wrote themselves, in process memory.

Rows are only added, so their number and the last of them tell whether anything is new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db.models import Count, Max

from notifications.models import Wording
from notifications.models.message import Channel
from notifications.wording.shipped import Words

EVERY_UNIT = 0
Key = tuple[int, str, str, str]  # root unit, kind, channel, language


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The current version of an office; without `words` it only switches the way on or off."""

    words: Words | None
    is_on: bool


class _Kept:
    """The one copy of the process, what it was made of, and when that was looked at."""

    lock = Lock()
    words: Mapping[Key, OwnWords] = {}
    made_of: tuple[int, int] | None = None
    looked_at = -float("inf")


def own_words(
    kind: str, channel: Channel, language: str, root_unit_id: int | None
) -> list[OwnWords]:
    """Those of the office, then those for every unit; at most `OFFICES_KEPT_SECONDS` old."""
    known = _known()
    roots = [EVERY_UNIT] if root_unit_id is None else [root_unit_id, EVERY_UNIT]
    found = (known.get((root, kind, channel.value, language)) for root in roots)
    return [words for words in found if words]


def forget() -> None:
    """After a change: this process reads the words again at once, others within seconds."""
    with _Kept.lock:
        _Kept.made_of = None
        _Kept.looked_at = -float("inf")


def _known() -> Mapping[Key, OwnWords]:
    with _Kept.lock:
        if monotonic() - _Kept.looked_at >= settings.OFFICES_KEPT_SECONDS:
            rows = Wording.objects.aggregate(count=Count("pk"), last=Max("pk"))
            made_of = (rows["count"], rows["last"] or 0)
            if made_of != _Kept.made_of:
                _Kept.words, _Kept.made_of = _read(), made_of
            _Kept.looked_at = monotonic()
        return _Kept.words


def _read() -> dict[Key, OwnWords]:
    return {
        (row.root_unit_id, row.kind, row.channel, row.language): OwnWords(
            Words.of(row) if row.text else None, row.is_on
        )
        for row in Wording.objects.filter(is_current=True)
    }
