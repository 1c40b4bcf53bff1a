"""Timers of dossiers. Each may run twice, late or beside another: its effect happens once."""

from celery import shared_task
from django.utils import timezone

from dossiers.ladder.climbing import climb
from dossiers.ladder.morning import give_news
from dossiers.ladder.reminders import remind
from dossiers.lateness.apologies import ring_for_signed
from dossiers.lateness.drafting import draft_due
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.services.drafts import purge_drafts
from dossiers.services.redate import redate_left_behind
from dossiers.workflow import Action, Status
from portal.lib.errors import Refused

BATCH = 200


@shared_task(name="dossiers.expire_supplements")
def expire_supplements() -> int:
    """Closes what was to be completed before reception by a day that is over; how many.

    In process a date that is past changes nothing by itself: the officer decides.
    """
    waiting = Dossier.objects.open().filter(
        status=Status.PRE_SUPPLEMENT,
        supplements__answered_at=None,
        supplements__due_on__lt=timezone.localdate(),
    )
    expired, last = 0, 0
    while batch := list(waiting.filter(pk__gt=last).order_by("pk")[:BATCH]):
        expired += sum(_expire(dossier) for dossier in batch)
        last = batch[-1].pk
    return expired


def _expire(dossier: Dossier) -> bool:
    try:
        apply(dossier, Action.EXPIRE, by=None, at=timezone.now())
    except Refused:  # answered, withdrawn or expired since it was read
        return False
    return True


@shared_task(name="dossiers.draft_apologies")
def draft_apologies() -> int:
    """Letters for dates that are or will be missed; papers of signed ones whose bell was lost."""
    now = timezone.now()
    ring_for_signed(at=now)
    return draft_due(now)


@shared_task(name="dossiers.redate_left_behind")
def redate_those_left_behind() -> int:
    return len(redate_left_behind(at=timezone.now()))


@shared_task(name="dossiers.purge_drafts")
def purge_dead_drafts() -> int:
    return purge_drafts(at=timezone.now())


@shared_task(name="dossiers.climb_ladders")
def climb_ladders() -> int:
    """Warns of dates that come near or have passed, in the hours of each office."""
    return climb(timezone.now())


@shared_task(name="dossiers.give_morning_news")
def give_morning_news() -> int:
    return give_news(timezone.now())


@shared_task(name="dossiers.remind_of_supplements")
def remind_of_supplements() -> int:
    return remind(timezone.now())
