"""What the page of an act offers to choose from, for one report."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.desk import Desk
from accounts.models import Unit, User
from accounts.permissions import Perm
from accounts.services import staff_with
from feedback.desk.forms import Offered
from feedback.desk.queue import seen_by
from feedback.desk.related import candidates
from feedback.models import CannedText, Media, Report
from feedback.services.apply import late_cause_needed
from feedback.workflow import Transition

AGENCIES = 20  # that were named before


def offered(report: Report, row: Transition, desk: Desk) -> Offered:
    found: dict[str, Any] = {"late": late_cause_needed(row, report, desk.at)}
    if row.needs_unit:
        found["units"] = _other_units(report)
    if row.needs_assignee:
        found["people"] = _people(report, desk)
    if row.needs_agency:
        found["agencies"] = _agencies(report)
    if row.needs_parent:
        found["parents"] = candidates(report, desk)
    if row.photo_required:
        found["no_photo"] = report.category.needs_after_photo and not _has_after(report)
    return Offered(**found)


def _people(report: Report, desk: Desk) -> QuerySet[User]:
    """Who may be given it, each with `held`: how many open reports the person has now, as far as
    whoever asks may know."""
    duty = Perm.CONDUCT if report.about_conduct else Perm.HANDLE
    held = seen_by(desk).open().filter(assignee=OuterRef("pk")).order_by().values("assignee")
    load = Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0)
    return staff_with(report.unit, duty).annotate(held=load)


def canned_texts(report: Report, row: Transition) -> list[CannedText]:
    """Ready words for an answer to this kind of report, those for exactly this act first."""
    if not row.answer_required:
        return []
    fitting = Q(category=None) | Q(category=report.category)
    fitting &= Q(action="") | Q(action=row.action)
    texts = CannedText.objects.filter(fitting, root_unit=report.root_unit_id)
    return sorted(texts, key=lambda text: (text.action == "", text.category_id is None))


def _other_units(report: Report) -> QuerySet[Unit]:
    root = report.root_unit_id
    return Unit.objects.filter(Q(pk=root) | Q(root=root)).exclude(pk=report.unit_id)


def _agencies(report: Report) -> list[str]:
    """That reports of this commune are waiting for."""
    named = Report.objects.open().filter(root_unit=report.root_unit_id).exclude(agency="")
    return list(named.order_by("agency").values_list("agency", flat=True).distinct()[:AGENCIES])


def _has_after(report: Report) -> bool:
    after = report.media.filter(phase=Media.Phase.AFTER)
    return bool(after.exclude(state=Media.State.REFUSED).exists())
