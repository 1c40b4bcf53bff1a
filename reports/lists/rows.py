"""Dossiers as rows of the leaders' lists, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.identity import short_name
from accounts.offices import offices
from accounts.permissions import Perm
from dossiers.lateness.causes import CAUSES, cause_words
from dossiers.models import Dossier, DossierEvent
from dossiers.models.dossier import DossierQuerySet
from dossiers.staff.due_badges import DueBadge, Waiting, due_badge
from dossiers.staff.queue_rows import NOBODY
from dossiers.workflow import IN_PROCESS, LABELS, Status
from portal.lib.dates import clock, local_day, short_day
from procedures.memory import ProcedureFacts, catalogue
from reports.late_days import late_days, late_words
from reports.models import Reminder

NO_CAUSE_YET = "Chưa ghi"
KNOWN_CAUSES = frozenset(cause_words(cause.code) for cause in CAUSES)
# What was said of the cause given last.
_NOTES = DossierEvent.objects.filter(dossier=OuterRef("pk")).exclude(late_cause="").order_by("-seq")
_ENDED = {
    Dossier.Timeliness.EARLY: "ok",
    Dossier.Timeliness.ON_TIME: "ok",
    Dossier.Timeliness.LATE: "late",
}
_STEPS = {
    Status.RECEIVED: "Một cửa",
    Status.SUBMITTED_FOR_SIGN: "Lãnh đạo ký",
    Status.SIGNED: "Văn thư",
}
_TOLD = {Reminder.Kind.REMIND: "Đã nhắc", Reminder.Kind.ASK_CAUSE: "Đã hỏi nguyên nhân"}


@dataclass(frozen=True, slots=True)
class ListRow:
    tick: str  # value of the row's box: what it is and how it looked
    url: str
    name: str
    procedure: str
    code: str
    due: DueBadge
    received: str
    step: str
    holder: str
    holder_url: str
    unit: str
    cause: str  # of what is late, or ended late; else empty
    cause_note: str  # since when, and what was said of it
    reminded: str  # today: `Đã nhắc 8:05`
    extend_url: str  # where the law allows more time and this person may grant it
    is_open: bool


def columns(dossiers: DossierQuerySet) -> Any:
    """Only what rows show, in one query."""
    return dossiers.annotate(late_note=Subquery(_NOTES.values("late_note")[:1])).values_list(
        "pk", "code", "submission_code", "last_seq", "status", "act_by", "due_at", "paused_at",
        "closed_at", "closed_on", "received_on", "timeliness", "late_cause", "late_cause_at",
        "updated_at", "applicant_name", "procedure_id", "root_unit_id", "in_charge_id", "unit_id",
        "assignee__full_name", "assignee__username", "late_note",
        named=True,
    )  # fmt: skip


def rows_of(
    lines: Sequence[Any], at: datetime, *, permissions: Iterable[str] = ()
) -> list[ListRow]:
    """`lines` are rows of `columns`; the permissions are those of whoever looks."""
    look = _Look(
        at=at,
        reminded=_reminded_today([line.pk for line in lines if line.closed_at is None], at),
        may_extend=Perm.SIGN in permissions,
        names_people=Perm.DIRECT in permissions,
        procedures=catalogue().procedures,
    )
    return [_row(line, look) for line in lines]


@dataclass(frozen=True, slots=True)
class _Look:
    """What is known of the rows beside their own columns."""

    at: datetime
    reminded: Mapping[int, str]
    may_extend: bool
    names_people: bool
    procedures: Mapping[int, ProcedureFacts]


def _reminded_today(ids: list[int], at: datetime) -> Mapping[int, str]:
    """Dossier -> the last time somebody was urged today."""
    rows = Reminder.objects.filter(dossier__in=ids, day=timezone.localdate(at)).order_by("at")
    return {
        pk: f"{_TOLD[Reminder.Kind(kind)]} {clock(when)}"
        for pk, kind, when in rows.values_list("dossier_id", "kind", "at")
    }


def _row(line: Any, look: _Look) -> ListRow:
    code, at = line.code or line.submission_code, look.at
    username, cause = line.assignee__username, cause_of(line, at)
    return ListRow(
        tick=f"{code}:{line.last_seq}",
        url=reverse("dossiers:staff-dossier", args=[code]),
        name=line.applicant_name,
        procedure=look.procedures[line.procedure_id].title,
        code=code,
        due=badge_of(line, at),
        received=short_day(line.received_on) if line.received_on else "—",
        step=LABELS[Status(line.status)].staff,
        holder=short_name(line.assignee__full_name or "") or _whose_step(line),
        holder_url=_person_url(username) if username and look.names_people else "",
        unit=offices()[line.unit_id].short_name,
        cause=cause,
        cause_note=_since(line) if cause in KNOWN_CAUSES else "",
        reminded=look.reminded.get(line.pk, ""),
        extend_url=_extend_url(line, code, look) if look.may_extend else "",
        is_open=line.closed_at is None,
    )


def _whose_step(line: Any) -> str:
    """Of what lies with no one by name; what has ended is with nobody."""
    return _STEPS.get(Status(line.status), NOBODY) if line.closed_at is None else "—"


def is_late(line: Any, at: datetime) -> bool:
    """As `DossierQuerySet.late_on`."""
    running = line.closed_at is None and line.paused_at is None and line.due_at is not None
    return running and local_day(line.due_at) < local_day(at)


def badge_of(line: Any, at: datetime) -> DueBadge:
    """By days as reports count them: what is due today is not late yet."""
    if line.closed_at is not None:
        return _ended(line)
    if is_late(line, at):
        return DueBadge("late", late_words(late_days(line.due_at, line.in_charge_id, at)))
    due, received = line.due_at, line.received_on is not None
    if received and line.paused_at is None and due and local_day(due) == local_day(at):
        return DueBadge("soon", f"Hôm nay {clock(due)}")
    waiting = Waiting(Status(line.status), line.act_by, line.updated_at)
    return due_badge(waiting, offices()[line.in_charge_id].calendar, at)


def _ended(line: Any) -> DueBadge:
    if not line.timeliness:
        return DueBadge("off", "Đã xong")
    how = Dossier.Timeliness(line.timeliness)
    if how is Dossier.Timeliness.LATE and line.due_at:
        return DueBadge(
            "late", late_words(late_days(line.due_at, line.in_charge_id, line.closed_at))
        )
    return DueBadge(_ENDED[how], str(how.label))


def cause_of(line: Any, at: datetime) -> str:
    """Why it is late, or was; the one given for an earlier date does not count."""
    if not is_late(line, at) and line.timeliness != Dossier.Timeliness.LATE:
        return ""
    given = line.late_cause_at is not None and line.late_cause_at >= line.due_at
    return cause_words(line.late_cause) if given else NO_CAUSE_YET


def _person_url(username: str) -> str:
    return reverse("reports:person", args=[username])


def _since(line: Any) -> str:
    """`từ 18/11 · Đã gửi hai công văn`."""
    since = f"từ {local_day(line.late_cause_at):%d/%m}"
    return f"{since} · {line.late_note}" if line.late_note else since


def _extend_url(line: Any, code: str, look: _Look) -> str:
    """Only where the law allows it, and before the date is missed."""
    in_time = line.due_at is not None and line.due_at >= look.at
    lawful = bool(look.procedures[line.procedure_id].extension_cap)
    if not (lawful and in_time and Status(line.status) in IN_PROCESS):
        return ""
    return reverse("dossiers:act", args=[code, "gia-han"])
