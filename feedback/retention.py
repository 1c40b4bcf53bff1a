"""What is forgotten: who sent a report that ended long ago, and what was never sent."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from feedback.media.keeping import forget
from feedback.models import Media, RemovalRequest, ReportDraft, Reporter
from notifications.services import forget_recipients

DRAFT_DAYS = 7  # after it was last written in
BATCH = 200


def erase_reporters(*, at: datetime) -> int:
    """Empties everything that says who sent a report, some time after its end; of how many.

    Erased with it: to whom its messages went, the phones of those who asked to take it down.
    """
    before = at - timedelta(days=settings.REPORTER_KEPT_DAYS)
    known = Reporter.objects.filter(erased_at=None, report__closed_at__lt=before)
    erased = 0
    while batch := list(known.order_by("pk").values_list("report_id", "report__code")[:BATCH]):
        _erase([pk for pk, _ in batch], [code for _, code in batch], at)
        erased += len(batch)
    return erased


@transaction.atomic
def _erase(reports: list[int], codes: list[str], at: datetime) -> None:
    Reporter.objects.filter(report__in=reports).update(
        user=None, name="", phone="", email="", device="", account="", is_proved=False,
        wants_news=False, erased_at=at,
    )  # fmt: skip
    RemovalRequest.objects.filter(report__in=reports).update(phone="")
    forget_recipients(codes)


def purge_drafts(*, at: datetime) -> int:
    """Deletes drafts that nobody goes on with, their pictures and half files; how many."""
    dead = ReportDraft.objects.filter(saved_at__lt=at - timedelta(days=DRAFT_DAYS))
    forget(Media.objects.filter(draft__in=dead))
    _, by_table = dead.delete()
    return by_table.get(ReportDraft._meta.label, 0)
