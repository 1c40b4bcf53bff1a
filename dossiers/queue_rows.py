"""Rows of staff lists, in words: everything formatted before the template (performance 0.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.identity import short_name
from accounts.models import User
from dossiers.due_badges import DueBadge, Waiting, due_badge
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import LABELS, Status
from procedures.memory import catalogue
from procedures.models import Channel
from worktime.arithmetic import WorkCalendar

CHANNEL_ICONS = {
    Channel.Method.DIRECT: "building-community",
    Channel.Method.ONLINE: "device-mobile",
    Channel.Method.POSTAL: "mail",
}
CHANNELS = {method: str(method.label) for method in Channel.Method}
NOBODY = "Chưa giao"


@dataclass(frozen=True, slots=True)
class QueueRow:
    code: str
    short_code: str  # without the agency, which is the same in the whole list
    tick: str  # value of the row's box: what it is and how it looked
    status: Status
    act_by: datetime | None
    due: DueBadge
    name: str
    channel: str
    channel_icon: str
    procedure: str
    step: str
    holder: str
    page_url: str
    pane_url: str
    fee_due: bool
    outcome: str


def columns(dossiers: DossierQuerySet) -> Any:
    """Only what rows show, in one query."""
    return dossiers.values_list(
        "pk", "code", "submission_code", "last_seq", "status", "act_by", "closed_at", "updated_at",
        "applicant_name", "channel", "procedure_id", "assignee__full_name", "fee_amount",
        "fee_paid_at", "outcome",
        named=True,
    )  # fmt: skip


def rows_of(
    found: Sequence[Any], user: User, calendar: WorkCalendar, at: datetime, *, query: str = ""
) -> list[QueueRow]:
    """`found` are rows of `columns`; `query` is the list's own address, kept while reading."""
    codes = [line.code or line.submission_code for line in found]
    following = [*codes[1:], ""]
    return [
        _row(line, pane_url(query, code, after), _agency(user), calendar, at)
        for line, code, after in zip(found, codes, following, strict=False)
    ]


def _row(line: Any, pane: str, agency: str, calendar: WorkCalendar, at: datetime) -> QueueRow:
    code = line.code or line.submission_code
    status, method = Status(line.status), Channel.Method(line.channel)
    since, closed = line.closed_at or line.updated_at, line.closed_at is not None
    return QueueRow(
        code=code,
        short_code=code.removeprefix(agency),
        tick=f"{code}:{line.last_seq}",
        status=status,
        act_by=line.act_by,
        due=due_badge(Waiting(status, line.act_by, since, closed=closed), calendar, at),
        name=line.applicant_name,
        channel=CHANNELS[method],
        channel_icon=CHANNEL_ICONS[method],
        procedure=catalogue().procedures[line.procedure_id].title,
        step=LABELS[status].staff,
        holder=short_name(line.assignee__full_name or "") or NOBODY,
        page_url=reverse("dossiers:staff-dossier", args=[code]),
        pane_url=pane,
        fee_due=bool(line.fee_amount and not line.fee_paid_at),
        outcome=line.outcome,
    )


def _agency(user: User) -> str:
    """What every code of the office begins with, left out in lists."""
    return f"{(user.unit.root or user.unit).code}-" if user.unit else ""


def pane_url(query: str, code: str, following: str = "") -> str:
    """The list with this dossier in the reading pane, and which one comes next (`ke`)."""
    shown = {"xem": code, "ke": following} if following else {"xem": code}
    return f"?{query}{'&' if query else ''}{urlencode(shown)}"
