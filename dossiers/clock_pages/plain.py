"""How the promised date came about, as the citizen is told: short, in plain words, no names.

What only concerns the office stays with it: who acted, which notice was not sent, why it is late.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dossiers.clock_pages.extras import why_promise_differs
from dossiers.clock_pages.reading import Break, Kind, Ledger
from dossiers.clock_pages.spans import day_words, span
from dossiers.workflow import Action
from portal.lib.dates import Leaf, clock, leaf, long_day, short_day
from procedures.memory import procedure_facts
from worktime.ledger import LineKind, Story
from worktime.terms import Term

WAITED_FOR = {
    Action.ASK_SUPPLEMENT.value: "chờ ông/bà bổ sung giấy tờ",
    Action.ASK_PAYMENT.value: "chờ ông/bà nộp phí, lệ phí hoặc thuế",
    Action.STOP.value: "tạm dừng giải quyết, như đã báo cho ông/bà",
}


@dataclass(frozen=True, slots=True)
class DaysOff:
    name: str
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that made the date."""

    title: str
    text: str
    days_off: tuple[DaysOff, ...] = ()


@dataclass(frozen=True)
class PlainStory:
    code: str
    title: str
    leaf: Leaf | None  # of the promised date; None while there is none
    promise: str
    steps: list[Step]


def plain_story(ledger: Ledger) -> PlainStory:
    """Along the story of the promise: that of the office's own term where it has one."""
    dossier, due = ledger.dossier, _due_at(ledger)
    return PlainStory(
        code=dossier.display_code,
        title=procedure_facts(dossier.procedure_id).title,
        leaf=leaf(due) if due else None,
        promise=f"Hẹn trả trước {clock(due)}" if due else "",
        steps=list(_steps(ledger, ledger.promised or ledger.story)),
    )


def _due_at(ledger: Ledger) -> datetime | None:
    return None if ledger.dossier.paused_at else ledger.dossier.due_at


def _steps(ledger: Ledger, story: Story) -> Iterator[Step]:
    yield _received(ledger)
    yield _term(ledger)
    yield _begun(story)
    if skipped := _skipped(story):
        yield Step("Những ngày không đếm", "Cơ quan nghỉ, nên không tính vào thời hạn:", skipped)
    for found in ledger.breaks:
        if found.pause:
            yield _paused(found)
    yield from _changes(ledger)
    yield _end(ledger)


def _received(ledger: Ledger) -> Step:
    at, way = ledger.entries[0].at, ledger.dossier.get_channel_display().lower()
    return Step("Một cửa nhận đủ hồ sơ", f"{clock(at)}, {long_day(at)}, nộp {way}.")


def _term(ledger: Ledger) -> Step:
    start = ledger.entries[0]
    text = f"Theo quy định: {Term.parse(start.term).describe()}."
    if start.promised_term:
        text += f" Cơ quan cam kết trả sớm hơn: {Term.parse(start.promised_term).describe()}."
    return Step("Thời hạn của thủ tục", text)


def _begun(story: Story) -> Step:
    """From when it is counted, and why not at once."""
    start = next((line for line in story.lines if line.kind is LineKind.START), None)
    first = next((line for line in story.lines if line.kind is LineKind.COUNTED), None)
    moved = start.name.partition("; ")[2] if start else ""
    text = f"Hồ sơ {moved}. " if moved else ""
    if first and first.day and start and first.day != start.day:
        text += f"Ngày nhận không đếm; ngày đếm đầu tiên là {day_words(first.day)}."
    elif start and start.at:
        text += f"Tính từ {clock(start.at)}, {long_day(start.at)}."
    return Step("Bắt đầu đếm", text)


def _skipped(story: Story) -> tuple[DaysOff, ...]:
    """`Thứ Bảy, Chủ nhật: 07–08/11/2026, 14–15/11/2026`."""
    days: dict[str, list[str]] = defaultdict(list)
    for line in story.lines:
        if line.kind in {LineKind.SKIPPED, LineKind.SESSION} and line.day:
            days[line.name].append(span(line.day, line.until))
    return tuple(DaysOff(name, tuple(spans)) for name, spans in days.items())


def _paused(found: Break) -> Step:
    why = WAITED_FOR.get(found.begun.reason, WAITED_FOR[Action.STOP.value])
    if found.pause is None or found.pause.ends_at is None:
        text = f"Từ {short_day(found.begun.at)} đến nay: {why}. Xong thì đếm tiếp và báo ngày hẹn."
        return Step("Đang tạm dừng", text)
    days = span(found.pause.starts_at.date(), found.pause.ends_at.date())
    return Step("Tạm dừng", f"{days}: {why}. Khoảng này không tính.")


def _changes(ledger: Ledger) -> Iterator[Step]:
    """Extensions, and changes of the calendar, which are told in the order they came."""
    before = ledger.entries[0]
    for entry in ledger.entries:
        if entry.kind == Kind.EXTEND:
            paper = f", theo {entry.paper}" if entry.paper else ""
            yield Step("Gia hạn", f"Thêm {Term.parse(entry.term).describe()}{paper}.")
        if entry.kind == Kind.CALENDAR:
            yield Step("Lịch nghỉ của cơ quan thay đổi", _moved(before.due_at, entry.due_at))
        before = entry


def _moved(old: datetime | None, new: datetime | None) -> str:
    if old is None or new is None or old == new:
        return "Ngày hẹn của ông/bà giữ nguyên."
    return f"Ngày hẹn từ {short_day(old)} thành {short_day(new)}."


def _end(ledger: Ledger) -> Step:
    due, why = _due_at(ledger), why_promise_differs(ledger)
    if due is None:
        return Step("Ngày hẹn", "Sẽ có khi hồ sơ được đếm tiếp.")
    difference = f" {why[0].upper()}{why[1:]}." if why else ""
    return Step("Ngày hẹn trả", f"{clock(due)}, {long_day(due)}.{difference}")
