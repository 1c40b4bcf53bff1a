"""A table as a queue (architecture 4): the row is the duty, the broker only a doorbell."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F
from kombu.exceptions import OperationalError

Row = TypeVar("Row", bound=models.Model)
WAITING = "waiting"  # `state` of a row that is still to be done


class QueueQuerySet(models.QuerySet[Row]):
    """Rows with `state`, `not_before` and `attempts`."""

    def waiting(self, at: datetime) -> Self:
        """To be done now: never tried, or a lease or a pause that has run out."""
        return self.filter(state=WAITING, not_before__lte=at)

    def claim(self, *, at: datetime, lease: timedelta) -> bool:
        """Takes what waits of these rows for the caller alone, until the lease runs out.

        One conditional update: of several workers only one wins.
        """
        claimed = self.waiting(at).update(not_before=at + lease, attempts=F("attempts") + 1)
        return bool(claimed)


def next_try(attempts: int, pauses: Sequence[timedelta], *, at: datetime) -> datetime | None:
    """When to try again after so many attempts; None when that was the last one."""
    return at + pauses[attempts - 1] if attempts <= len(pauses) else None


def ring(task: Any, *args: object) -> None:
    """Wakes a worker for that task. With the broker away the timer does it later."""
    with suppress(OperationalError):
        task.delay(*args)
