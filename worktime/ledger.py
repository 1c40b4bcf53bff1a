"""A legal date opened into its story: each stretch counted, each day left out, by name and law.

Pure, and no second calculator: the story is told along the very parts from which
`worktime.arithmetic` took the date (peers 4.3).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from worktime.arithmetic import Part, Pause, Portion, counted_parts, end_of_portion, joined
from worktime.calendars import WorkCalendar, in_vietnam, months_after
from worktime.day_runs import DayRun, NamedDays, RunKind
from worktime.layers import DayName
from worktime.terms import Leg, Term, Unit

FIRST_DAY_LAW = "Bộ luật Dân sự 2015, Điều 147"
LAST_DAY_LAW = "Bộ luật Dân sự 2015, Điều 148"
SAME_DAY_LAW = "Nghị định 23/2015/NĐ-CP, Điều 7"
_ONE_DAY = timedelta(days=1)


class Channel(StrEnum):
    """How a dossier came in, which decides from when its time counts (domain 5.2)."""

    DIRECT = "direct"  # received at the counter
    ONLINE = "online"  # accepted by the counter, not submitted by the citizen
    POST = "post"  # the office's arrival stamp (dấu công văn đến)


START_RULES = {
    Channel.DIRECT: "Tính từ lúc tiếp nhận",
    Channel.ONLINE: "Tính từ lúc cơ quan tiếp nhận hồ sơ trực tuyến",
    Channel.POST: "Tính từ dấu công văn đến",
}


class LineKind(StrEnum):
    RECEIPT = "receipt"
    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    SESSION = "session"
    PAUSE = "pause"
    RESUME = "resume"
    EXTENSION = "extension"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """`day` to `until` inclusive; `count` in `unit`, hours in minutes; `at` the exact moment."""

    kind: LineKind
    day: date | None = None
    until: date | None = None
    count: int | None = None
    name: str = ""
    basis: str = ""
    unit: Unit | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """`due_at` is the calculator's: None without a term and while a pause is open."""

    lines: tuple[StoryLine, ...]
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """All that a date is made of, the calendar apart. `counted_from` is `received_at`, by post the
    arrival stamp; either may lie outside working hours."""

    received_at: datetime
    counted_from: datetime
    term: Term
    pauses: Sequence[Pause] = ()
    extensions: Sequence[Leg] = ()
    channel: Channel = Channel.DIRECT


def explain(calendar: WorkCalendar, names: Mapping[date, DayName], facts: ClockFacts) -> Story:
    """How the due date came about, in the order of time."""
    parts = counted_parts(
        calendar, facts.counted_from, facts.term, facts.pauses, extensions=facts.extensions
    )
    received = in_vietnam(facts.received_at)
    lines = [StoryLine(LineKind.RECEIPT, received.date(), at=received, name="Tiếp nhận hồ sơ")]
    if not parts:
        lines.append(StoryLine(LineKind.DUE, name="Không có thời hạn theo quy định"))
        return Story(tuple(lines), None)
    due_at = parts[-1].due if parts[-1].pause is None else None
    lines += _start_lines(calendar, names, facts, parts[0].start)
    lines += _Teller(calendar, names, facts.extensions).tell(parts)
    lines += _too_late(facts, parts)
    lines.append(_due_line(due_at))
    return Story(tuple(lines), due_at)


def _start_lines(
    calendar: WorkCalendar, names: Mapping[date, DayName], facts: ClockFacts, start: datetime
) -> Iterator[StoryLine]:
    asked = facts.counted_from if facts.channel is Channel.POST else facts.received_at
    rule = START_RULES[facts.channel]
    if start > in_vietnam(asked):
        rule = f"{rule}; {_why_later(calendar, in_vietnam(asked))}"
    by_days = facts.term.legs and facts.term.legs[0].unit is not Unit.HOUR
    basis = FIRST_DAY_LAW if by_days else ""
    yield StoryLine(LineKind.START, start.date(), at=start, name=rule, basis=basis)
    for run in NamedDays(calendar, names).runs(start.date(), start.date()):
        if run.kind is RunKind.SESSION:
            yield _run_line(run, None)


def _why_later(calendar: WorkCalendar, at: datetime) -> str:
    """Why a moment counts from a later one."""
    if not calendar.is_open(at.date()):
        return "nhận vào ngày nghỉ nên tính từ giờ mở cửa kế tiếp"
    if at > calendar.closing(at.date()):
        return "nhận sau giờ làm việc nên tính từ giờ mở cửa kế tiếp"
    if calendar.normalize(at) == at:
        return f"nhận sau {calendar.cutoff:%H:%M} nên tính từ ngày làm việc kế tiếp"
    return "nhận ngoài giờ làm việc nên tính từ giờ mở cửa cùng ngày"


def _too_late(facts: ClockFacts, parts: Sequence[Part]) -> Iterator[StoryLine]:
    """Pauses that began when the time was already over."""
    due = parts[-1].due
    for pause in joined(facts.pauses, parts[0].start):
        if parts[-1].pause is None and pause.starts_at >= due:
            yield _pause_line(pause, "Tạm dừng khi đã hết hạn, không dời ngày")


def _due_line(due_at: datetime | None) -> StoryLine:
    if due_at is None:
        return StoryLine(LineKind.DUE, name="Chưa có ngày hết hạn khi còn tạm dừng")
    return StoryLine(LineKind.DUE, due_at.date(), at=due_at, name="Hết hạn theo quy định")


