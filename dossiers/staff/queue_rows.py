"""Rows of staff lists, in words: everything formatted before the template (performance 0.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.identity import short_name
from accounts.models import User
from dossiers.models.dossier import DossierQuerySet
from dossiers.staff.due_badges import DueBadge, StageTime, Waiting, due_badge, stage_badge
from dossiers.workflow import LABELS, Status
from portal.lib.long_lists import draw_rows
from portal.templatetags.ui import due_icon, icon
from procedures.memory import ProcedureFacts, catalogue
from procedures.models import Channel
from worktime.arithmetic import WorkCalendar

CHANNEL_ICONS = {
    Channel.Method.DIRECT: "building-community",
    Channel.Method.ONLINE: "device-mobile",
    Channel.Method.POSTAL: "mail",
}
CHANNELS = {method: str(method.label) for method in Channel.Method}
NOBODY = "Chưa giao"
_CURRENT = SafeString(' class="is-current"')


@dataclass(frozen=True, slots=True)
class QueueRow:
    code: str
    short_code: str  # without the agency, which is the same in the whole list
    tick: str  # value of the row's box: what it is and how it looked
    status: Status
    act_by: datetime | None
    due: DueBadge
    stage_due: DueBadge | None  # coming late at this stage, or over it
    name: str
    channel: str
    channel_icon: str
    procedure: str
    step: str
    holder: str
    own: bool  # held by the person who looks
    page_url: str
    pane_url: str
    fee_due: bool
    outcome: str


def columns(dossiers: DossierQuerySet) -> Any:
    """Only what rows show, in one query."""
    return dossiers.values_list(
        "pk", "code", "submission_code", "last_seq", "status", "act_by", "closed_at", "updated_at",
        "applicant_name", "channel", "procedure_id", "assignee_id", "assignee__full_name",
        "fee_amount", "fee_paid_at", "outcome", "stage_due_at", "stage_warn_at",
        named=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """Who looks at the list, when; the same for all its rows."""

    person: int
    agency: str  # what every code of the office begins with
    calendar: WorkCalendar
    at: datetime
    page: str  # address of a dossier's page, up to its code
    procedures: Mapping[int, ProcedureFacts]


def rows_of(
    found: Sequence[Any], user: User, calendar: WorkCalendar, at: datetime, *, query: str = ""
) -> list[QueueRow]:
    """`found` are rows of `columns`; `query` is the list's own address, kept while reading."""
    agency = f"{(user.unit.root or user.unit).code}-" if user.unit else ""
    page = reverse("dossiers:staff-dossier", args=["-"]).removesuffix("-/")
    look = _Look(user.pk, agency, calendar, at, page, catalogue().procedures)
    codes = [line.code or line.submission_code for line in found]
    following = [*codes[1:], ""]
    return [
        _row(line, look, pane_url(query, code, after))
        for line, code, after in zip(found, codes, following, strict=False)
    ]


def _row(line: Any, look: _Look, pane: str) -> QueueRow:
    code = line.code or line.submission_code
    status, method = Status(line.status), Channel.Method(line.channel)
    since, closed = line.closed_at or line.updated_at, line.closed_at is not None
    waiting = Waiting(status, line.act_by, since, closed=closed)
    stage = StageTime(line.act_by, line.stage_due_at, line.stage_warn_at)
    return QueueRow(
        code=code,
        short_code=code.removeprefix(look.agency),
        tick=f"{code}:{line.last_seq}",
        status=status,
        act_by=line.act_by,
        due=due_badge(waiting, look.calendar, look.at),
        stage_due=stage_badge(stage, look.calendar, look.at),
        name=line.applicant_name,
        channel=CHANNELS[method],
        channel_icon=CHANNEL_ICONS[method],
        procedure=look.procedures[line.procedure_id].title,
        step=LABELS[status].staff,
        holder=short_name(line.assignee__full_name or "") or NOBODY,
        own=line.assignee_id == look.person,
        page_url=f"{look.page}{code}/",
        pane_url=pane,
        fee_due=bool(line.fee_amount and not line.fee_paid_at),
        outcome=line.outcome,
    )


def drawn(rows: list[QueueRow], chosen: str) -> SafeString:
    """The rows of the queue as HTML; the one in the reading pane is marked."""
    return draw_rows("dossiers/staff/_queue_row.html", (_words(row, chosen) for row in rows))


def _words(row: QueueRow, chosen: str) -> dict[str, str]:
    return {
        "marked": _CURRENT if row.code == chosen else "",
        "tick": row.tick,
        "name": row.name,
        "short_code": row.short_code,
        "due_kind": row.due.kind,
        "due_icon": icon(due_icon(row.due.kind)),
        "due": row.due.text,
        "stage_due": _drawn_badge(row.stage_due),
        "pane_url": row.pane_url,
        "channel": row.channel,
        "channel_icon": icon(row.channel_icon),
        "procedure": row.procedure,
        "step": row.step,
        "holder": row.holder,
    }


def _drawn_badge(badge: DueBadge | None) -> SafeString:
    """As `components/due.html`; hardly any row has one."""
    if badge is None:
        return SafeString()
    values = {"kind": badge.kind, "icon": icon(due_icon(badge.kind)), "text": badge.text}
    return draw_rows("dossiers/staff/_stage_due.html", [values])


def pane_url(query: str, code: str, following: str = "") -> str:
    """The list with this dossier in the reading pane, and which one comes next (`ke`).

    Codes hold nothing that an address would have to spell otherwise.
    """
    start = f"?{query}&xem={code}" if query else f"?xem={code}"
    return f"{start}&ke={following}" if following else start
