"""The only code that moves a dossier (architecture 3).

Lock the row, find the table row or refuse, move the holder and the clock, append the event, write
the messages: one transaction. There is no `if action == ...` here; new behaviour is a new column of
`dossiers.workflow.TRANSITIONS`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from dossiers.clock.moving import Cause, move_clock
from dossiers.documents.forms import EVENT_FORMS
from dossiers.documents.issuing import issue_with
from dossiers.lateness.causes import cause_needed, check_cause
from dossiers.messages import tell
from dossiers.models import Dossier, DossierEvent
from dossiers.routing import Place, place_for
from dossiers.stage_clock import StageBefore, move_stage_clock
from dossiers.workflow import (
    EXAMINE,
    REASONS,
    SIGN,
    TRANSITIONS,
    Action,
    Clock,
    NotAllowed,
    Status,
    Transition,
    Who,
    find,
)
from portal.lib.dates import clock
from portal.lib.errors import Refused
from portal.lib.text import clean

CHANGED_BY_ACTS = (
    "code", "status", "paused_from", "unit", "stage", "assignee", "examiner", "received_at",
    "received_on", "received_by", "due_at", "due_original", "statutory_at", "act_by",
    "stage_due_at", "stage_warn_at", "paused_at", "closed_at", "closed_on", "timeliness",
    "days_taken", "handed_over_at", "handed_over_to", "outcome", "result_number", "result_on",
    "e_result", "digitised", "reappointed_at", "late_cause", "late_cause_at", "last_seq",
    "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """Who does what, when and why."""

    action: Action
    by: User | None
    at: datetime
    note: str = ""
    reason: str = ""
    assignee: User | None = None
    late_cause: str = ""  # of `dossiers.lateness.causes`
    late_note: str = ""


@transaction.atomic
def apply(
    dossier: Dossier,
    action: Action,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    reason: str = "",
    assignee: User | None = None,
    late_cause: str = "",
    late_note: str = "",
    seen: int | None = None,
) -> Dossier:
    """Does `action` on the dossier and returns it as it stands afterwards.

    `by` is None for the system. `seen` is the `last_seq` the person had on the screen: when
    somebody else was faster, the act is refused as a conflict and nothing is overwritten.
    """
    act = Act(action, by, at, note, reason, assignee, late_cause, late_note)
    return act_on(lock(dossier.pk), act, seen=seen)


def act_on(dossier: Dossier, act: Act, *, seen: int | None = None) -> Dossier:
    """`apply` for a dossier that this transaction holds: locked, or just made by it.

    What else the caller set on it is written too when it is among `CHANGED_BY_ACTS`.
    """
    if seen is not None and seen != dossier.last_seq:
        raise _changed_meanwhile(dossier)
    row = row_for(dossier, act.action, by=act.by)
    _check_words(row, act)
    _check_assignee(dossier, act)
    if act.late_cause or (act.by is not None and cause_needed(dossier, row, act.at)):
        check_cause(act.late_cause, act.late_note)
    return _move(dossier, row, act)


def row_for(dossier: Dossier, action: Action, *, by: User | None) -> Transition:
    """The table row, or the refusal that `apply` would give, before any word is typed."""
    row = _row_or_refuse(dossier, action)
    _check_actor(row, dossier, by)
    return row


def lock(pk: int) -> Dossier:
    """The dossier, held against every other writer until the transaction ends."""
    return (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("root_unit", "unit", "receiving_unit", "examiner", "assignee")
        .get(pk=pk)
    )


def first_event(dossier: Dossier, *, by: User | None, at: datetime) -> DossierEvent:
    """The line that says how the dossier came to be; `dossier` is new and unsaved until here."""
    dossier.status = Status.SUBMITTED
    dossier.last_seq = 1
    dossier.updated_at = at
    dossier.save()
    return _append(event_of(dossier, Act(Action.SUBMIT, by, at), came_from=""))


def may(row: Transition, dossier: Dossier, user: User) -> bool:
    """Whether this person may use this row on this dossier: what buttons show and acts check."""
    if Who.OWNER in row.who and user.is_citizen:
        return dossier.owner_id == user.pk
    if not row.who & user.permissions or user.unit is None:
        return False
    if user.unit.root_id_or_self != dossier.root_unit_id:
        return False
    if not _reaches(row, dossier, user):
        return False
    return not row.holder_only or dossier.assignee_id == user.pk


def _reaches(row: Transition, dossier: Dossier, user: User) -> bool:
    """Whether it lies in the person's office, or the row reaches those of others."""
    if row.anywhere or user.unit_id == dossier.unit_id:
        return True
    of_whole = user.unit is not None and user.unit.root_id is None
    return row.from_above and of_whole and SIGN in user.permissions


def actions_for(dossier: Dossier, user: User) -> list[Transition]:
    """The rows this person may use now, in the order of the table."""
    from_here = [row for row in _rows_from(dossier) if may(row, dossier, user)]
    return [row for row in from_here if not (row.to_actor and dossier.assignee_id == user.pk)]


def _rows_from(dossier: Dossier) -> list[Transition]:
    return [
        row
        for row in TRANSITIONS
        if dossier.state in row.sources and (dossier.is_open or row.clock is Clock.KEEP)
    ]


