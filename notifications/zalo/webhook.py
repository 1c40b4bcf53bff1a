"""What Zalo tells us: that a message has reached the phone.

Signed as Zalo describes its webhook: `mac=sha256(app_id + body + timestamp + OA secret)`.
"""

import hashlib
import logging
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from notifications.channels.zalo import ROUTE
from notifications.json_objects import json_object
from notifications.models import MessageEvent, ZaloAccount
from notifications.outbox.reports import report
from portal.lib.errors import Refused
from portal.lib.sealed import unseal

logger = logging.getLogger(__name__)

RECEIVED = "user_received_message"


@csrf_exempt
@require_POST
def take_report(request: HttpRequest) -> HttpResponse:
    """200 also for what does not concern us: Zalo repeats what it gets no 200 for."""
    facts = json_object(request.body)
    if facts is None:
        return HttpResponse(status=400)
    account = _sender(facts, request.body, request.headers.get("X-ZEvent-Signature", ""))
    if account is None:
        logger.warning("a report of Zalo has a wrong signature")
        return HttpResponse(status=403)
    said = facts.get("message")
    if facts.get("event_name") == RECEIVED and isinstance(said, dict) and "tracking_id" in said:
        report(
            str(said["tracking_id"]), MessageEvent.What.DELIVERED,
            at=_moment(said.get("delivery_time")), route=f"{ROUTE}{account.pk}",
            gateway_id=str(said.get("msg_id", "")),
        )  # fmt: skip
    return HttpResponse()


def _sender(facts: dict[str, Any], body: bytes, signature: str) -> ZaloAccount | None:
    """The account whose secret made the signature."""
    app_id, moment = str(facts.get("app_id", "")), str(facts.get("timestamp", ""))
    for account in ZaloAccount.objects.filter(app_id=app_id).exclude(oa_secret=""):
        try:
            secret = unseal(account.oa_secret)
        except Refused:
            continue
        signed = b"".join((app_id.encode(), body, moment.encode(), secret.encode()))
        if constant_time_compare(
            signature.removeprefix("mac=").lower(), hashlib.sha256(signed).hexdigest()
        ):
            return account
    return None


def _moment(milliseconds: Any) -> datetime:
    """When the phone had it; now where Zalo says nothing that can be."""
    now = timezone.now()
    try:
        return min(datetime.fromtimestamp(int(milliseconds) / 1000, UTC), now)
    except (TypeError, ValueError, OverflowError, OSError):
        return now
