"""Are the summary rows what the dossiers say? They are counted again beside; nothing is written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from accounts.models import Unit
from dossiers.models import Dossier
from portal.lib.dates import short_day
from procedures.models import Procedure
from reports.counting import buckets, spells
from reports.counting.figures import counted_until
from reports.counting.refreshing import alone, half_months
from reports.counting.sources import COLUMNS, KEYS
from reports.models import PeriodFigures

Row = tuple[Any, ...]
Check = Callable[[], list[str]]
_DOSSIER = spells.COLUMNS.index("dossier_id")


def checks() -> list[Check]:
    """Piece by piece; each gives its differences as sentences."""
    until = counted_until()
    if until is None:
        return [lambda: ["Số liệu chưa được đếm lần nào. Xin chạy rebuild_statistics"]]
    kept = PeriodFigures.objects.values_list("bucket", flat=True).distinct()
    halves = sorted({*half_months(until), *kept})
    return [
        *(_check(_of_stretch, first) for first in spells.stretches()),
        *(_check(_of_bucket, bucket) for bucket in halves),
    ]


def _check(compare: Callable[..., Iterable[str]], where: int | date) -> Check:
    def check() -> list[str]:
        with alone():
            return list(compare(where))

    return check


def _of_stretch(first: int) -> Iterator[str]:
    until = counted_until()
    if until is None:
        return
    fresh, stored = set(spells.counted_afresh(first, until)), set(spells.stored(first))
    found = sorted(fresh ^ stored, key=lambda row: (row[_DOSSIER], row in fresh, row[-2]))
    codes = Dossier.objects.in_bulk([row[_DOSSIER] for row in found])
    for row in found:
        began, ended = (short_day(day) if day else "nay" for day in row[-2:])
        state = "đang lưu, đếm lại không có" if row in stored else "chưa lưu, đếm lại có"
        yield f"{codes[row[_DOSSIER]]}: trễ từ {began} đến {ended}: {state}"


def _of_bucket(bucket: date) -> Iterator[str]:
    until = counted_until()
    if until is None:
        return
    fresh = _by_key(buckets.counted_afresh(bucket, until) if bucket in half_months(until) else [])
    stored = _by_key(buckets.stored(bucket))
    nothing = (0,) * len(COLUMNS)
    for key in sorted(fresh.keys() | stored.keys()):
        old, new = stored.get(key, nothing), fresh.get(key, nothing)
        for name, was, is_now in zip(COLUMNS, old, new, strict=True):
            if was != is_now:
                place = f"Nửa tháng từ {short_day(bucket)}, {_place(key)}"
                yield f"{place}, {name}: đang lưu {was}, đếm lại {is_now}"


def _by_key(rows: Iterable[Row]) -> dict[Row, Row]:
    return {row[: len(KEYS)]: row[len(KEYS) :] for row in rows}


def _place(key: Row) -> str:
    _, unit, procedure, _ = key
    codes = Unit.objects.filter(pk=unit).values_list("code", flat=True)
    procedures = Procedure.objects.filter(pk=procedure).values_list("code", flat=True)
    return f"đơn vị {codes.first() or unit}, thủ tục {procedures.first() or procedure}"
