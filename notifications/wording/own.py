"""The words that offices wrote themselves, in process memory.

Rows are only added, so their number and the last of them tell whether anything is new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from notifications.models import Wording
from notifications.models.message import Channel
from notifications.wording.shipped import Words
from portal.lib.kept import kept

EVERY_UNIT = 0
Key = tuple[int, str, str, str]  # root unit, kind, channel, language


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The current version of an office; without `words` it only switches the way on or off."""

    words: Words | None
    is_on: bool


def own_words(
    kind: str, channel: Channel, language: str, root_unit_id: int | None
) -> list[OwnWords]:
    """Those of the office, then those for every unit."""
    known = _known()
    roots = [EVERY_UNIT] if root_unit_id is None else [root_unit_id, EVERY_UNIT]
    found = (known.get((root, kind, channel.value, language)) for root in roots)
    return [words for words in found if words]


def forget() -> None:
    """After a change: this process reads the words again at once, others within seconds."""
    _words_of.cache_clear()
    _known.forget()


@kept("OFFICES_KEPT_SECONDS")
def _known() -> Mapping[Key, OwnWords]:
    rows = Wording.objects.aggregate(count=Count("pk"), last=Max("pk"))
    return _words_of(rows["count"], rows["last"])


@lru_cache(maxsize=1)
def _words_of(_count: int, _last: int | None) -> Mapping[Key, OwnWords]:
    return {
        (row.root_unit_id, row.kind, row.channel, row.language): OwnWords(
            Words.of(row) if row.text else None, row.is_on
        )
        for row in Wording.objects.filter(is_current=True)
    }
