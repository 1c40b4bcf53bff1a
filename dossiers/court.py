"""Bóng ở sân ai: each working minute of a dossier belongs to exactly one party (peers 4.14).

Pure. The minutes of the parties add up to those of the whole, and lateness is split among them
by hours:

- A moment belongs to whoever must act next: `PARTY_OF` says it for every status.
- What the legal clock does not count (a pause) is written down, but makes nobody late.
- The citizen owes nothing while the clock runs: a notice that was not sent is the office's.
- The term is allotted by the shares of the stages; the counter has what the stages leave. Who has
  no share (another agency) has no time of its own to use up.
- Working minutes after the due moment, pauses left out, are split in proportion to how far each
  party overran its allotment, by the largest remainder: the parts are whole minutes, add up
  exactly, and nobody's part is more than its overrun.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from dossiers.workflow import Status
from procedures.content import WHOLE_TERM
from worktime.arithmetic import Pause, WorkCalendar


class Kind(StrEnum):
    COUNTER = "counter"
    OFFICE = "office"
    AGENCY = "agency"
    SIGNER = "signer"
    CITIZEN = "citizen"


_PARTIES: dict[Kind, tuple[Status, ...]] = {
    Kind.COUNTER: (
        Status.SUBMITTED, Status.RECEIVED, Status.RESULT_READY,
        # After the end: where the papers are kept.
        Status.REFUSED, Status.EXPIRED, Status.WITHDRAWN, Status.RETURNED_RESULT,
    ),
    Kind.OFFICE: (Status.TRANSFERRED, Status.ASSIGNED, Status.VERIFYING, Status.SIGNED),
    Kind.AGENCY: (Status.CONSULTING, Status.INTERLINKED),
    # Only who signs can let a stopped dossier go on.
    Kind.SIGNER: (Status.SUBMITTED_FOR_SIGN, Status.STOPPED),
    Kind.CITIZEN: (Status.PRE_SUPPLEMENT, Status.SUPPLEMENT, Status.FINANCE),
}  # fmt: skip
PARTY_OF = {status: kind for kind, statuses in _PARTIES.items() for status in statuses}


@dataclass(frozen=True, slots=True)
class Party:
    """`office` names which one of the offices; the other kinds are one party each."""

    kind: Kind
    office: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """An event: from `at` on the dossier has this status and lies there."""

    at: datetime
    status: Status
    office: str
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One party held the dossier from `since` until `until`; `counted`: the legal clock ran."""

    party: Party
    since: datetime
    until: datetime
    holder: str
    counted: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Share:
    """One party's line: all its working minutes, those the clock counted, and what it was given."""

    party: Party
    minutes: int
    counted: int
    allotted: int
    late: int


def held_by(
    moves: Sequence[Move],
    pauses: Sequence[Pause],
    *,
    since: datetime,
    until: datetime,
    calendar: WorkCalendar,
) -> list[Held]:
    """Who held the dossier from receipt to the end or now: without gaps, nobody twice at a time.

    `moves` are in order; before the first of them the dossier is the counter's.
    """
    edges = {since, until, *(move.at for move in moves)}
    edges |= {edge for pause in pauses for edge in (pause.starts_at, pause.ends_at) if edge}
    inside = sorted(edge for edge in edges if since <= edge <= until)
    return list(_joined(_pieces(inside, moves, pauses, calendar)))


def _pieces(
    edges: Sequence[datetime],
    moves: Sequence[Move],
    pauses: Sequence[Pause],
    calendar: WorkCalendar,
) -> Iterator[Held]:
    for start, end in pairwise(edges):
        move = _last(moves, start)
        counted = not any(_covers(pause, start) for pause in pauses)
        minutes = calendar.working_minutes_between(start, end)
        yield Held(_party(move, counted=counted), start, end, move.holder, counted, minutes)


def _last(moves: Sequence[Move], at: datetime) -> Move:
    before = Move(at, Status.RECEIVED, "")
    return next((move for move in reversed(moves) if move.at <= at), before)


def _covers(pause: Pause, at: datetime) -> bool:
    return pause.starts_at <= at and (pause.ends_at is None or at < pause.ends_at)


def _party(move: Move, *, counted: bool) -> Party:
    kind = PARTY_OF[move.status]
    if kind is Kind.CITIZEN and counted:
        kind = Kind.OFFICE
    return Party(kind, move.office if kind is Kind.OFFICE else "")


def _joined(pieces: Iterable[Held]) -> Iterator[Held]:
    """Neighbours that differ in nothing but time, as one."""
    last: Held | None = None
    for piece in pieces:
        if last and (last.party, last.holder, last.counted) == (
            piece.party, piece.holder, piece.counted,
        ):  # fmt: skip
            minutes = last.minutes + piece.minutes
            last = Held(last.party, last.since, piece.until, last.holder, last.counted, minutes)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def shares_of(
    held: Sequence[Held],
    percents: Mapping[Party, int],
    due_at: datetime | None,
    calendar: WorkCalendar,
    *,
    still_since: datetime | None = None,
) -> list[Share]:
    """A line for each party, in order of appearance; those that never held it but have a share
    of the term come last. `percents`: what the stages give each party of the whole.

    `still_since`: from when the clock stands still now; `due_at` is then that of before."""
    everything, counted, late = _sums(held, due_at, calendar)
    whole = counted.total() - late + _still_ahead(held, due_at, calendar, still_since)
    allotted = Counter(split(whole, _weights(percents)) if due_at else {})
    overrun = {party: max(0, counted[party] - allotted[party]) for party in counted}
    parts = Counter(split(late, overrun))
    return [
        Share(party, everything[party], counted[party], allotted[party], parts[party])
        for party in dict.fromkeys([*(piece.party for piece in held), *allotted])
    ]


def _sums(
    held: Sequence[Held], due_at: datetime | None, calendar: WorkCalendar
) -> tuple[Counter[Party], Counter[Party], int]:
    """Minutes of each party, those that counted, and how many of these lie after the due moment."""
    everything, counted, late = Counter[Party](), Counter[Party](), 0
    for piece in held:
        everything[piece.party] += piece.minutes
        if piece.counted:
            counted[piece.party] += piece.minutes
            if due_at and piece.until > due_at:
                start = max(piece.since, due_at)
                late += calendar.working_minutes_between(start, piece.until)
    return everything, counted, late


def _still_ahead(
    held: Sequence[Held],
    due_at: datetime | None,
    calendar: WorkCalendar,
    still_since: datetime | None,
) -> int:
    """Working minutes of the term that nobody has used yet."""
    until = still_since or (held[-1].until if held else due_at)
    if due_at is None or until is None or until >= due_at:
        return 0
    return calendar.working_minutes_between(until, due_at)


def _weights(percents: Mapping[Party, int]) -> dict[Party, int]:
    left = max(0, WHOLE_TERM - sum(percents.values()))
    counter = Party(Kind.COUNTER)
    return {counter: left + percents.get(counter, 0), **{
        party: percent for party, percent in percents.items() if party != counter
    }}  # fmt: skip


def split(total: int, weights: Mapping[Party, int]) -> dict[Party, int]:
    """Whole parts in proportion to the weights that add up to `total`, by the largest remainder."""
    whole = sum(weights.values())
    if not whole:
        return {}
    parts = {party: total * weight // whole for party, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda party: total * weights[party] % whole, reverse=True)
    for party in by_remainder[: total - sum(parts.values())]:
        parts[party] += 1
    return parts