class _Teller:
    """Tells part after part what counted and what did not."""

    def __init__(
        self, calendar: WorkCalendar, names: Mapping[date, DayName], extensions: Sequence[Leg]
    ) -> None:
        self._calendar = calendar
        self._days = NamedDays(calendar, names)
        self._untold = list(extensions)

    def tell(self, parts: Sequence[Part]) -> Iterator[StoryLine]:
        for part, following in zip(parts, [*parts[1:], None], strict=True):
            counts_on = part.pause is None or (following and following.moved_to)
            yield from self._part(part, None if counts_on else part.pause)
            if part.pause:
                yield _pause_line(part.pause, "Tạm dừng, thời gian này không tính")
            if part.pause and following:
                yield _resume_line(part.pause, following)

    def _part(self, part: Part, stopped_by: Pause | None) -> Iterator[StoryLine]:
        if part.moved_to:
            yield from self._pushed(part.moved_to, part.due.date())
        start = part.start
        for number, portion in enumerate(part.portions):
            end = end_of_portion(self._calendar, start, portion)
            until = min(end, stopped_by.starts_at) if stopped_by else end
            if portion.is_extension and len(part.portions) - number == len(self._untold):
                yield _extension_line(self._untold.pop(0))
            cut_short = portion.unit is None and until < end  # a day is not counted by halves
            if portion.amount and until > start and not cut_short:
                yield from self._portion(portion, start, until)
            if until < end:
                break
            start = end

    def _portion(self, portion: Portion, start: datetime, until: datetime) -> Iterator[StoryLine]:
        first = start.date() + _ONE_DAY
        if portion.unit is Unit.HOUR:
            return self._minutes(start, until)
        if portion.unit in {Unit.DAY, Unit.MONTH}:
            return self._calendar_days(portion, start.date(), until.date())
        if portion.unit is None and until.date() == start.date():
            return iter([StoryLine(LineKind.COUNTED, start.date(), start.date(), 1, "Trong ngày")])
        return self._worked(first, until.date(), portion.unit)

    def _worked(self, first: date, last: date, unit: Unit | None) -> Iterator[StoryLine]:
        if unit is None:
            rule = f"Nhận sau {self._calendar.cutoff:%H:%M}, trả trong ngày làm việc tiếp theo"
            yield StoryLine(LineKind.START, first, name=rule, basis=SAME_DAY_LAW)
        for run in self._days.runs(first, last):
            yield _run_line(run, unit)

    def _minutes(self, start: datetime, until: datetime) -> Iterator[StoryLine]:
        def counts(day: date) -> int:
            midnight = datetime.combine(day, time(), start.tzinfo)
            return self._calendar.working_minutes_between(
                max(start, midnight), min(until, midnight + _ONE_DAY)
            )

        first = start.date() if counts(start.date()) else start.date() + _ONE_DAY
        for run in self._days.runs(first, until.date(), counts):
            yield _run_line(run, Unit.HOUR)

    def _calendar_days(self, portion: Portion, day: date, until: date) -> Iterator[StoryLine]:
        """Every day counts, rest days too; the last one is pushed off them."""
        months = portion.unit is Unit.MONTH
        end = months_after(day, portion.amount) if months else day + _ONE_DAY * portion.amount
        if end <= until:
            count, unit = portion.amount, portion.unit
        else:
            end, count, unit = until, (until - day).days, Unit.DAY
        if count:
            yield StoryLine(LineKind.COUNTED, day + _ONE_DAY, end, count, unit=unit)
        yield from self._pushed(end, until)

    def _pushed(self, planned: date, last: date) -> Iterator[StoryLine]:
        """Rest days on which a time cannot end."""
        for run in self._days.runs(planned, last - _ONE_DAY):
            yield replace(_run_line(run, None), basis=f"{run.basis}; {LAST_DAY_LAW}".strip("; "))


def _run_line(run: DayRun, unit: Unit | None) -> StoryLine:
    counted = run.kind is RunKind.COUNTED
    return StoryLine(
        LineKind(run.kind), run.day, run.until, run.count, run.name, run.basis,
        unit if counted else None,
    )  # fmt: skip


def _pause_line(pause: Pause, name: str) -> StoryLine:
    until = pause.ends_at.date() if pause.ends_at else None
    return StoryLine(LineKind.PAUSE, pause.starts_at.date(), until, name=name, at=pause.starts_at)


def _resume_line(pause: Pause, part: Part) -> StoryLine:
    """With what is left to count, or by how many days the date was moved."""
    if pause.ends_at is None:
        raise ValueError("an open pause is not followed by anything")
    day, at = part.start.date(), pause.ends_at
    if part.moved_to:
        moved = (pause.ends_at.date() - pause.starts_at.date()).days
        return StoryLine(LineKind.RESUME, day, None, moved, "Lùi hạn", unit=Unit.DAY, at=at)
    left = next(portion for portion in part.portions if portion.amount)
    return StoryLine(
        LineKind.RESUME, day, None, left.amount, "Tính tiếp phần còn lại", unit=left.unit, at=at
    )


def _extension_line(leg: Leg) -> StoryLine:
    return StoryLine(
        LineKind.EXTENSION, None, None, leg.amount, f"Gia hạn {leg.describe()}", unit=leg.unit
    )
