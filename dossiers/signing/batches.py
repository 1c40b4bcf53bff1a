"""Signing many at once: each on its own, by a worker, so that one failure stops no other.

The row is the queue (architecture 4). A task may run twice: an item is claimed by one worker until
its lease runs out, and is marked in the transaction that signs its dossier.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from dossiers.models import Dossier, SignBatch, SignItem
from dossiers.services import asks_cause
from dossiers.signing.acts import (
    Numbered,
    Told,
    conclude_sealing,
    conclude_signing,
    seal,
)
from dossiers.signing.files import draft_of, sign_draft
from dossiers.workflow import Action
from portal.lib.errors import Refused
from portal.lib.queues import next_try
from signatures.services import SigningFailed

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)  # longer than a time stamp authority may be silent, several times
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
OUR_FAULT = "Máy chủ gặp lỗi khi ký. Bấm “Thử lại”; nếu vẫn vậy xin báo người quản trị máy chủ"
NO_CERTIFICATE = (
    "Chứng thư số của anh/chị không còn dùng được. Thêm chứng thư mới, hoặc mở hồ sơ để ký giấy"
)
State = SignItem.State


def waiting_batches(at: datetime) -> QuerySet[SignBatch]:
    return SignBatch.objects.filter(
        items__state=State.WAITING, items__not_before__lte=at
    ).distinct()


def claim_next(batch_id: int, *, at: datetime) -> SignItem | None:
    """The next item of the batch for this worker alone; None when nothing waits."""
    waiting = SignItem.objects.waiting(at).filter(batch=batch_id)
    for pk in waiting.values_list("pk", flat=True):
        if SignItem.objects.filter(pk=pk).claim(at=at, lease=LEASE):
            return SignItem.objects.select_related("batch__by__unit__root").get(pk=pk)
    return None


def work(item: SignItem, *, at: datetime) -> None:
    """Signs one claimed item, or writes down why not."""
    try:
        _sign(item, at)
    except SigningFailed as failure:
        _failed(item, failure.sentence, at, again=failure.transient)
    except Refused as refused:
        _failed(item, refused.message, at, again=False)
    except Exception:
        logger.exception("item %s of batch %s was not signed", item.pk, item.batch_id)
        _failed(item, OUR_FAULT, at, again=True)


def _sign(item: SignItem, at: datetime) -> None:
    batch, dossier = item.batch, _dossier(item)
    told = _told(item, dossier, at)
    if batch.action == Action.FINISH:
        sealed = seal(dossier, Numbered(), told)
        with transaction.atomic():
            conclude_sealing(dossier, sealed, Numbered(), told)
            _done(item, at)
        return
    signed = sign_draft(dossier, by=batch.by, at=at)
    if signed is None and draft_of(dossier) is not None:  # nobody meant this one for ink
        raise SigningFailed("no_certificate", NO_CERTIFICATE)
    with transaction.atomic():
        conclude_signing(dossier, signed, told)
        _done(item, at)


def _dossier(item: SignItem) -> Dossier:
    return Dossier.objects.select_related("root_unit").get(pk=item.dossier_id)


def _told(item: SignItem, dossier: Dossier, at: datetime) -> Told:
    """The cause of the batch is written down for those alone that are late without one."""
    batch = item.batch
    if asks_cause(dossier, Action(batch.action), at):
        return Told(batch.by, at, item.seen, batch.late_cause, batch.late_note)
    return Told(batch.by, at, item.seen)


def _done(item: SignItem, at: datetime) -> None:
    """In the transaction that signs: both or neither."""
    rows = SignItem.objects.filter(pk=item.pk, state=State.WAITING)
    rows.update(state=State.SIGNED, error="", done_at=at)


def _failed(item: SignItem, sentence: str, at: datetime, *, again: bool) -> None:
    """`again`: by itself after a while, as long as it was not tried too often."""
    rows = SignItem.objects.filter(pk=item.pk, state=State.WAITING)
    later = next_try(item.attempts, RETRY_AFTER, at=at) if again else None
    if later is not None:
        rows.update(error=sentence[:300], not_before=later)
    else:
        rows.update(state=State.FAILED, error=sentence[:300], done_at=at)
