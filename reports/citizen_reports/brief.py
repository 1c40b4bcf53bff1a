"""How citizens' reports stand at this moment, in a line: for the morning page and its news."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from notifications.wording.variables import Phrase
from reports.citizen_reports.board import OpenReports, open_reports
from reports.citizen_reports.measures import LATE, OPEN, SOON
from reports.citizen_reports.numbers import number
from reports.citizen_reports.selections import ReportSelection, sees_conduct
from reports.numbers import Number
from reports.scope import Scope


@dataclass(frozen=True)
class Brief:
    """`url`: the page that says more."""

    late: Number
    soon: Number
    open: Number
    url: str


def brief_of(scope: Scope, user: User, at: datetime) -> Brief:
    """One query."""
    asked = ReportSelection(scope, OPEN, sees_conduct(user))
    found = OpenReports.added(open_reports(asked, at).values())
    return Brief(
        number(found.late, asked.but(measure=LATE), "quá hạn"),
        number(found.soon, asked.but(measure=SOON), "phải trả lời trong 24 giờ"),
        number(found.open, asked, "đang xử lý"),
        f"{reverse('reports:citizen-reports')}?don-vi={scope.office.code}",
    )


def morning_line(user: User, at: datetime) -> dict[str, Any]:
    """What the news of 7:30 say of reports to this leader (settings.MORNING_LINE)."""
    found = brief_of(Scope.of(user), user, at)
    late, soon = found.late.words, found.soon.words
    return {
        "reports": Phrase(
            f"{late} quá hạn, {soon} phải trả lời trong 24 giờ tới",
            f"{late} overdue, {soon} to be answered within 24 hours",
        ),
        "reports_link": f"{settings.SITE_URL}{reverse('reports:citizen-reports')}",
    }