def _row_or_refuse(dossier: Dossier, action: Action) -> Transition:
    try:
        row = find(action, dossier.state)
    except NotAllowed as error:
        raise _wrong_status(dossier) from error
    if not dossier.is_open and row.clock is not Clock.KEEP:
        raise _wrong_status(dossier)
    return row


def _wrong_status(dossier: Dossier) -> Refused:
    return Refused(
        "wrong_status",
        f"Hồ sơ đang ở bước “{dossier.label.staff}” nên không làm được việc này. Xin tải lại trang",
        conflict=True,
    )


def _changed_meanwhile(dossier: Dossier) -> Refused:
    last = dossier.events.select_related("actor").order_by("-seq").first()
    who = str(last.actor) if last and last.actor else "Hệ thống"
    when = f" lúc {clock(last.at)}" if last else ""
    return Refused(
        "changed",
        f"{who} vừa xử lý hồ sơ này{when}. Xin xem lại hồ sơ trước khi làm tiếp",
        conflict=True,
    )


def _check_actor(row: Transition, dossier: Dossier, by: User | None) -> None:
    if by is None:
        if Who.SYSTEM not in row.who:
            raise Refused("not_permitted", "Việc này phải do người làm")
        return
    if may(row, dossier, by):
        return
    if row.holder_only and row.who & by.permissions and dossier.unit_id == by.unit_id:
        holder = str(dossier.assignee) if dossier.assignee else "chưa giao cho ai"
        raise Refused(
            "not_holder", f"Người giữ hồ sơ: {holder}. Anh/chị cần nhận thay trước khi xử lý"
        )
    raise Refused("not_permitted", "Anh/chị không có quyền làm việc này với hồ sơ này")


def _check_words(row: Transition, act: Act) -> None:
    if row.note_required and not act.note.strip():
        raise Refused("note_missing", "Nhập nội dung hoặc lý do của việc này", field="note")
    if row.reasons and act.reason not in dict(REASONS[row.reasons]):
        raise Refused("reason_missing", "Chọn lý do trong danh sách", field="reason")
    if row.needs_assignee and act.assignee is None:
        raise Refused("assignee_missing", "Chọn người nhận việc", field="assignee")


def _check_assignee(dossier: Dossier, act: Act) -> None:
    if act.assignee is None:
        return
    office = act.assignee.unit
    same_root = office is not None and office.root_id_or_self == dossier.root_unit_id
    if not same_root or EXAMINE not in act.assignee.permissions:
        raise Refused(
            "assignee_unable", "Người này không thẩm định được hồ sơ của đơn vị", field="assignee"
        )


def _move(dossier: Dossier, row: Transition, act: Act) -> Dossier:
    came_from, before = dossier.status, StageBefore.of(dossier)
    dossier.status = _target(dossier, row)
    place = place_for(dossier, row, by=act.by, assignee=act.assignee)
    _place(dossier, place)
    if row.outcome:
        dossier.outcome = row.outcome
    if act.late_cause:
        dossier.late_cause, dossier.late_cause_at = act.late_cause, _holds_from(dossier, act.at)
    dossier.last_seq += 1
    cause = Cause(act.action, act.by, act.at, dossier.last_seq)
    move_clock(dossier, row.clock, cause, came_from=came_from)
    move_stage_clock(dossier, before, place.share, act.at)
    dossier.updated_at = act.at
    dossier.save(update_fields=CHANGED_BY_ACTS)
    event = _append(event_of(dossier, act, came_from=came_from))
    if row.message:
        tell(dossier, row.message, event)
    if row.form in EVENT_FORMS:  # last: a number holds up others of the office until the end
        issue_with(event, row.form, dossier)
    return dossier


def _holds_from(dossier: Dossier, at: datetime) -> datetime:
    """A cause that an apology gives ahead of the miss is not asked for again at the miss."""
    return max(at, dossier.due_at) if dossier.due_at else at


def _target(dossier: Dossier, row: Transition) -> str:
    if row.returns and dossier.paused_from:
        return dossier.paused_from
    return (row.target or dossier.state).value


def _place(dossier: Dossier, place: Place) -> None:
    dossier.unit = place.unit
    dossier.stage_id = place.stage_id
    dossier.assignee = place.assignee
    dossier.examiner = place.examiner


def event_of(dossier: Dossier, act: Act, *, came_from: str) -> DossierEvent:
    """The line of history, unsaved: the dossier as it stands after the act."""
    return DossierEvent(
        root_unit_id=dossier.root_unit_id,
        dossier=dossier,
        seq=dossier.last_seq,
        at=act.at,
        received_on=dossier.received_on,
        action=act.action,
        actor=act.by,
        from_status=came_from,
        to_status=dossier.status,
        unit_id=dossier.unit_id,
        assignee_id=dossier.assignee_id,
        stage_id=dossier.stage_id,
        due_at=dossier.due_at,
        reason=act.reason,
        note=clean(act.note),
        late_cause=act.late_cause,
        late_note=clean(act.late_note),
    )


def _append(event: DossierEvent) -> DossierEvent:
    event.save()
    return event
