"""The doorbell of signing and its timer. A task may run twice; a dossier is signed once."""

from celery import shared_task
from django.utils import timezone

from dossiers.signing.batches import claim_next, waiting_batches, work
from portal.lib.queues import ring


@shared_task(name="dossiers.sign_batch")
def sign_batch(batch_id: int) -> None:
    """Everything of the batch that waits now, one after the other."""
    while item := claim_next(batch_id, at=timezone.now()):
        work(item, at=timezone.now())


@shared_task(name="dossiers.announce_waiting_signatures")
def announce_waiting_signatures() -> int:
    """Rings again for what waits too long: a lost bell loses no signature. How many batches."""
    waiting = list(waiting_batches(timezone.now()).values_list("pk", flat=True))
    for batch_id in waiting:
        ring(sign_batch, batch_id)
    return len(waiting)
