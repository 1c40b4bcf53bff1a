"""What happened to a report, as staff read it: oldest first, public words told from own ones."""

from dataclasses import dataclass

from accounts.offices import offices
from dossiers.staff.history import signed
from feedback.desk.acts import told
from feedback.models import Report, ReportEvent
from feedback.workflow import TRANSITIONS, Action, reason_words

_REASON_LISTS = {row.action: row.reasons for row in TRANSITIONS if row.reasons}
_MOVES = {Action.TRANSFER, Action.SEND}
_BY_REPORTER = "Người gửi"


@dataclass(frozen=True)
class Line:
    """`answer` is what the public was told; `note` what colleagues were."""

    title: str
    meta: str
    detail: str
    answer: str
    note: str
    other_code: str  # the report it was merged into or split into


def history_of(report: Report) -> list[Line]:
    """By one query."""
    events = report.events.select_related("actor", "other").order_by("seq")
    return [_line(event) for event in events]


def changes_since(report: Report, seq: int) -> list[str]:
    """What others did after the report was last looked at."""
    later = report.events.filter(seq__gt=seq).select_related("actor").order_by("seq")
    return [f"{told(event.action)}: {_who(event)}" for event in later]


def _line(event: ReportEvent) -> Line:
    action = Action(event.action)
    parts = [reason_words(_REASON_LISTS.get(action, ""), event.reason)]
    if action in _MOVES and event.unit_id in offices():
        parts.append(f"Đến {offices()[event.unit_id].short_name}")
    return Line(
        title=told(action),
        meta=_who(event),
        detail=". ".join(part for part in parts if part),
        answer=event.answer,
        note=event.note,
        other_code=event.other.code if event.other else "",
    )


def _who(event: ReportEvent) -> str:
    return signed(_BY_REPORTER if event.by_reporter else str(event.actor or ""), event.at)
