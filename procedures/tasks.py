"""The doorbell of the boards and its timer. A task may run twice; a batch is made once."""

from celery import shared_task
from django.utils import timezone

from portal.lib.queues import ring
from procedures.boards.making import give_up, make_boards
from procedures.models import BoardBatch


@shared_task(name="procedures.make_boards")
def make_waiting_boards(number: int) -> None:
    make_boards(number, at=timezone.now())


@shared_task(name="procedures.announce_waiting_boards")
def announce_waiting_boards() -> int:
    """Rings again for what waits too long: a lost bell loses no boards. How many."""
    now = timezone.now()
    give_up(now)
    numbers = list(BoardBatch.objects.waiting(now).values_list("number", flat=True))
    for number in numbers:
        ring(make_waiting_boards, number)
    return len(numbers)
