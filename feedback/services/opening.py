"""A new report before it is kept: where it lies, who answers for it, until when."""

from datetime import datetime

from django.utils import timezone

from feedback.clocks import promise
from feedback.models import Report
from feedback.routing import unit_for
from geo.services import area_at
from portal.lib.codes import random_code
from portal.lib.text import fold


def prepare(report: Report, *, at: datetime) -> None:
    """`report` is unsaved; it has its root, its category with the severity, its words and place.

    `at` is the moment its time counts from.
    """
    report.code = _free_code(at)
    report.fold = fold(f"{report.text} {report.address}")
    report.about_conduct = report.about_conduct or report.category.about_conduct
    if report.lat is not None and report.long is not None:
        report.area = area_at(report.lat, report.long, report.root_unit_id)
    report.unit = report.root_unit
    if not (report.is_test or report.about_conduct):  # a part too of what is about officers
        report.unit = unit_for(report.root_unit, report.category, report.area)
    report.received_at = at
    promised = promise(report.category, report.severity, report.unit, at)
    report.answer_due_at, report.due_at = promised.answer_due_at, promised.due_at


def _free_code(at: datetime) -> str:
    """`PA-26-7K3QXM`; the year in Vietnam."""
    while True:
        code = f"PA-{timezone.localdate(at):%y}-{random_code(6)}"
        if not Report.objects.filter(code=code).exists():
            return code
