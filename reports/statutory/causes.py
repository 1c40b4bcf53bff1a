"""Biểu số II.07a/VPCP/KSTT: the dossiers late in a period, and why (domain 6.1)."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Case, Count, F, Value, When

from dossiers.lateness.causes import CAUSES, cause_words
from procedures.memory import FieldFacts
from reports.now_rows import CAUSE_GIVEN
from reports.selections import NO_CAUSE
from reports.statutory.asked import Asked, in_order
from reports.statutory.sheet import Column, Kind, Row, RowKind

_LATE = "Số lượng hồ sơ quá hạn"
COLUMNS = (
    Column("TT", 5, Kind.ORDER, number="(1)"),
    Column("Lĩnh vực, công việc giải quyết theo cấp", 34, Kind.TEXT, number="(2)"),
    Column("Tổng số", 9, groups=(_LATE,), number="(3)=(4)+(5)", measure="qua-han-trong-ky"),
    Column("Đã giải quyết", 9, groups=(_LATE,), number="(4)", measure="qua-han"),
    Column("Đang giải quyết", 9, groups=(_LATE,), number="(5)", measure="con-qua-han"),
    Column("Nguyên nhân quá hạn", 34, Kind.TEXT, number="(6)"),
    Column("Ghi chú", 18, Kind.TEXT, number="(7)"),
)
NOTES = ("Nguyên nhân là nguyên nhân nêu gần nhất, sau khi hồ sơ quá hạn.",)
_PLACES = {cause.code: place for place, cause in enumerate(CAUSES)}
_GROUPS = {cause.code: cause.group for cause in CAUSES}
_MEASURES = ("qua-han", "con-qua-han")
_Key = tuple[int, str]  # field, cause


def rows(asked: Asked) -> list[Row]:
    """Of each field what it comes to, then a line for each cause."""
    ended, left = (_by_cause(asked, measure) for measure in _MEASURES)
    fields = in_order({field for field, _ in {*ended, *left}})
    lines = [
        row
        for number, field in enumerate(fields, start=1)
        for row in _of_field(asked, number, field, ended, left)
    ]
    sums = (ended.total(), left.total())
    return [*lines, _sums("", "Tổng cộng", sums, asked.base.query(), RowKind.TOTAL)]


def _of_field(
    asked: Asked, number: int, field: FieldFacts, ended: Counter[_Key], left: Counter[_Key]
) -> Iterator[Row]:
    about = asked.base.but(field=field.id)
    keys = sorted((key for key in {*ended, *left} if key[0] == field.id), key=_place)
    sums = (sum(ended[key] for key in keys), sum(left[key] for key in keys))
    yield _sums(number, field.name, sums, about.query(), RowKind.GROUP)
    for key in keys:
        counts, cause = (ended[key], left[key]), key[1]
        words = cause_words(cause) or "Chưa nêu nguyên nhân"
        cells = ("", field.name, sum(counts), *counts, words, _GROUPS.get(cause, ""))
        yield Row(cells, about=about.but(cause=cause or NO_CAUSE).query())


def _sums(ordinal: int | str, name: str, counts: tuple[int, int], about: str, kind: RowKind) -> Row:
    return Row((ordinal, name, sum(counts), *counts, "", ""), kind, about)


def _place(key: _Key) -> int:
    return _PLACES.get(key[1], len(_PLACES))


def _by_cause(asked: Asked, measure: str) -> Counter[_Key]:
    """By field and cause, an empty one where none was given. One query."""
    given = Case(When(CAUSE_GIVEN, then=F("late_cause")), default=Value(""))
    found = asked.base.but(measure=measure).dossiers(asked.at).order_by()
    counted = found.annotate(why=given).values_list("field_id", "why")
    return Counter({(field, why): n for field, why, n in counted.annotate(number=Count("pk"))})
