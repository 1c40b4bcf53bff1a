"""A state in a list: a colour, a picture and words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Badge:
    """As `components/badge.html` takes it."""

    kind: str
    icon: str
    text: str
