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


def summary_of(moves: Sequence[Move], *, reader: User) -> Summary:
    """One query, whatever the number of moves."""
    return Summary(
        total=_office_line("Tất cả", moves),
        kept=dots(sum(not move.is_told for move in moves)),
        by_office=_by_office(moves),
        by_days=_by_days(moves),
        rows=move_rows(moves[:SHOWN], reader),
        more=len(moves) > SHOWN,
    )


def _office_line(name: str, moves: Sequence[Move]) -> OfficeLine:
    shifts = [_shift(move.old_statutory, move.new_statutory) for move in moves]
    return OfficeLine(
        name=name,
        moved=dots(len(moves)),
        later=dots(sum(shift > 0 for shift in shifts)),
        earlier=dots(sum(shift < 0 for shift in shifts)),
        told=dots(sum(move.is_told for move in moves)),
    )


def _by_office(moves: Sequence[Move]) -> list[OfficeLine]:
    offices: dict[str, list[Move]] = {}
    for move in moves:
        offices.setdefault(move.unit_name, []).append(move)
    return [_office_line(name, offices[name]) for name in sorted(offices)]


def _by_days(moves: Sequence[Move]) -> list[DaysLine]:
    statutory = Counter(_shift(move.old_statutory, move.new_statutory) for move in moves)
    promised = Counter(_shift(move.old_due, move.new_due) for move in moves)
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
