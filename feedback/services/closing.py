"""What was answered ends by itself when nobody objects."""

from datetime import datetime, timedelta

from feedback.models import Report
from feedback.services.apply import Act, apply
from feedback.workflow import Action, Status
from portal.lib.errors import Refused

CONFIRM_DAYS = 5  # after the answer (feedback handbook 8)


def close_answered(*, at: datetime) -> int:
    """Closes every report whose answer nobody objected to in time; how many."""
    waiting = Report.objects.filter(
        status=Status.ANSWERED, closed_at__lt=at - timedelta(days=CONFIRM_DAYS)
    )
    keys = list(waiting.order_by("closed_at").values_list("pk", flat=True))
    return sum(_close(pk, at) for pk in keys)


def _close(pk: int, at: datetime) -> bool:
    try:
        apply(pk, Act(Action.CLOSE, None, at))
    except Refused:  # reopened or closed since it was read
        return False
    return True
