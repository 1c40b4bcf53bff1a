"""The sentence on top: how many are late, and whether that grew since yesterday."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from portal.lib.money import dots

NOON = 12


@dataclass(frozen=True)
class Headline:
    text: str
    is_good: bool = False


def headline(late: int, yesterday: int | None, at: datetime) -> Headline:
    """`yesterday`: at its end, by the ledger; None when that was not counted."""
    when = "Sáng nay" if timezone.localtime(at).hour < NOON else "Hôm nay"
    if not late:
        return Headline(f"{when} không có hồ sơ trễ", is_good=True)
    words = f"{when} có {dots(late)} hồ sơ trễ hạn"
    return Headline(words if yesterday is None else f"{words}, {_change(late - yesterday)}")


def _change(more: int) -> str:
    if not more:
        return "bằng hôm qua"
    return f"{'thêm' if more > 0 else 'bớt'} {dots(abs(more))} so với hôm qua"


def signed(more: int) -> str:
    """`+3 từ hôm qua`."""
    if not more:
        return "bằng hôm qua"
    return f"{'+' if more > 0 else '−'}{dots(abs(more))} từ hôm qua"
