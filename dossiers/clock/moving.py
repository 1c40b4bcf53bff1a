"""Moving the clock of a dossier: one more line in its ledger, and both dates counted again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from dossiers.clock.ending import record_end
from dossiers.clock.replay import Supposed, replayed
from dossiers.deadlines import calendar_of
from dossiers.messages import key_of
from dossiers.models import ClockEntry, Dossier
from dossiers.workflow import TRANSITIONS, WAITING_FOR_CITIZEN, Clock, Status
from notifications.services import told
from procedures.models import Channel

Kind = ClockEntry.Kind
NOTICES = {row.action.value: row.message for row in TRANSITIONS if row.clock is Clock.PAUSE}


@dataclass(frozen=True)
class Cause:
    """What moves the clock: which action, by whom (None: the system), at which server time.

    `event_seq` is that of the event it belongs to, `paper` the decision, `basis` the article.
    """

    action: str
    by: User | None
    at: datetime
    event_seq: int
    paper: str = ""
    basis: str = ""


def move_clock(dossier: Dossier, clock: Clock, cause: Cause, *, came_from: str) -> None:
    """Starts, pauses, resumes or stops the clock, as the row of the workflow table says."""
    paused = dossier.paused_at is not None
    if clock is Clock.START:
        _start(dossier, cause)
    elif clock is Clock.PAUSE and not paused:
        _append(dossier, Kind.PAUSE, cause)
        dossier.paused_at, dossier.paused_from = cause.at, came_from
    elif clock is Clock.RESUME and paused:
        _end_pause(dossier, Kind.RESUME, cause)
    elif clock is Clock.STOP:
        _stop(dossier, cause, paused=paused)
    dossier.act_by = act_by(dossier)


def extend_clock(dossier: Dossier, added: str, cause: Cause) -> None:
    """Adds a lawful extension (a term) to the term of the dossier."""
    _append(dossier, Kind.EXTEND, cause, term=added)
    dossier.act_by = act_by(dossier)


def promise_with(dossier: Dossier, added: str, *, at: datetime) -> datetime | None:
    """What would be promised if the term were extended now by `added`."""
    version = calendar_of(dossier.receiving_unit).version_id
    line = Supposed(Kind.EXTEND, at, at, version, term=added)
    return replayed(dossier.clock_entries.all()).add(line).due_at


def act_by(dossier: Dossier) -> datetime | None:
    """Until when staff must act: the acceptance limit first, the promise afterwards."""
    if dossier.paused_at or dossier.closed_at or dossier.state in WAITING_FOR_CITIZEN:
        return None
    return dossier.accept_by if dossier.state is Status.SUBMITTED else dossier.due_at


def paused_since(dossier: Dossier) -> datetime | None:
    """From when the newest pause counts: the sending of its notice; None while it is not sent.

    Where nobody can be written to, the paper notice was handed over with the event.
    """
    pause = dossier.clock_entries.filter(kind=Kind.PAUSE).order_by("-seq").first()
    if pause is None:
        return None
    notice = told(key_of(pause.dossier_id, pause.event_seq, NOTICES[pause.reason]))
    return notice.at if notice.anybody else pause.at


def _start(dossier: Dossier, cause: Cause) -> None:
    dossier.received_at, dossier.received_on = cause.at, timezone.localdate(cause.at)
    posted = dossier.channel == Channel.Method.POSTAL and dossier.arrived_at is not None
    _append(
        dossier,
        Kind.START,
        cause,
        counts_from=dossier.arrived_at if posted else None,
        term=dossier.term,
        promised_term=dossier.promised_term,
    )
    dossier.due_original = dossier.due_at


def _stop(dossier: Dossier, cause: Cause, *, paused: bool) -> None:
    """Before reception no clock has run, and there is no line."""
    if paused:
        _end_pause(dossier, Kind.STOP, cause)
    elif dossier.received_at is not None:
        _append(dossier, Kind.STOP, cause)
    record_end(dossier, cause.at)


def _end_pause(dossier: Dossier, kind: str, cause: Cause) -> None:
    since = paused_since(dossier) or cause.at
    _append(dossier, kind, cause, counts_from=min(since, cause.at))
    dossier.paused_at, dossier.paused_from = None, ""


def _append(
    dossier: Dossier,
    kind: str,
    cause: Cause,
    *,
    counts_from: datetime | None = None,
    term: str = "",
    promised_term: str = "",
) -> None:
    """The line with the dates after it, which become those of the dossier."""
    earlier = [] if kind == Kind.START else list(dossier.clock_entries.all())
    entry = ClockEntry(
        root_unit_id=dossier.root_unit_id,
        dossier=dossier,
        seq=len(earlier) + 1,
        event_seq=cause.event_seq,
        kind=kind,
        at=cause.at,
        counts_from=counts_from or cause.at,
        term=term,
        promised_term=promised_term,
        calendar_version_id=calendar_of(dossier.receiving_unit).version_id,
        reason=cause.action,
        paper=cause.paper,
        basis=cause.basis,
        by=cause.by,
    )
    dates = replayed(earlier).add(entry)
    entry.due_at, entry.statutory_at = dates.due_at, dates.statutory_at
    entry.save()
    dossier.due_at, dossier.statutory_at = dates.due_at, dates.statutory_at
