"""Climbing: telling of the rungs that dates of reports have passed, each once (reliability F7).

After a stop only the highest rung that is due is told; those below are recorded as passed. Two
that climb at once never meet: a report is held while it is told of, and its rung is written in the
transaction that writes the notices.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.offices import offices
from dossiers.durations import in_words
from dossiers.ladder.climbing import RECORDED
from dossiers.ladder.finding import working_offices
from dossiers.ladder.rungs import is_over
from dossiers.ladder.telling import FEW, staff_notice
from dossiers.staff.queue_rows import NOBODY
from feedback.ladder.finding import Ladder, ladders_of, told, untold
from feedback.ladder.hearers import ReportHearers
from feedback.messages import guard_of
from feedback.models import Report, ReportRung
from notifications.services import Notice, send_many
from portal.lib.dates import full_clock


def climb(at: datetime) -> int:
    """Tells of every rung that is due; of how many reports."""
    hearers = ReportHearers(at)
    return sum(_climb(keys, hearers, at) for keys in untold(at))


@transaction.atomic
def _climb(keys: Sequence[int], hearers: ReportHearers, at: datetime) -> int:
    """What somebody else is working on, person or timer, is left for the next time."""
    held = Report.objects.open().filter(pk__in=keys).order_by("pk")
    rows = held.select_for_update(of=("self",), skip_locked=True, no_key=True)
    related = rows.select_related("root_unit", "unit", "assignee", "category")
    reports = {one.pk: one for one in related}
    due = _due(list(reports.values()), at)
    ReportRung.objects.bulk_create(
        (row for ladder in due for row in _rows(ladder, reports[ladder.report_id], at)),
        ignore_conflicts=True,
    )
    said = {ladder.report_id: ladder for ladder in reversed(due)}  # the first date before the next
    send_many(
        notice
        for pk, ladder in said.items()
        for notice in _notices(reports[pk], ladder, hearers, at)
    )
    return len(said)


def _due(reports: Sequence[Report], at: datetime) -> list[Ladder]:
    """As the reports stand now that they are held."""
    calendars = working_offices(at)
    ladders = [ladder for one in reports for ladder in ladders_of(one, calendars, at)]
    known = told(ladders)
    return [ladder for ladder in ladders if ladder.key not in known]


def _rows(ladder: Ladder, report: Report, at: datetime) -> list[ReportRung]:
    return [
        ReportRung(
            root_unit_id=report.root_unit_id,
            report=report,
            clock=ladder.clock,
            due_at=ladder.due_at,
            rung=rung,
            at=at,
        )
        for rung in ladder.rungs[-RECORDED:]
    ]


def _notices(
    report: Report, ladder: Ladder, hearers: ReportHearers, at: datetime
) -> Iterator[Notice]:
    """One for each who hears of it."""
    path = reverse("feedback:desk-report", args=[report.code])
    facts = _facts(report, ladder, at) | {"link": f"{settings.SITE_URL}{path}"}
    event = f"reports:{report.pk}:{ladder.clock}:{ladder.due_at.timestamp():.0f}:{ladder.highest}"
    for hearer in hearers.of(report, ladder.highest):
        notice = staff_notice(
            "report_overdue" if is_over(ladder.highest) else "report_due_soon",
            hearer,
            key=f"{event}:{hearer.person.pk}",
            at=at,
            root_unit_id=report.root_unit_id,
            facts=facts,
            link=path,
            subject_code=report.code,
        )
        yield replace(notice, guard=guard_of(report))


def _facts(report: Report, ladder: Ladder, at: datetime) -> dict[str, str]:
    calendar = offices()[report.unit_id].calendar
    minutes = calendar.working_minutes_between(*sorted((at, ladder.due_at)))
    words = in_words(minutes) if minutes >= FEW else "vài phút"
    return {
        "office": report.root_unit.short_name,
        "report": report.code,
        "category": report.category.name,
        "limit": str(ladder.clock.label),
        "due": full_clock(ladder.due_at),
        "left": words,
        "late": words,
        "holder": str(report.assignee or NOBODY),
    }
