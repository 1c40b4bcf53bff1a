"""The story of a date in lines, as staff and inspectors read it: when, what, who and by which law.

The lines of the calculator's story (`worktime.ledger`) are in the order of time; what only the
ledger of the dossier knows goes between them (`dossiers.clock_pages.extras`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dossiers.clock_pages.reading import Break, Kind, Ledger
from dossiers.clock_pages.spans import day_words, hours_words, span
from dossiers.models import ClockEntry
from dossiers.staff.acts import told
from dossiers.workflow import TRANSITIONS, Action, reason_words
from papers.circulars import FORMS
from portal.lib.dates import full_clock, local_day, short_day
from worktime.day_runs import REST_LAW
from worktime.ledger import LineKind, Story, StoryLine
from worktime.terms import UNIT_NAMES, Unit

SYSTEM = "Hệ thống"
_FORMS_OF = {row.action.value: row.form for row in TRANSITIONS}


@dataclass(frozen=True, slots=True)
class Day:
    """A counted day: the how-manieth it is, and which."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line: `kind` is that of the story line, or `unsent`, `calendar`, `promise`, `stop`."""

    kind: str
    when: str
    title: str
    text: str = ""
    basis: str = ""
    days: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the day it belongs to in the order of time."""

    day: date
    told: Told


def tell(ledger: Ledger, story: Story) -> list[Placed]:
    """The lines of one story, the due line last."""
    return list(_Teller(ledger).tell(story))


class _Teller:
    """Puts the lines of one story in words, numbering the days it counts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._extensions = [entry for entry in ledger.entries if entry.kind == Kind.EXTEND]
        self._counted = 0
        self._words: dict[LineKind, Callable[[StoryLine], Told]] = {
            LineKind.RECEIPT: self._receipt,
            LineKind.COUNTED: self._count,
            LineKind.SKIPPED: _skip,
            LineKind.SESSION: _session,
            LineKind.PAUSE: self._pause,
            LineKind.RESUME: _resume,
            LineKind.EXTENSION: self._extend,
        }

    def tell(self, story: Story) -> Iterator[Placed]:
        day = local_day(self._ledger.counted_from)
        for line in story.lines:
            day = line.day or day
            yield Placed(day, self._words.get(line.kind, _plain)(line))

    def _receipt(self, line: StoryLine) -> Told:
        dossier = self._ledger.dossier
        text = f"{dossier.get_channel_display()}, tại {dossier.receiving_unit.short_name}"
        return Told(line.kind, _when(line), line.name, signed(self._ledger.entries[0], text))

    def _count(self, line: StoryLine) -> Told:
        by_days = line.unit is Unit.WORKING_DAY
        days = self._numbered(line) if by_days else ()
        if line.unit is None:
            title, text = line.name or "Ngày làm việc tiếp theo", ""
        else:
            title, text = f"Đếm {_amount(line)}", f"Ngày làm bù: {line.name}" if line.name else ""
        return Told(line.kind, _span(line), title, text, line.basis, days)

    def _numbered(self, line: StoryLine) -> tuple[Day, ...]:
        before, count = self._counted, line.count or 0
        self._counted += count
        first = line.day or date.min
        return tuple(
            Day(before + number, day_words(first + timedelta(days=number - 1)))
            for number in range(1, count + 1)
        )

    def _pause(self, line: StoryLine) -> Told:
        found = next((one for one in self._ledger.breaks if _is_of(line, one)), None)
        if found is None or found.pause is None:
            return Told(line.kind, _when(line), line.name)
        ends = found.pause.ends_at
        when = f"{full_clock(found.pause.starts_at)} – {full_clock(ends) if ends else 'nay'}"
        text = why(self._ledger, found.begun)
        if found.pause.starts_at > found.begun.at:
            text += f". Tính từ lúc gửi thông báo, {full_clock(found.pause.starts_at)}"
        return Told(line.kind, when, line.name, text, found.begun.basis)

    def _extend(self, line: StoryLine) -> Told:
        if not self._extensions:
            return _plain(line)
        entry = self._extensions.pop(0)
        text = why(self._ledger, entry)
        return Told(line.kind, short_day(entry.at), line.name, text, entry.basis)


def _plain(line: StoryLine) -> Told:
    return Told(line.kind, _when(line), line.name, basis=line.basis)


def _skip(line: StoryLine) -> Told:
    text = "Nghỉ hằng tuần" if line.basis.startswith(REST_LAW) else ""
    return Told(line.kind, _span(line), f"Không đếm: {line.name}", text, line.basis)


def _session(line: StoryLine) -> Told:
    title = "Buổi tiếp nhận đặc biệt, không đếm là ngày làm việc"
    return Told(line.kind, _span(line), title, line.name, line.basis)


def _resume(line: StoryLine) -> Told:
    return Told(line.kind, _when(line), f"{line.name}: {_amount(line)}", basis=line.basis)


def _is_of(line: StoryLine, found: Break) -> bool:
    pause = found.pause
    if pause is None or line.at is None or line.at < pause.starts_at:
        return False
    return pause.ends_at is None or line.at < pause.ends_at


def _amount(line: StoryLine) -> str:
    count = line.count or 0
    if line.unit is None:
        return "1 ngày"
    return hours_words(count) if line.unit is Unit.HOUR else f"{count} {UNIT_NAMES[line.unit]}"


def _when(line: StoryLine) -> str:
    if line.at is None:
        return short_day(line.day) if line.day else ""
    return full_clock(line.at)


def _span(line: StoryLine) -> str:
    return span(line.day, line.until) if line.day else ""


def why(ledger: Ledger, entry: ClockEntry) -> str:
    """Which act, what was said, on which paper, by whom."""
    form, event = FORMS.get(_FORMS_OF.get(entry.reason, "")), ledger.events.get(entry.event_seq)
    paper = entry.paper or (form.title if form else "")
    act = told(entry.reason) if entry.reason in set(Action) else reason_words(entry.reason)
    parts = (act, event.why if event else "", paper)
    return signed(entry, ". ".join(part.removesuffix(".") for part in parts if part))


def signed(entry: ClockEntry, text: str) -> str:
    """With who did it: `… · Lê Thị Hòa`."""
    return " · ".join(part for part in (text, str(entry.by or SYSTEM)) if part)
