"""What the public sees of a report: nothing, until a member of staff lets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from feedback.models import Report


@dataclass(frozen=True)
class Box:
    """A rectangle that the public does not see, in thousandths of the picture's sides."""

    left: int
    top: int
    width: int
    height: int


def publish(
    report: Report,
    *,
    text: str,
    pictures: Mapping[int, Sequence[Box]],
    by: User,
    at: datetime,
) -> Report:
    """Lets everybody read `text` and see those pictures, with their boxes made unseeable.

    `pictures`: primary keys of the media that become public; all others are private afterwards.
    """
    raise NotImplementedError


def hide(report: Report, *, reason: str, by: User, at: datetime) -> Report:
    """Takes a published report down: its page and its pictures are gone at once."""
    raise NotImplementedError
