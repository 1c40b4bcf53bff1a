"""The only code that moves a report (architecture 3).

Lock the report with those merged into it, find the table row or refuse, move holder, facts and
step, append the event, tell people: one transaction. There is no `if action == ...` here; new
behaviour is a new column of `feedback.workflow.TRANSITIONS`.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from feedback.clocks import step_due
from feedback.messages import tell, tell_received
from feedback.models import Report, ReportEvent
from feedback.services.act import Act
from feedback.services.actors import (
    actions_for,
    check_actor,
    check_reopening,
    may,
    may_reopen,
    own_actions,
)
from feedback.services.checks import check_act, late_cause_needed
from feedback.services.parts import copy_reporter, part_of
from feedback.workflow import ENDED, Action, NotAllowed, Status, Step, Transition, find
from portal.lib.dates import clock
from portal.lib.errors import Refused

__all__ = [
    "Act",
    "actions_for",
    "apply",
    "first_event",
    "late_cause_needed",
    "may",
    "may_reopen",
    "own_actions",
]


@transaction.atomic
def apply(report_pk: int, act: Act, *, seen: int | None = None) -> Report:
    """Does the act and returns the report as it stands afterwards.

    `seen` is the `last_seq` the person had on the screen: when somebody else was faster, the act
    is refused as a conflict and nothing is overwritten.
    """
    act = act.cleaned()
    held = _held(Q(pk__in=[report_pk, act.other.pk] if act.other else [report_pk]))
    report, other = held[report_pk], held.get(act.other.pk) if act.other else None
    twins = list(_held(Q(parent=report)).values())  # asked last: no other can be merged into it now
    if seen is not None and seen != report.last_seq:
        raise _changed_meanwhile(report)
    row = _row_or_refuse(report, act.action)
    check_actor(row, report, act.by, owner=act.as_reporter)
    if act.by_reporter:
        check_reopening(row, report, act.at)
    check_act(row, report, act, other)
    return _move(report, row, act, other, twins)


def first_event(report: Report, act: Act) -> None:
    """The line that says how the report came to be; `report` is new and unsaved until here."""
    report.status = Status.RECEIVED
    report.step_due_at = step_due(report, Step.TRIAGE, act.at)
    report.last_seq = 1
    report.changed_at = act.at
    report.save()
    _event(report, act, came_from="", other=report.split_from).save()


def _held(which: Q) -> dict[int, Report]:
    """Held against every other writer until the transaction ends; in one order always, so that two
    acts never wait for each other."""
    rows = Report.objects.select_for_update(of=("self",)).filter(which).order_by("pk")
    related = rows.select_related(
        "category", "root_unit", "unit__root", "assignee", "parent", "reporter"
    )
    return {one.pk: one for one in related}


def _row_or_refuse(report: Report, action: Action) -> Transition:
    try:
        return find(action, report.state)
    except NotAllowed as error:
        raise Refused(
            "wrong_status",
            f"Phản ánh đang ở bước “{report.label.staff}” nên không làm được việc này. "
            "Xin tải lại trang",
            conflict=True,
        ) from error


def _changed_meanwhile(report: Report) -> Refused:
    last = report.events.select_related("actor").order_by("-seq").first()
    who = str(last.actor) if last and last.actor else "Hệ thống hoặc người gửi"
    when = f" lúc {clock(last.at)}" if last else ""
    return Refused(
        "changed",
        f"{who} vừa cập nhật phản ánh này{when}. Xin xem lại trước khi làm tiếp",
        conflict=True,
    )


def _move(
    report: Report, row: Transition, act: Act, other: Report | None, twins: list[Report]
) -> Report:
    came_from = report.status
    report.status = (row.target or report.state).value
    _place(report, row, act)
    _date(report, row, act)
    _say(report, row, act)
    if row.needs_parent and other is not None:
        _join(report, other, act)
    report.last_seq += 1
    if row.done or row.needs_category:  # what the public can see
        report.changed_at = act.at
    report.save()
    part = _split_off(report, act) if row.makes_part else other
    event = _event(report, act, came_from=came_from, other=part)
    event.save()
    if act.answer:
        _answer_twins(report, row, act, twins)
    tell(report, row, event, twins)
    return report


def _place(report: Report, row: Transition, act: Act) -> None:
    """Who holds it, what is known of it, of which kind it is."""
    if row.needs_unit and act.unit is not None:
        report.unit, report.assignee = act.unit, None
        report.transfers += 1
    if row.needs_assignee or row.to_actor:
        report.assignee = act.assignee if row.needs_assignee else act.by
    if row.needs_agency or row.target:
        report.agency = act.agency if row.needs_agency else ""
    if row.needs_category and not row.makes_part:
        _reclassify(report, act)
    if row.step is Step.TRIAGE:  # it is looked at anew
        report.assignee = report.parent = None
        report.truth = ""
    if row.truth:
        report.truth = row.truth


def _reclassify(report: Report, act: Act) -> None:
    """The promised dates stay. What is about officers lies with the leaders from now on."""
    if act.category is None:
        return
    report.category = act.category
    report.severity = act.severity or report.severity
    if act.category.about_conduct and not report.about_conduct:
        report.about_conduct, report.published_at = True, None
        report.unit, report.assignee = report.root_unit, None


def _date(report: Report, row: Transition, act: Act) -> None:
    report.step_due_at = step_due(report, row.step, act.at)
    if row.target in ENDED:
        report.closed_at = report.closed_at or act.at
    elif row.target:
        report.closed_at = None
    if row.target is Status.REOPENED:
        report.reopenings += 1


def _say(report: Report, row: Transition, act: Act) -> None:
    """The first answer stops its clock for good; a final one ends the matter."""
    if not row.answer_required:
        return
    if act.late_cause:
        report.late_cause, report.late_note = act.late_cause, act.late_note
    report.answered_at = report.answered_at or act.at
    if row.target in ENDED:
        report.answer, report.resolved_at = act.answer, act.at


def _join(report: Report, parent: Report, act: Act) -> None:
    """It repeats a matter: what has been answered there is its answer too."""
    report.parent = parent
    if parent.answered_at:
        report.answered_at = report.answered_at or act.at
    if parent.state in ENDED:
        report.answer, report.resolved_at = parent.answer, act.at


def _split_off(report: Report, act: Act) -> Report:
    part = part_of(report, act)
    first_event(part, Act(Action.SEND, act.by, act.at))
    part.reporter = copy_reporter(report, part)
    tell_received(part, at=act.at)
    return part


def _answer_twins(report: Report, row: Transition, act: Act, twins: Iterable[Report]) -> None:
    """What the public is told about the matter is told about every report of it."""
    for twin in twins:
        twin.last_seq += 1
        twin.changed_at = act.at
        if act.late_cause and twin.answered_at is None and twin.answer_due_at < act.at:
            twin.late_cause, twin.late_note = act.late_cause, act.late_note
        twin.answered_at = twin.answered_at or act.at
        if row.target in ENDED:
            twin.answer, twin.resolved_at = act.answer, act.at
        twin.save()
        _event(twin, act, came_from=twin.status, other=report).save()


def _event(report: Report, act: Act, *, came_from: str, other: Report | None) -> ReportEvent:
    """The line of history, unsaved: the report as it stands after the act."""
    return ReportEvent(
        root_unit_id=report.root_unit_id,
        report=report,
        seq=report.last_seq,
        at=act.at,
        action=act.action,
        actor=act.staff,
        by_reporter=act.by_reporter,
        from_status=came_from,
        to_status=report.status,
        unit_id=report.unit_id,
        assignee_id=report.assignee_id,
        reason=act.reason or act.no_photo,
        answer=act.answer,
        note=act.note,
        other=other,
    )
