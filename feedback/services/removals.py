"""Answers to people who ask to take a published report down."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from feedback.models import RemovalRequest
from feedback.services.moderation import hide
from portal.lib.errors import Refused
from portal.lib.text import clean

LONGEST = 300


@transaction.atomic
def settle(
    request_pk: int, *, takes_down: bool, outcome: str, by: User, at: datetime
) -> RemovalRequest:
    """Takes the report down, or lets it stand; why is kept. Other wishes about a report that is
    taken down are settled with it."""
    outcome = clean(outcome)[:LONGEST]
    if not outcome:
        raise Refused("no_outcome", "Nhập lý do của quyết định này", field="outcome")
    wish = RemovalRequest.objects.select_for_update().get(pk=request_pk)
    if wish.done_at is not None:
        raise Refused("settled", "Đề nghị này đã được trả lời. Xin tải lại trang", conflict=True)
    if takes_down and wish.report.is_public:
        hide(wish.report, reason=outcome, by=by, at=at)
    same = RemovalRequest.objects.filter(report=wish.report, done_at__isnull=True)
    answered = same if takes_down else same.filter(pk=wish.pk)
    answered.update(done_at=at, done_by=by, outcome=outcome)
    wish.refresh_from_db()
    return wish
