"""Ordering signatures on many dossiers at once; a worker makes them (`batches`)."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from dossiers.models import Attachment, Dossier, SignBatch, SignItem
from dossiers.signing.files import signed_by_key
from dossiers.signing.tasks import sign_batch
from dossiers.workflow import Action
from portal.lib.queues import ring

State = SignItem.State


def by_signatures(dossiers: Iterable[Dossier], action: Action, *, by: User, at: datetime) -> bool:
    """Whether files have to be signed for this act on these, which takes a worker's time."""
    if action is Action.SIGN:
        return bool(signed_by_key(dossiers, by=by, at=at))
    if action is not Action.FINISH:
        return False
    signed = Attachment.Role.SIGNED_RESULT
    return Attachment.objects.filter(dossier__in=list(dossiers), role=signed).exists()


@transaction.atomic
def order_batch(
    ticked: Iterable[tuple[Dossier, int]],
    action: Action,
    *,
    by: User,
    at: datetime,
    late_cause: str = "",
    late_note: str = "",
) -> SignBatch:
    """Writes down what is to be signed; a worker does it in this order."""
    batch = SignBatch.objects.create(
        root_unit_id=by.unit.root_id_or_self if by.unit else 0,
        by=by,
        at=at,
        action=action.value,
        late_cause=late_cause,
        late_note=late_note,
    )
    SignItem.objects.bulk_create(
        SignItem(batch=batch, dossier=dossier, seen=seen, not_before=at) for dossier, seen in ticked
    )
    transaction.on_commit(partial(ring, sign_batch, batch.pk))
    return batch


@transaction.atomic
def try_again(batch: SignBatch, seen_by_code: dict[str, int], *, at: datetime) -> int:
    """Failed items once more, each as its dossier looks now on the screen; how many."""
    count = 0
    for item in batch.items.filter(state=State.FAILED).select_related("dossier"):
        seen = seen_by_code.get(item.dossier.display_code)
        if seen is not None:
            item.state, item.seen, item.attempts = State.WAITING, seen, 0
            item.not_before, item.error = at, ""
            item.save(update_fields=["state", "seen", "attempts", "not_before", "error"])
            count += 1
    transaction.on_commit(partial(ring, sign_batch, batch.pk))
    return count
