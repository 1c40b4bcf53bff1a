"""Theo cán bộ: what those who examine dossiers received and solved. No ranking (domain 6.2)."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from accounts.models import User
from accounts.offices import offices
from dossiers.models import Dossier
from portal.lib.errors import Refused
from reports.measures.shares import tenth
from reports.selections import NOBODY
from reports.statutory.asked import Asked
from reports.statutory.sheet import Cell, Column, Kind, Row, RowKind

_DONE = "Đã giải quyết"
COLUMNS = (
    Column("TT", 5, Kind.ORDER),
    Column("Cán bộ thụ lý", 26, Kind.TEXT),
    Column("Đơn vị", 26, Kind.TEXT),
    Column("Tiếp nhận", measure="tiep-nhan"),
    Column("Tổng số", groups=(_DONE,), measure="da-giai-quyet"),
    Column("Trước hạn", groups=(_DONE,), measure="truoc-han"),
    Column("Đúng hạn", groups=(_DONE,), measure="dung-han"),
    Column("Quá hạn", groups=(_DONE,), measure="qua-han"),
    Column("Trả lại, không đủ điều kiện", 12, groups=(_DONE,), measure="tra-lai"),
    Column("Thời gian trung bình (ngày làm việc)", 12, Kind.NUMBER),
)
NOTES = (
    "Xếp theo tên. Hồ sơ nhiều hay ít, khó hay dễ tùy lĩnh vực được giao, không dùng để xếp hạng.",
)
COUNTER = "Một cửa giải quyết ngay, không giao thụ lý"
_CHOOSE = "Bảng theo cán bộ lập cho từng xã, phường. Chọn một xã, phường hoặc một phòng"
_NAMES = ("received", "closed", "early", "on_time", "late", "rejected", "days", "known")
_Sums = dict[str, int]


def rows(asked: Asked) -> list[Row]:
    """By office, then by given name; last what nobody examined. Three queries."""
    if len(asked.scope.roots) > 1:
        raise Refused("choose_unit", _CHOOSE, field="don-vi")
    found = _counted(asked)
    people = User.objects.filter(pk__in=[pk for pk in found if pk])
    lines = [
        _row(asked, number, person, found[person.pk])
        for number, person in enumerate(sorted(people, key=_place), start=1)
    ]
    if without := found.get(None):
        about = asked.base.but(examiner=NOBODY).query()
        lines.append(Row(("", COUNTER, "", *_cells(without)), about=about))
    whole = {name: sum(sums.get(name, 0) for sums in found.values()) for name in _NAMES}
    total = ("", "Tổng cộng", "", *_cells(whole))
    return [*lines, Row(total, RowKind.TOTAL, asked.base.query())]


def _place(person: User) -> tuple[str, str, str]:
    office = offices().get(person.unit_id or 0)
    given = person.name_fold.rpartition(" ")[2]
    return (office.code if office else "", given, person.name_fold)


def _row(asked: Asked, ordinal: int, person: User, sums: _Sums) -> Row:
    office = offices().get(person.unit_id or 0)
    about = asked.base.but(examiner=person.username).query()
    name = office.short_name if office else ""
    return Row((ordinal, str(person), name, *_cells(sums)), about=about)


def _cells(sums: _Sums) -> tuple[Cell, ...]:
    known = sums.get("known", 0)
    mean = tenth(Decimal(sums["days"]) / known) if known else None
    counted = (sums.get(name, 0) for name in _NAMES[: -len(("days", "known"))])
    return (*counted, mean)


def _counted(asked: Asked) -> dict[int | None, _Sums]:
    """By who examines. Two queries."""
    received = asked.base.but(measure="tiep-nhan").dossiers(asked.at).order_by()
    closed = asked.base.but(measure="da-giai-quyet").dossiers(asked.at).order_by()
    kept = {how.value: Count("pk", filter=Q(timeliness=how)) for how in Dossier.Timeliness}
    by_examiner: list[Any] = [
        received.values("examiner_id").annotate(received=Count("pk")),
        closed.values("examiner_id").annotate(
            closed=Count("pk"),
            rejected=Count("pk", filter=Q(outcome=Dossier.Outcome.REJECTED)),
            days=Sum("days_taken", default=0),
            known=Count("days_taken"),
            **kept,
        ),
    ]
    found: dict[int | None, _Sums] = {}
    for lines in by_examiner:
        for line in lines:
            found.setdefault(line.pop("examiner_id"), {}).update(line)
    return found
