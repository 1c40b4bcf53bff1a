"""What is left to spend with each gateway, asked by a timer."""

import logging
from datetime import datetime

from notifications.channels import json_gateway
from notifications.models import Gateway
from notifications.outbox.connections import without_database
from portal.lib.errors import Refused

log = logging.getLogger(__name__)


def fetch_balances(at: datetime) -> None:
    """A gateway that does not answer keeps the figure of the last time."""
    for gateway in Gateway.objects.filter(is_on=True, kind=Gateway.Kind.JSON):
        try:
            with without_database():
                left = json_gateway.balance(gateway)
        except Refused as refused:
            log.warning("no balance of %s: %s", gateway.code, refused.code)
            continue
        if left is not None:
            Gateway.objects.filter(pk=gateway.pk).update(balance=left, balance_at=at)
