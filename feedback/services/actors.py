"""Who may use which row of the table on which report."""

from datetime import datetime, timedelta

from accounts.models import User
from accounts.permissions import Perm
from feedback.models import Report
from feedback.workflow import TRANSITIONS, Action, Status, Transition, Who
from feedback.workflow.table import TRIAGE
from portal.lib.errors import Refused

REOPEN_DAYS = 10  # after the end, by the reporter, once (feedback handbook 8)


def may(row: Transition, report: Report, user: User) -> bool:
    """Whether this person may use this row on this report: what buttons show and acts check."""
    if user.is_citizen:
        return Who.OWNER in row.who and report.reporter.user_id == user.pk
    if not row.who & user.permissions or user.unit is None:
        return False
    if user.unit.root_id_or_self != report.root_unit_id:
        return False
    if report.about_conduct and Perm.CONDUCT not in user.permissions:
        return False
    return _reaches(row, report, user)


def _reaches(row: Transition, report: Report, user: User) -> bool:
    """It lies in the person's office, or it is looked after from above: who sees all reports sorts
    them out wherever they lie, but checks and answers those of the own office alone."""
    if report.unit_id == user.unit_id:
        return True
    if Perm.ALL_REPORTS in user.permissions:
        return not row.own_office or TRIAGE in row.who & user.permissions
    return not row.own_office and report.assignee_id == user.pk


def actions_for(report: Report, user: User) -> list[Transition]:
    """The rows this person may use now, in the order of the table; what is so already is left
    out."""
    return [
        row
        for row in TRANSITIONS
        if report.state in row.sources
        and may(row, report, user)
        and not (row.truth and row.truth == report.truth)
        and not (row.to_actor and report.assignee_id == user.pk)
    ]


def own_actions(report: Report, *, at: datetime) -> list[Transition]:
    """The rows that whoever holds the secret link may use now."""
    rows = [row for row in TRANSITIONS if report.state in row.sources and Who.OWNER in row.who]
    return [row for row in rows if not _reopens(row) or may_reopen(report, at)]


def may_reopen(report: Report, at: datetime) -> bool:
    """The reporter: once, soon after it ended."""
    if report.closed_at is None or at > report.closed_at + timedelta(days=REOPEN_DAYS):
        return False
    return not report.events.filter(action=Action.REOPEN, by_reporter=True).exists()


def check_actor(row: Transition, report: Report, by: User | None, *, owner: bool) -> None:
    """`owner`: it is done as the reporter, without an account."""
    if owner or by is None:
        allowed = (Who.OWNER if owner else Who.SYSTEM) in row.who
    else:
        allowed = may(row, report, by)
    if not allowed:
        who = "Anh/chị" if by is not None and by.is_staff_member else "Ông/bà"
        raise Refused("not_permitted", f"{who} không làm được việc này với phản ánh này")


def check_reopening(row: Transition, report: Report, at: datetime) -> None:
    """By the reporter."""
    if _reopens(row) and not may_reopen(report, at):
        raise Refused(
            "reopening_over",
            f"Chỉ đề nghị mở lại được một lần, trong {REOPEN_DAYS} ngày sau khi có trả lời. "
            "Xin gửi phản ánh mới",
            conflict=True,
        )


def _reopens(row: Transition) -> bool:
    return row.target is Status.REOPENED
