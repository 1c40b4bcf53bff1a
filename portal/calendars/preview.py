"""What a change does to open dossiers, summed up: by office, by days moved, the first rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.models import User
from dossiers.models import Dossier
from dossiers.services.redate import Move
from portal.lib.dates import full_moment, local_day
from portal.lib.money import dots

SHOWN = 50


@dataclass(frozen=True, slots=True)
class OfficeLine:
    name: str
    moved: str
    later: str
    earlier: str
    told: str


@dataclass(frozen=True, slots=True)
class DaysLine:
    words: str
    statutory: str
    promised: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    code: str
    opens: bool  # this person may open the dossier
    procedure: str
    office: str
    statutory: str
    promise: str


@dataclass(frozen=True, slots=True)
class Summary:
    """`total` of all offices. `told`: citizens whose promised date moves, and nobody else."""

    total: OfficeLine
    kept: str
    by_office: list[OfficeLine]
    by_days: list[DaysLine]
    rows: list[MoveRow]
    more: bool  # there are more than the rows shown


@dataclass(frozen=True, slots=True)
class _Alike:
    """Moves of one office by the same days: there are few of them among 100,000 moves."""

    office: str
    statutory: int
    promised: int
    is_told: bool
    count: int


def summary_of(moves: Sequence[Move], *, reader: User) -> Summary:
    """One query, whatever the number of moves."""
    alike = _alike(moves)
    return Summary(
        total=_office_line("Tất cả", alike),
        kept=dots(sum(one.count for one in alike if not one.is_told)),
        by_office=_by_office(alike),
        by_days=_by_days(alike),
        rows=move_rows(moves[:SHOWN], reader),
        more=len(moves) > SHOWN,
    )


def _alike(moves: Sequence[Move]) -> list[_Alike]:
    sorts = Counter(
        (move.unit_name, move.old_statutory, move.new_statutory, move.old_due, move.new_due)
        for move in moves
    )
    return [
        _Alike(
            office, _shift(statutory, new_statutory), _shift(due, new_due), due != new_due, count
        )
        for (office, statutory, new_statutory, due, new_due), count in sorts.items()
    ]


def _office_line(name: str, alike: Sequence[_Alike]) -> OfficeLine:
    return OfficeLine(
        name=name,
        moved=dots(sum(one.count for one in alike)),
        later=dots(sum(one.count for one in alike if one.statutory > 0)),
        earlier=dots(sum(one.count for one in alike if one.statutory < 0)),
        told=dots(sum(one.count for one in alike if one.is_told)),
    )


def _by_office(alike: Sequence[_Alike]) -> list[OfficeLine]:
    offices: dict[str, list[_Alike]] = {}
    for one in alike:
        offices.setdefault(one.office, []).append(one)
    return [_office_line(name, offices[name]) for name in sorted(offices)]


def _by_days(alike: Sequence[_Alike]) -> list[DaysLine]:
    statutory, promised = Counter[int](), Counter[int]()
    for one in alike:
        statutory[one.statutory] += one.count
        promised[one.promised] += one.count
    return [
        DaysLine(_shift_words(days), dots(statutory[days]), dots(promised[days]))
        for days in sorted(statutory.keys() | promised.keys())
    ]


def _shift(old: datetime | None, new: datetime | None) -> int:
    """Calendar days later; negative is earlier."""
    return (local_day(new) - local_day(old)).days if old and new else 0


def _shift_words(days: int) -> str:
    if not days:
        return "giữ nguyên ngày"
    return f"muộn {days} ngày" if days > 0 else f"sớm {-days} ngày"


def move_rows(moves: Sequence[Move], reader: User) -> list[MoveRow]:
    """One query."""
    may_open = Dossier.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    about = Dossier.objects.filter(pk__in=[move.dossier_id for move in moves]).values_list(
        "pk", "procedure__short_name", Exists(may_open)
    )
    known = {pk: (procedure, opens) for pk, procedure, opens in about}
    return [
        MoveRow(
            code=move.code,
            opens=bool(known[move.dossier_id][1]),
            procedure=known[move.dossier_id][0],
            office=move.unit_name,
            statutory=_moved(move.old_statutory, move.new_statutory, "không đổi"),
            promise=_moved(move.old_due, move.new_due, "giữ lời hẹn"),
        )
        for move in moves
    ]


def _moved(old: datetime | None, new: datetime | None, kept: str) -> str:
    """`23/11/2026, 17:00 → 25/11/2026, 17:00`."""
    if old is None or new is None:
        return "không có hạn"
    return (
        f"{full_moment(old)}, {kept}" if old == new else f"{full_moment(old)} → {full_moment(new)}"
    )
