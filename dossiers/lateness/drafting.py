"""Drafts of letters, by a timer: one for each date that is or will be missed, none twice."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest, TruncDate

from accounts.offices import offices
from dossiers.deadlines import calendar_of
from dossiers.lateness.dates import ahead_until, will_be_late
from dossiers.lateness.letters import WAITING
from dossiers.models import Apology, Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import Status
from portal.lib.dates import local_day

BATCH = 200
APPOINTED = Greatest(Coalesce("reappointed_at", "due_at"), "due_at")  # as `Dossier.appointed_at`


def draft_due(at: datetime) -> int:
    """Drafts what is due, also what a silent timer left lying, and drops what is settled.

    How many are new. Twice, or by two workers at once, drafts no date twice.
    """
    drop_settled()
    made = 0
    for dossiers in _batches(_in_question(at)):
        letters = [draft_of(dossier, at) for dossier in dossiers if _is_due(dossier, at)]
        Apology.objects.bulk_create(letters, ignore_conflicts=True)
        made += len(letters)
    return made


def drop_settled() -> None:
    """Unsigned letters whose date was kept after all, has moved, or no longer matters to anybody.

    Kept is what was ready on the day, whatever the hour (domain 5.4). A result that came late and
    still waits to be collected keeps its letter: both go out together.
    """
    ended = Q(dossier__closed_at__isnull=False)
    in_time = ended & Q(dossier__closed_on__lte=TruncDate("missed_at"))
    gone = ended & ~Q(dossier__status=Status.RESULT_READY)
    moved = Q(dossier__closed_at=None, dossier__paused_at=None, dossier__due_at__gt=F("missed_at"))
    for why, condition in (
        ("Xong đúng hẹn", in_time),
        ("Hồ sơ đã kết thúc", gone),
        ("Ngày hẹn đã đổi", moved),
    ):
        settled = Apology.objects.filter(condition, state__in=WAITING)
        letters = Apology.objects.filter(pk__in=list(settled.values_list("pk", flat=True)))
        letters.filter(state__in=WAITING).update(state=Apology.State.DROPPED, dropped_note=why)


def _in_question(at: datetime) -> Iterator[DossierQuerySet]:
    """Dossiers without a letter for the date they have now: running ones, and late results."""
    latest = max((ahead_until(office.calendar, at) for office in offices().values()), default=at)
    running = Dossier.objects.open().filter(paused_at__isnull=True, due_at__lt=latest)
    ready = Dossier.objects.filter(status=Status.RESULT_READY, timeliness=Dossier.Timeliness.LATE)
    written = Apology.objects.filter(dossier=OuterRef("pk"), missed_at=OuterRef("appointed"))
    for dossiers in (running, ready):
        yield dossiers.annotate(appointed=APPOINTED).filter(~Exists(written))


def _batches(kinds: Iterator[DossierQuerySet]) -> Iterator[list[Dossier]]:
    for dossiers in kinds:
        last = 0
        rows = dossiers.select_related("receiving_unit__root", "examiner").order_by("pk")
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            yield batch
            last = batch[-1].pk


def _is_due(dossier: Dossier, at: datetime) -> bool:
    appointed = dossier.appointed_at
    if appointed is None:
        return False
    if dossier.closed_at is not None:
        return local_day(dossier.closed_at) > local_day(appointed)
    if appointed < at:
        return True
    near = appointed < ahead_until(calendar_of(dossier.receiving_unit), at)
    return near and will_be_late(dossier, at)


def draft_of(dossier: Dossier, at: datetime) -> Apology:
    """Unsaved, for the date the citizen was told last. In the charge of the office that examines
    it, wherever it lies now."""
    appointed, examiner = dossier.appointed_at, dossier.examiner
    if appointed is None:
        raise ValueError("a dossier without a date misses none")
    return Apology(
        root_unit_id=dossier.root_unit_id,
        dossier=dossier,
        unit_id=(examiner and examiner.unit_id) or dossier.unit_id,
        missed_at=appointed,
        drafted_at=at,
        cause=dossier.late_cause,
    )
