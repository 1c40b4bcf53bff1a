"""Why this date: everything the staff page and the inspectors' paper say of one dossier's clock."""

from dataclasses import dataclass

from dossiers.clock_pages.ball import Ball, ball_of
from dossiers.clock_pages.extras import whole_story, why_promise_differs
from dossiers.clock_pages.reading import Ledger
from dossiers.clock_pages.telling import Told
from dossiers.durations import in_words
from dossiers.staff.due_badges import time_left
from portal.lib.dates import clock, long_day
from worktime.terms import Term


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class ClockPage:
    code: str
    title: str
    kind: str  # late or info
    headline: str
    sentences: list[str]  # how it goes; the statutory date, and why it is another one
    facts: list[Fact]
    lines: list[Told]
    promised_lines: list[Told]
    ball: Ball


def clock_page(ledger: Ledger) -> ClockPage:
    """No query more than the ledger."""
    dossier, ball = ledger.dossier, ball_of(ledger)
    return ClockPage(
        code=dossier.display_code,
        title=dossier.procedure.title,
        kind="late" if ball.late else "info",
        headline=_headline(ledger),
        sentences=[text for text in (_standing(ledger), _difference(ledger)) if text],
        facts=_facts(ledger),
        lines=whole_story(ledger, ledger.story),
        promised_lines=whole_story(ledger, ledger.promised) if ledger.promised else [],
        ball=ball,
    )


def _headline(ledger: Ledger) -> str:
    dossier = ledger.dossier
    if dossier.due_at is None:
        return "Thủ tục này không có thời hạn nên hồ sơ không có ngày hẹn trả"
    promise = f"{clock(dossier.due_at)}, {long_day(dossier.due_at)}"
    if dossier.paused_at:
        return f"Đang tạm dừng; trước khi dừng hẹn trả {promise}"
    return f"Hẹn trả {promise}"


def _difference(ledger: Ledger) -> str:
    """`Hạn theo quy định: 17:00, thứ Sáu, 27/11/2026; đơn vị cam kết …`."""
    due, statutory = ledger.dossier.due_at, ledger.dossier.statutory_at
    if due is None or statutory is None:
        return ""
    if due == statutory:
        return "Ngày hẹn trùng với hạn theo quy định"
    why = why_promise_differs(ledger)
    date = f"Hạn theo quy định: {clock(statutory)}, {long_day(statutory)}"
    return f"{date}; {why}" if why else date


def _standing(ledger: Ledger) -> str:
    dossier, calendar = ledger.dossier, ledger.calendar
    if dossier.due_at is None or dossier.paused_at:
        return ""
    if dossier.closed_at is None:
        left = time_left(dossier.due_at, calendar, ledger.at)
        return left[0].upper() + left[1:]
    ended = f"Xong {clock(dossier.closed_at)}, {long_day(dossier.closed_at)}"
    minutes = calendar.working_minutes_between(dossier.closed_at, dossier.due_at)
    if minutes > 0:
        return f"{ended}, trước hẹn {in_words(minutes)} làm việc"
    return f"{ended}, trễ {in_words(-minutes)} làm việc" if minutes else f"{ended}, đúng hẹn"


def _facts(ledger: Ledger) -> list[Fact]:
    start, dossier = ledger.entries[0], ledger.dossier
    own = Term.parse(start.promised_term).describe() if start.promised_term else ""
    facts = {
        "Thời hạn theo quy định": Term.parse(start.term).describe(),
        "Thời hạn đơn vị cam kết": own,
        "Kênh nộp": dossier.get_channel_display(),
        "Nơi tiếp nhận": dossier.receiving_unit.name,
        "Căn cứ của thủ tục": start.basis,
    }
    return [Fact(label, value) for label, value in facts.items() if value]
