"""What only the ledger of a dossier knows: pauses without notice, new calendars, promise, end."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from dossiers.clock_pages.reading import Kind, Ledger
from dossiers.clock_pages.telling import Placed, Told, signed, tell, why
from dossiers.models import ClockEntry
from portal.lib.dates import full_clock, local_day
from worktime.ledger import Story
from worktime.terms import Term


def whole_story(ledger: Ledger, story: Story) -> list[Told]:
    """All lines in the order of time; the due line, and after it what came later."""
    *lines, due = tell(ledger, story)
    lines = sorted([*lines, *_extras(ledger)], key=lambda line: line.day)
    before = [line.told for line in lines if line.day <= due.day]
    after = [line.told for line in lines if line.day > due.day]
    return [*before, due.told, *_promise(ledger, story), *after]


def _promise(ledger: Ledger, story: Story) -> Iterator[Told]:
    """Under the statutory date, when another one was promised."""
    due_at = ledger.dossier.due_at
    if due_at and story.due_at and due_at != story.due_at and story is ledger.story:
        yield Told("promise", full_clock(due_at), "Hẹn trả", why_promise_differs(ledger))


def _extras(ledger: Ledger) -> Iterator[Placed]:
    for found in ledger.breaks:
        if found.pause is None:
            at, text = found.begun.at, why(ledger, found.begun)
            title = "Chưa gửi được thông báo nên thời gian này vẫn tính"
            yield Placed(local_day(at), Told("unsent", full_clock(at), title, text))
    for before, entry in pairwise(ledger.entries):
        if entry.kind == Kind.CALENDAR:
            yield Placed(local_day(entry.at), _changed_calendar(before, entry))
        if entry.kind == Kind.STOP:
            yield Placed(local_day(entry.at), _stopped(entry))


def _changed_calendar(before: ClockEntry, entry: ClockEntry) -> Told:
    moves = (
        _moved("Hạn theo quy định", before.statutory_at, entry.statutory_at),
        _moved("Ngày hẹn trả", before.due_at, entry.due_at),
    )
    text = signed(entry, ". ".join(part for part in (entry.paper, *moves) if part))
    title = "Lịch làm việc thay đổi"
    return Told("calendar", full_clock(entry.at), title, text, entry.basis)


def _moved(name: str, old: datetime | None, new: datetime | None) -> str:
    if old is None or new is None:
        return ""
    if old == new:
        return f"{name} giữ nguyên {full_clock(new)}"
    return f"{name} từ {full_clock(old)} thành {full_clock(new)}"


def _stopped(entry: ClockEntry) -> Told:
    return Told("stop", full_clock(entry.at), "Kết thúc giải quyết", signed(entry, ""))


def why_promise_differs(ledger: Ledger) -> str:
    """Why the promised date is not the statutory one; empty when it is."""
    dossier, start = ledger.dossier, ledger.entries[0]
    if dossier.due_at is None or dossier.due_at == dossier.statutory_at:
        return ""
    if start.promised_term:
        own, legal = (Term.parse(term).describe() for term in (start.promised_term, start.term))
        return f"đơn vị cam kết trả trong {own}, quy định cho {legal}"
    if any(entry.kind == Kind.CALENDAR for entry in ledger.entries):
        return "lịch làm việc đổi sau khi hẹn, ngày hẹn có lợi hơn cho người dân được giữ"
    return ""
