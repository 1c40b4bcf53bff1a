"""Reminding citizens two days before the last day to complete their papers (domain 2.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from dossiers.messages import notice_of
from dossiers.models import Dossier, LadderRung, SupplementRequest
from dossiers.workflow import WAITING_FOR_PAPERS
from notifications.services import Notice, send_many

BATCH = 200
AHEAD = timedelta(days=2)  # calendar days, as people count to the day on their paper
RUNG = "d-2"
KIND = "supplement_soon"


def remind(at: datetime) -> int:
    """Everybody whose last day is near and who has sent nothing yet, once; how many."""
    keys = [row.pk for row in _near(at)]
    return sum(_remind(keys[n : n + BATCH], at) for n in range(0, len(keys), BATCH))


def _near(at: datetime) -> Iterator[SupplementRequest]:
    """Who was asked only now need not be reminded of it."""
    today = timezone.localdate(at)
    waiting = SupplementRequest.objects.filter(
        answered_at=None,
        due_on__range=(today, today + AHEAD),
        dossier__closed_at=None,
        dossier__status__in=WAITING_FOR_PAPERS,
    )
    for request in waiting.order_by("dossier_id"):
        if timezone.localdate(request.asked_at) < request.due_on - AHEAD:
            yield request


@transaction.atomic
def _remind(keys: Sequence[int], at: datetime) -> int:
    """A dossier is held while its rung and its message are written."""
    requests = SupplementRequest.objects.filter(pk__in=keys, answered_at=None)
    due = {request.dossier_id: _last_moment(request) for request in requests}
    held = Dossier.objects.open().filter(pk__in=due, status__in=WAITING_FOR_PAPERS)
    rows = held.select_for_update(of=("self",), skip_locked=True, no_key=True).order_by("pk")
    dossiers = list(rows.select_related("root_unit", "procedure", "owner"))
    told = set(
        LadderRung.objects.filter(
            dossier__in=dossiers, clock=LadderRung.Clock.SUPPLEMENT
        ).values_list("dossier_id", "due_at")
    )
    new = [one for one in dossiers if (one.pk, due[one.pk]) not in told]
    LadderRung.objects.bulk_create(_rung(one, due[one.pk], at) for one in new)
    send_many(_notice(one, due[one.pk], at) for one in new)
    return len(new)


def _last_moment(request: SupplementRequest) -> datetime:
    return timezone.make_aware(datetime.combine(request.due_on, time(23, 59)))


def _rung(dossier: Dossier, due_at: datetime, at: datetime) -> LadderRung:
    return LadderRung(
        root_unit_id=dossier.root_unit_id,
        dossier=dossier,
        clock=LadderRung.Clock.SUPPLEMENT,
        due_at=due_at,
        rung=RUNG,
        at=at,
    )


def _notice(dossier: Dossier, due_at: datetime, at: datetime) -> Notice:
    """In the words of the request it reminds of, which is the newest event."""
    asked = dossier.events.order_by("-seq")[:1].get()
    key = f"{KIND}:{dossier.pk}:{timezone.localdate(due_at):%Y%m%d}"
    return replace(notice_of(dossier, KIND, asked), key=key, at=at)
