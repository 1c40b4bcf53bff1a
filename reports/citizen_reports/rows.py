"""Citizens' reports as rows of leaders' lists, in words. Who reported is not among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any

from django.urls import reverse

from accounts.identity import short_name
from accounts.offices import offices
from dossiers.staff.due_badges import DueBadge
from feedback.desk.due import DATE_COLUMNS, NEXT_DUE, Dates, badge_of
from feedback.models.report import ReportQuerySet
from feedback.workflow import LABELS, reason_words
from portal.lib.dates import short_moment

EXCERPT = 90  # letters
NOBODY = "chưa giao"


@dataclass(frozen=True, slots=True)
class ReportRow:
    url: str
    code: str
    category: str
    text: str
    place: str
    received: str
    due: DueBadge
    status: str
    holder: str
    unit: str
    cause: str  # of a late answer
    is_unassigned: bool


def columns(reports: ReportQuerySet, *more: str) -> Any:
    """Only what rows show, in one query; `next_due` is the date that counts now."""
    return reports.annotate(next_due=NEXT_DUE).values_list(
        "pk", "code", "text", "address", "area__name", "received_at", "unit_id",
        "assignee__full_name", "category__name", "late_cause", "next_due", *DATE_COLUMNS, *more,
        named=True,
    )  # fmt: skip


def rows_of(lines: Iterable[Any], at: datetime) -> list[ReportRow]:
    return [_row(line, at) for line in lines]


def _row(line: Any, at: datetime) -> ReportRow:
    dates, office = Dates.of_line(line), offices()[line.unit_id]
    return ReportRow(
        url=reverse("feedback:desk-report", args=[line.code]),
        code=line.code,
        category=line.category__name,
        text=shorten(line.text, EXCERPT, placeholder="…"),
        place=shorten(line.address, EXCERPT, placeholder="…") or line.area__name or "Chỉ có tọa độ",
        received=short_moment(line.received_at),
        due=badge_of(dates, office.calendar, at),
        status=LABELS[dates.status].staff,
        holder=short_name(line.assignee__full_name or "") or NOBODY,
        unit=office.short_name,
        cause=reason_words("late", line.late_cause),
        is_unassigned=not line.assignee__full_name,
    )
