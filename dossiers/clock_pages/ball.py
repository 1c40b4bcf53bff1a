"""Whose time it was, in a table and a bar: the court of one dossier (`dossiers.court`) in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts.offices import OfficeFacts, offices
from dossiers.clock_pages.reading import Ledger
from dossiers.court import Held, Kind, Move, Party, Share, held_by, shares_of
from dossiers.durations import exactly
from dossiers.models import Dossier
from portal.lib.dates import full_clock
from procedures.models import Stage
from procedures.stages import way_of

NAMES = {
    Kind.COUNTER: "Bộ phận Một cửa",
    Kind.AGENCY: "Cơ quan phối hợp, liên thông",
    Kind.SIGNER: "Lãnh đạo ký",
    Kind.CITIZEN: "Người dân",
}
BAR_WIDTH = 1000  # units of the drawing
SHADES = 3  # of the colour of a kind


@dataclass(frozen=True, slots=True)
class CourtRow:
    """One party's line of the table, everything in words; `colour` as in the bar."""

    colour: str
    name: str
    spent: str
    counted: str
    allotted: str
    late: str


@dataclass(frozen=True, slots=True)
class BarPart:
    """A rectangle of the bar, from left to right, in thousandths of it."""

    colour: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One stretch: who held it from when until when."""

    name: str
    holder: str
    since: str
    until: str
    spent: str
    counted: bool


@dataclass(frozen=True)
class Ball:
    rows: list[CourtRow]
    bar: list[BarPart]
    bar_text: str
    stretches: list[HeldRow]
    whole: str
    counted: str
    allotted: str
    late: str  # empty: not late
    now: str  # who has the ball; empty: processing has ended


def ball_of(ledger: Ledger) -> Ball:
    """No query: offices and stages are in memory."""
    held = _held(ledger)
    dossier = ledger.dossier
    shares = shares_of(
        held, _percents(dossier), dossier.due_at, ledger.calendar, still_since=ledger.still_since
    )
    spent, colours = [share for share in shares if share.minutes], _colours(shares)
    late = sum(share.late for share in shares)
    return Ball(
        rows=[_row(share, colours) for share in shares],
        bar=list(_bar(spent, colours)),
        bar_text=", ".join(f"{_name(share.party)} {exactly(share.minutes)}" for share in spent),
        stretches=[_stretch(piece) for piece in held if piece.minutes],
        whole=exactly(sum(share.minutes for share in shares)),
        counted=exactly(sum(share.counted for share in shares)),
        allotted=exactly(sum(share.allotted for share in shares)),
        late=exactly(late) if late else "",
        now=_now(held) if dossier.is_open else "",
    )


def _held(ledger: Ledger) -> list[Held]:
    known = offices()
    moves = [
        Move(event.at, event.status, known[event.unit_id].short_name, event.holder)
        for event in ledger.events.values()
    ]
    since, until = ledger.counted_from, ledger.until
    return held_by(
        moves, ledger.pauses, since=since, until=max(since, until), calendar=ledger.calendar
    )


def _percents(dossier: Dossier) -> Mapping[Party, int]:
    """What the stages give each party of the whole."""
    by_kind = {
        office.kind: office
        for office in offices().values()
        if office.root_id == dossier.root_unit_id
    }
    root, percents = offices()[dossier.root_unit_id], Counter[Party]()
    for stage in way_of(dossier.procedure_id, dossier.stage_id):
        office = by_kind.get(stage.office_kind, root)
        percents[_party_at(Stage.Step(stage.step), office)] += stage.share
    return percents


def _party_at(step: Stage.Step, office: OfficeFacts) -> Party:
    if step is Stage.Step.SIGN:
        return Party(Kind.SIGNER)
    if step is Stage.Step.RETURN:
        return Party(Kind.COUNTER)
    return Party(Kind.OFFICE, office.short_name)


def _name(party: Party) -> str:
    return party.office or NAMES.get(party.kind, "Cơ quan giải quyết")


def _colours(shares: Sequence[Share]) -> dict[Party, str]:
    """Parties of one kind are told apart: `office`, `office-2`, `office-3`, and again."""
    seen, colours = Counter[Kind](), {}
    for party in (share.party for share in shares):
        number = seen[party.kind] % SHADES
        colours[party] = f"{party.kind}-{number + 1}" if number else party.kind.value
        seen[party.kind] += 1
    return colours


def _row(share: Share, colours: Mapping[Party, str]) -> CourtRow:
    return CourtRow(
        colour=colours[share.party],
        name=_name(share.party),
        spent=exactly(share.minutes),
        counted=exactly(share.counted),
        allotted=exactly(share.allotted) if share.allotted else "",
        late=exactly(share.late) if share.late else "",
    )


def _bar(spent: list[Share], colours: Mapping[Party, str]) -> Iterator[BarPart]:
    whole = sum(share.minutes for share in spent)
    before = 0
    for share in spent:
        x, end = (BAR_WIDTH * part / whole for part in (before, before + share.minutes))
        before += share.minutes
        yield BarPart(colours[share.party], round(x), max(1, round(end - x) - 2))


def _stretch(piece: Held) -> HeldRow:
    return HeldRow(
        name=_name(piece.party),
        holder=piece.holder if piece.party.kind is Kind.OFFICE else "",
        since=full_clock(piece.since),
        until=full_clock(piece.until),
        spent=exactly(piece.minutes),
        counted=piece.counted,
    )


def _now(held: list[Held]) -> str:
    """`Tư pháp - Hộ tịch (Phạm Quốc Bảo), từ 8:00 25/11/2026, đã 1 ngày 2 giờ`."""
    if not held:
        return ""
    last = held[-1]
    same = [last]
    for piece in reversed(held[:-1]):
        if piece.party != last.party:
            break
        same.append(piece)
    holder = f" ({last.holder})" if last.holder and last.party.kind is Kind.OFFICE else ""
    spent = exactly(sum(piece.minutes for piece in same))
    return f"{_name(last.party)}{holder}, từ {full_clock(same[-1].since)}, đã {spent} làm việc"
