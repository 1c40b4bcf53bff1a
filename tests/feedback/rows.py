"""Rows of reports as they stand after whatever happened to them, for what only counts them."""

from datetime import datetime, timedelta
from itertools import count

from accounts.models import Unit
from feedback.models import Category, Rating, Report
from feedback.workflow import Status
from tests.factories import MONDAY, Commune

_numbers = count(1)
PROMISE = timedelta(hours=48)
WHOLE = timedelta(days=9)
ADDRESS = "Trước cổng chợ Bình An, thôn 2"


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def a_row(
    commune: Commune,
    category: Category,
    *,
    received_at: datetime = MONDAY,
    answered_after: float | None = None,
    ended_after: float | None = None,
    unit: Unit | None = None,
    **changes: object,
) -> Report:
    """A report of the one-stop centre; hours count from its receipt."""
    number = next(_numbers)
    facts: dict[str, object] = {
        "root_unit": commune.root,
        "unit": unit or commune.one_stop,
        "category": category,
        "code": f"PA-26-ROW{number:04d}",
        "submit_key": f"row-{number}",
        "channel": Report.Channel.WEB,
        "severity": category.severity,
        "text": "Ổ gà sâu trước cổng chợ",
        "address": ADDRESS,
        "located": Report.Located.ADDRESS,
        "status": Status.RECEIVED if ended_after is None else Status.ANSWERED,
        "received_at": received_at,
        "changed_at": received_at,
        "answer_due_at": received_at + PROMISE,
        "due_at": received_at + WHOLE,
    }
    if answered_after is not None:
        facts["answered_at"] = received_at + hours(answered_after)
    if ended_after is not None:
        facts["resolved_at"] = facts["closed_at"] = received_at + hours(ended_after)
    return Report.objects.create(**(facts | changes))


def rated(report: Report, stars: int, *, seq: int = 1, note: str = "") -> Rating:
    at = report.received_at + hours(100)
    return Rating.objects.create(report=report, answer_seq=seq, stars=stars, note=note, at=at)
