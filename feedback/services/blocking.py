"""Phones and network addresses that may not report for some time."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from feedback.models import Block
from portal.lib.errors import Refused


@transaction.atomic
def block(key: str, *, until: datetime, reason: str, by: User, at: datetime) -> Block:
    """One block at a time for each key: a new one replaces what is left of the former."""
    if until <= at:
        raise Refused("past", "Chọn một ngày sau hôm nay", field="until")
    Block.objects.filter(key=key, until__gt=at).update(until=at)
    return Block.objects.create(key=key, until=until, reason=reason, by=by, at=at)


def blocked(keys: Iterable[str], *, at: datetime) -> Block | None:
    """The block that holds any of the keys (phone as E.164, network address); None if none does."""
    asked = [key for key in keys if key]
    return Block.objects.filter(key__in=asked, until__gt=at).order_by("-until").first()


def lift(block: Block, *, at: datetime) -> None:
    """Before its time; the row stays as history."""
    Block.objects.filter(pk=block.pk, until__gt=at).update(until=at)
