"""From the quarantine into the storage, or out: the row is the queue."""

import logging
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from feedback.media import quarantine
from feedback.media.keeping import drop_unnamed
from feedback.media.making import Made, make_private
from feedback.models import Media
from portal.lib.children import Unusable
from portal.lib.kinds import HEAD_BYTES, kind_of
from portal.lib.queues import next_try

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than all children of a film together may take
PAUSES = (timedelta(minutes=1), timedelta(minutes=5))
COPIED = (
    "sha256", "poster_sha256", "fingerprint", "kind", "ending", "size", "width", "height",
    "seconds",
)  # fmt: skip
FILM = "feedback-film"  # the key of the video that is being made anew
State = Media.State


def check(media_id: int, *, at: datetime) -> None:
    """Makes the file anew and says so on its row. Twice, or by two workers, is once.

    Of videos one at a time: each takes minutes of a worker, and others wait for the other workers.
    One that finds another at work stays waiting; the timer rings again.
    """
    if not Media.objects.filter(pk=media_id, kind=Media.Kind.VIDEO).exists():
        _check(media_id, at)
    elif cache.add(FILM, media_id, timeout=LEASE.total_seconds()):
        try:
            _check(media_id, at)
        finally:
            cache.delete(FILM)


def _check(media_id: int, at: datetime) -> None:
    if not Media.objects.filter(pk=media_id).claim(at=at, lease=LEASE):
        return
    media = Media.objects.get(pk=media_id)
    source = quarantine.path_of(media.quarantine)
    try:
        with source.open("rb") as content:
            kind = kind_of(content.read(HEAD_BYTES))
        made = make_private(kind, source)
    except Unusable as unusable:
        _refuse(media, str(unusable))
    except FileNotFoundError:  # somebody took it out meanwhile, or a disk was lost
        _refuse(media, "unreadable")
    except OSError as error:
        logger.warning("media %s: %s", media.pk, error)
        _put_back(media, at)
    else:
        _accept(media, made)


def _accept(media: Media, made: Made) -> None:
    """Where the camera was is kept for a draft alone: its page offers that place."""
    with transaction.atomic():
        rows = Media.objects.select_for_update(of=("self",)).select_related("draft")
        row = rows.filter(pk=media.pk, state=State.WAITING).first()
        if row is None:  # taken out meanwhile, or another worker was faster
            drop_unnamed([made.sha256, made.poster_sha256])
            return
        row.state, row.quarantine = State.CLEAN, ""
        for name in COPIED:
            setattr(row, name, getattr(made, name))
        sent_as = row.draft.sent_as_id if row.draft else None
        if sent_as is not None:  # it came in while the draft was being sent
            row.draft, row.report_id = None, sent_as
        if row.report_id:
            row.gps_lat = row.gps_long = None
        elif row.gps_lat is None:
            row.gps_lat, row.gps_long = made.lat, made.long
        row.save()
    quarantine.remove(media.quarantine)


def _refuse(media: Media, fault: str) -> None:
    waiting = Media.objects.filter(pk=media.pk, state=State.WAITING)
    waiting.update(state=State.REFUSED, fault=fault, quarantine="")
    quarantine.remove(media.quarantine)


def _put_back(media: Media, at: datetime) -> None:
    again = next_try(media.attempts, PAUSES, at=at)
    if again is None:
        _refuse(media, "unreadable")
    else:
        Media.objects.filter(pk=media.pk).update(not_before=again)
