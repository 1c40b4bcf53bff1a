"""Xếp hạng: units compared by one share. Few dossiers say nothing, so small units stand apart."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.counting.figures import Figures
from reports.lists.tables import (
    ENDED,
    RECEIVED,
    Cell,
    Group,
    cell,
    on_time,
    online,
)
from reports.measures.shares import MISSING, Share

FEW = 20  # dossiers: fewer are not ranked


@dataclass(frozen=True)
class Measured:
    """What units are ranked by; `share_of` is None for what nobody has counted yet."""

    slug: str
    label: str
    counts: str  # measure of the dossiers that it is a share of
    of: str
    share_of: Callable[[Figures], Share] | None

    @property
    def is_counted(self) -> bool:
        return self.share_of is not None


BY = (
    Measured("dung-han", "Đúng, trước hạn", ENDED, "Đã giải quyết", on_time),
    Measured("truc-tuyen", "Nộp trực tuyến", RECEIVED, "Tiếp nhận", online),
    Measured("hai-long", "Hài lòng", ENDED, "Đã giải quyết", None),
)


@dataclass(frozen=True)
class Place:
    """`rank` is empty for those that are not compared; `own`: the unit of whoever looks."""

    rank: str
    name: str
    url: str
    share: str
    count: str
    number: Cell
    own: bool


@dataclass(frozen=True)
class Ranking:
    places: list[Place]
    small: list[Place]


def ranked(groups: Iterable[Group], by: Measured, own_id: int) -> Ranking:
    """The highest share first; equal shares have the same place."""
    shares = [(group, _share(group, by)) for group in groups]
    large = [one for one in shares if one[1].value is not None and (one[1].denominator or 0) >= FEW]
    large.sort(key=lambda one: (-(one[1].part or 0), one[0].name))
    parts = [share.part for _, share in large]
    places = [
        _place(group, share, by, own_id, rank=str(parts.index(share.part) + 1))
        for group, share in large
    ]
    compared = {id(group) for group, _ in large}
    small = [_place(*one, by, own_id) for one in shares if id(one[0]) not in compared]
    return Ranking(places, small)


def _share(group: Group, by: Measured) -> Share:
    figures = group.counted.figures
    if figures is None or by.share_of is None:
        return Share(None, None)
    return by.share_of(figures)


def _place(group: Group, share: Share, by: Measured, own_id: int, rank: str = "") -> Place:
    figures = group.counted.figures
    number = None if figures is None else _number(figures, by)
    asked = group.asked.but(measure=by.counts)
    return Place(
        rank=rank,
        name=group.name,
        url=group.url,
        share=share.words,
        count="" if share.value is None else share.count,
        number=Cell(MISSING) if number is None else cell(asked, number),
        own=group.asked.scope.office.id == own_id,
    )


def _number(figures: Figures, by: Measured) -> int:
    return figures.received if by.counts == RECEIVED else figures.closed
