"""A date recounted from what a clerk types: received, term, channel, pauses. No dossier needed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from dossiers.clock_pages.spans import hours_words, span
from portal.lib.dates import clock, full_moment, long_day
from portal.lib.errors import Refused
from portal.lib.text import clean
from worktime.arithmetic import Pause, Term, WorkCalendar, counted_from
from worktime.calendars import VIETNAM
from worktime.ledger import Channel, ClockFacts, LineKind, Story, StoryLine, explain
from worktime.models import CalendarVersion
from worktime.services import day_names
from worktime.terms import UNIT_NAMES, Unit

FORMATS = ("%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d")
CHANNEL_NAMES = {
    Channel.DIRECT: "nộp trực tiếp",
    Channel.ONLINE: "nộp trực tuyến, tính từ lúc tiếp nhận",
    Channel.POST: "qua bưu chính, tính từ dấu công văn đến",
}
VERBS = {LineKind.COUNTED: "Đếm", LineKind.SKIPPED: "Không đếm", LineKind.SESSION: "Không đếm"}
PAIR = 2  # from and to


@dataclass(frozen=True)
class Recount:
    """The facts as they were understood, and the story of the date."""

    facts: ClockFacts
    story: Story
    calendar: CalendarVersion


def recount(
    calendar: WorkCalendar,
    received: str,
    term: Sequence[str],
    *,
    channel: str,
    pauses: Sequence[Sequence[str]],
) -> Recount:
    """Raises Refused with a sentence for input that cannot be read or counted."""
    at, way = _moment(received), _channel(channel)
    found = [_pause(pair) for pair in pauses]
    legs = _term(term)
    try:
        facts = ClockFacts(at, counted_from(calendar, at), legs, found, channel=way)
        story = explain(calendar, day_names(calendar.version_id), facts)
    except (ValueError, OverflowError) as error:
        raise Refused(
            "outside", "Ngày nằm ngoài lịch làm việc (từ năm 2015 đến năm 2045)"
        ) from error
    versions = CalendarVersion.objects.select_related("calendar")
    return Recount(facts, story, versions.get(pk=calendar.version_id))


def _moment(text: str) -> datetime:
    for form in FORMATS:
        try:
            return datetime.strptime(clean(text), form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    raise Refused(
        "moment", f"Không đọc được ngày giờ “{text}”. Viết như “23/11/2026 08:00”, trong ngoặc kép"
    )


def _channel(text: str) -> Channel:
    try:
        return Channel(text)
    except ValueError as error:
        raise Refused(
            "channel", f"Không có kênh “{text}”. Chọn direct, online hoặc post"
        ) from error


def _pause(pair: Sequence[str]) -> Pause:
    if len(pair) != PAIR:
        raise Refused("pause", "Mỗi --pause cần hai ngày giờ: từ lúc nào và đến lúc nào")
    start, end = map(_moment, pair)
    if end < start:
        raise Refused("pause", f"Lần tạm dừng kết thúc ({pair[1]}) trước khi bắt đầu ({pair[0]})")
    return Pause(start, end)


def _term(words: Sequence[str]) -> Term:
    """`3 WORKING_DAY`, `2+15 MONTH+WORKING_DAY`, `2 MONTH + 15 WORKING_DAY`, `SAME_DAY`."""
    text = " ".join(words)
    if len(words) == PAIR and "+" in words[0]:
        amounts, units = words[0].split("+"), words[1].split("+")
        text = " + ".join(map(" ".join, zip(amounts, units, strict=False)))
        if len(amounts) != len(units):
            raise Refused(
                "term", f"Thời hạn “{words[0]}” có {len(amounts)} phần, đơn vị “{words[1]}” có "
                f"{len(units)}. Mỗi số cần một đơn vị",
            )  # fmt: skip
    try:
        return Term.parse(text)
    except ValueError as error:
        names = ", ".join(Unit)
        raise Refused(
            "term",
            f"Không đọc được thời hạn “{text}”. Viết số từ 1 và đơn vị ({names}), "
            "ví dụ 3 WORKING_DAY, hoặc SAME_DAY",
        ) from error


# --- in words and as data -------------------------------------------------------------------


def as_text(found: Recount) -> list[str]:
    """The facts, every line of the story, and the date."""
    facts, due = found.facts, found.story.due_at
    lines = [
        f"Nhận: {full_moment(facts.received_at)} ({CHANNEL_NAMES[facts.channel]})",
        f"Thời hạn: {facts.term.describe()}",
        f"Lịch: {found.calendar.calendar.name}, phiên bản {found.calendar.number}",
        "",
        *(_line(line) for line in found.story.lines),
        "",
    ]
    return [*lines, f"Hạn: {clock(due)} {long_day(due)}" if due else "Không có ngày hẹn trả"]


def _line(line: StoryLine) -> str:
    when = full_moment(line.at) if line.at else span(line.day, line.until) if line.day else ""
    count = _count(line)
    words = ": ".join(part for part in (VERBS.get(line.kind, ""), line.name, count) if part)
    return f"{when:<24}{words}{f' ({line.basis})' if line.basis else ''}"


def _count(line: StoryLine) -> str:
    counts = line.kind in {LineKind.COUNTED, LineKind.RESUME}
    if not counts or line.unit is None or line.count is None:
        return ""
    if line.unit is Unit.HOUR:
        return hours_words(line.count)
    return f"{line.count} {UNIT_NAMES[line.unit]}"


def as_data(found: Recount) -> dict[str, Any]:
    """The same for programs: ISO moments in Vietnam time."""
    facts = found.facts
    return {
        "received_at": facts.received_at,
        "counted_from": facts.counted_from,
        "channel": facts.channel,
        "term": str(facts.term),
        "calendar": {"code": found.calendar.calendar.code, "version": found.calendar.number},
        "pauses": [[pause.starts_at, pause.ends_at] for pause in facts.pauses],
        "due_at": found.story.due_at,
        "lines": [asdict(line) for line in found.story.lines],
    }
