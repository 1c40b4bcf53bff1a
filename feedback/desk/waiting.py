"""What waits for a moderator: reports nobody has looked at, new pictures of public ones, wishes."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from accounts.desk import Desk
from feedback.desk.queue import seen_by
from feedback.models import Category, Media, RemovalRequest
from feedback.models.report import ReportQuerySet
from feedback.models.report_indexes import PUBLIC_REPORT
from feedback.workflow import Status

LATELY = timedelta(days=14)  # after its end nobody is reminded any more
NOT_SHOWN = [Status.DUPLICATE, Status.REFUSED]


def to_moderate(desk: Desk) -> ReportQuerySet:
    """Oldest first: not decided yet, or public with pictures that came after that decision."""
    undecided = Q(published_at__isnull=True, hidden_at__isnull=True, about_conduct=False)
    undecided &= ~Q(category__publication=Category.Publication.NEVER)
    grown = PUBLIC_REPORT & Q(category__publication=Category.Publication.OPEN)
    wanted = (undecided & ~Q(status__in=NOT_SHOWN)) | (grown & Q(Exists(_new_pictures())))
    return seen_by(desk).filter(_not_long_ended(desk.at)).filter(wanted)


def removals(desk: Desk) -> Any:
    """Wishes to take something down that nobody has answered, oldest first."""
    open_ones = RemovalRequest.objects.filter(done_at__isnull=True, report__in=seen_by(desk))
    return open_ones.select_related("report__category").order_by("at")


def _new_pictures() -> Any:
    clean = Media.objects.filter(report=OuterRef("pk"), state=Media.State.CLEAN)
    return clean.filter(public_sha256="", uploaded_at__gt=F("report__published_at"))


def _not_long_ended(at: datetime) -> Q:
    return Q(closed_at__isnull=True) | Q(closed_at__gte=at - LATELY)
