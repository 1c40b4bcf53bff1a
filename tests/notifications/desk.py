"""Messages that did not arrive."""

from typing import Any

from notifications.failures import Failure
from notifications.models import Message
from notifications.models.message import State
from tests.factories import Commune
from tests.notifications.rows import waiting

CODE = "H99.12-261123-0003"


def failed(commune: Commune, **changes: Any) -> Message:
    """About a result, given up after the phone did not take it."""
    facts = {
        "root_unit_id": commune.root.pk,
        "kind": "ready",
        "state": State.GIVEN_UP,
        "failure": Failure.UNDELIVERED.code,
        "subject_code": CODE,
        "attempts": 1,
    }
    (message,) = waiting(1, **(facts | changes))
    return message
