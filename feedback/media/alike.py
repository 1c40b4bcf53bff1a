"""Pictures that look the same: of one hole sent twice, or somebody's old photo."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from feedback.models import Media, Report

NEAR = 8  # bits of 64 that may differ
LOOKED_BACK = timedelta(days=90)
LOOKED_AT = 3_000  # newest pictures of the commune


@dataclass(frozen=True)
class Alike:
    """A picture of another report; `distance` 0 is the same picture."""

    media: Media
    distance: int


def distance(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return ((one ^ other) & (2**64 - 1)).bit_count()


def alike(report: Report, *, at: datetime, limit: int = 5) -> list[Alike]:
    """Nearest first, at most one of each other report."""
    own = [mark for mark in report.media.values_list("fingerprint", flat=True) if mark is not None]
    if not own:
        return []
    found: dict[int, tuple[int, int]] = {}  # report -> distance, media
    for pk, other, mark in _marks_of_others(report, at):
        near = min(distance(mark, one) for one in own)
        if near <= NEAR and near < found.get(other, (65, 0))[0]:
            found[other] = (near, pk)
    best = sorted(found.values())[:limit]
    media = Media.objects.select_related("report").in_bulk([pk for _, pk in best])
    return [Alike(media[pk], near) for near, pk in best]


def _marks_of_others(report: Report, at: datetime) -> list[tuple[int, int, Any]]:
    """Media, report and fingerprint of the newest pictures."""
    others = Media.objects.filter(
        fingerprint__isnull=False,
        report__root_unit=report.root_unit_id,
        report__received_at__gte=at - LOOKED_BACK,
    ).exclude(report=report.pk)
    newest = others.order_by("-report__received_at", "-report__id")
    return list(newest.values_list("pk", "report_id", "fingerprint")[:LOOKED_AT])
