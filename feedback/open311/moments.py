"""Moments that programs send, and the stretch of time a list is about (handbook 2.6)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedback.open311.faults import wrong

MOST_DAYS = timedelta(days=90)
_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?P<fraction>\.[0-9]{1,6})?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})"
)
_LOST_PLUS = re.compile(r" (?=[0-9]{2}:?[0-9]{2}$)")
_EXAMPLE = "2026-08-03T07:15:00+07:00"
_YEARS = range(1970, 2101)  # with room to count on both sides


@dataclass(frozen=True)
class Moment:
    """`until`: the first moment after it, as exactly as it was written."""

    at: datetime
    until: datetime


@dataclass(frozen=True)
class Window:
    """From `start` on, before `end`."""

    start: datetime
    end: datetime


def read_moment(name: str, text: str) -> Moment:
    """ISO 8601 with seconds and a zone. A `+` that a client forgot to escape became a blank."""
    text = _LOST_PLUS.sub("+", text)
    shape = _SHAPE.fullmatch(text)
    try:
        at = datetime.fromisoformat(text) if shape else None
    except ValueError:
        at = None
    if shape is None or at is None or at.year not in _YEARS:
        raise wrong(f"{name} phải là ngày giờ có giây và múi giờ, ví dụ {_EXAMPLE}.")
    step = timedelta(microseconds=1) if shape["fraction"] else timedelta(seconds=1)
    return Moment(at, at + step)


def window(
    names: tuple[str, str], start: Moment | None, end: Moment | None, *, now: datetime
) -> Window:
    """Both bounds belong to it. With one of them, or none, it is 90 days long."""
    if start and end and not timedelta() <= end.at - start.at <= MOST_DAYS:
        raise wrong(
            f"Khoảng từ {names[0]} đến {names[1]} không được âm và không quá 90 ngày."
        )  # fmt: skip
    if start:
        latest = end.until if end else min(now, start.at + MOST_DAYS) + timedelta(microseconds=1)
        return Window(start.at, latest)
    if end:
        return Window(end.at - MOST_DAYS, end.until)
    return Window(now - MOST_DAYS, now + timedelta(microseconds=1))
