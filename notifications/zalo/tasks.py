"""The timer of Zalo's tokens: a message never waits for a new one."""

from celery import shared_task
from django.utils import timezone

from notifications.zalo.tokens import due, refresh


@shared_task(name="notifications.refresh_zalo")
def refresh_zalo() -> int:
    """Refreshes what ends soon, or has ended; how many."""
    now = timezone.now()
    return sum(refresh(account_id, at=now) for account_id in due(now))
