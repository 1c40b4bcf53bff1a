"""The dates of a report. The first answer and the whole are promised at receipt and never moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Unit
from dossiers.deadlines import calendar_of
from feedback.models import Category, Report
from feedback.workflow import Step
from worktime.arithmetic import Leg, Term, WorkCalendar, due_at
from worktime.terms import Unit as CountedIn

_HOURS = {Step.TRIAGE: "triage_hours", Step.VERIFY: "verify_hours", Step.WAIT: "wait_hours"}


@dataclass(frozen=True)
class Promise:
    """What whoever reports is promised."""

    answer_due_at: datetime
    due_at: datetime


def promise(category: Category, severity: str, unit: Unit, received_at: datetime) -> Promise:
    """By the calendar of the office that answers."""
    calendar = calendar_of(unit)
    return Promise(
        _first_answer(category, calendar, received_at),
        _whole(category, severity, calendar, received_at),
    )


def step_due(report: Report, step: Step, at: datetime) -> datetime | None:
    """Until when the step that begins now may last, in the office's working time.

    Work lasts until the date of the whole; when that is past already (a report that was reopened),
    as long again from now on.
    """
    calendar = calendar_of(report.unit)
    if step is Step.WORK:
        if at < report.due_at:
            return report.due_at
        return _whole(report.category, report.severity, calendar, at)
    if step in _HOURS:
        hours = getattr(report.category, _HOURS[step])
        return calendar.add_working_minutes(at, hours * 60)
    return report.step_due_at if step is Step.KEEP else None


def _first_answer(category: Category, calendar: WorkCalendar, at: datetime) -> datetime:
    if category.answer_count == Category.Count.ELAPSED:
        return at + timedelta(hours=category.answer_hours)
    return calendar.add_working_minutes(at, category.answer_hours * 60)


def _whole(category: Category, severity: str, calendar: WorkCalendar, at: datetime) -> datetime:
    days = category.days(severity)
    term = Term((Leg(days, CountedIn.WORKING_DAY),)) if days else Term(same_day=True)
    end = due_at(calendar, at, term)
    assert end is not None  # noqa: S101 - the term is never empty
    return end
