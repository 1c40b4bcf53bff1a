"""One page of a list, in an order that stays while a program walks through it."""

import hashlib

from django.core.cache import cache

from feedback.models.report import ReportQuerySet
from feedback.open311.asked import Asked
from feedback.open311.faults import wrong

MOST = 1000  # of one answer (specification: 90 days or the first 1000)
_USUAL = 50
_WALK_SECONDS = 3600
_DIGITS = 6


def page_of(rows: ReportQuerySet, asked: Asked) -> ReportQuerySet:
    """Newest first. Without `page` and `page_size` the first thousand."""
    rows = rows.order_by("-received_at", "-id")
    if not asked.has("page", "page_size"):
        return rows[:MOST]
    page = _number(asked, "page", 1)
    size = _number(asked, "page_size", _USUAL)
    if size > MOST:
        raise wrong(f"page_size từ 1 đến {MOST}.")
    rows = rows.filter(published_at__lte=_begun(asked, is_first=page == 1))
    return rows[(page - 1) * size : page * size]


def _number(asked: Asked, name: str, usual: int) -> int:
    text = asked.text(name) or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text)):
        raise wrong(f"{name} phải là số nguyên từ 1 trở lên.")
    return int(text)


def _begun(asked: Asked, *, is_first: bool) -> object:
    """When this walk asked for its first page: what is published later would shift the others."""
    asks = sorted((name, *asked.query.getlist(name)) for name in asked.query if name != "page")
    digest = hashlib.sha256(repr((asked.network, asks)).encode()).hexdigest()
    key = f"open311-walk:{digest}"
    if is_first:
        cache.set(key, asked.at, _WALK_SECONDS)
        return asked.at
    return cache.get(key, asked.at)
