"""What is seen at a glance: the state of a row, how much waits."""

from dataclasses import dataclass

MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Badge:
    """As `components/badge.html` takes it."""

    kind: str
    icon: str
    text: str


def counted(number: int) -> str:
    """`99+` for any more: nobody needs to count further."""
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
