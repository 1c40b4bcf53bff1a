"""How the interface says no: one or more errors, in the format of the address (handbook 2.8)."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

BAD, FORBIDDEN, UNKNOWN, TOO_MANY = 400, 403, 404, 429


@dataclass(frozen=True)
class Fault:
    """One error. `code` may say more than the status; `description` is for people."""

    description: str
    status: int = BAD
    code: str = ""

    @property
    def body(self) -> dict[str, str | int]:
        return {"code": self.code or self.status, "description": self.description}


class Faults(Exception):
    """Everything that is wrong with a request. Nothing was changed."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.description for fault in faults))
        self.faults = faults

    @property
    def status(self) -> int:
        """What is not there weighs more than what is wrong."""
        statuses = [fault.status for fault in self.faults]
        return UNKNOWN if UNKNOWN in statuses else statuses[0]

    @property
    def body(self) -> list[dict[str, str | int]]:
        return [fault.body for fault in self.faults]


def wrong(description: str, code: str = "") -> Faults:
    """400 with one sentence."""
    return Faults(Fault(description, code=code))


def unknown(description: str) -> Faults:
    return Faults(Fault(description, UNKNOWN))


class Collected:
    """Gathers what is wrong, so that a program hears of everything at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    @contextmanager
    def reading(self) -> Generator[None]:
        """What is refused inside is kept for `check`."""
        try:
            yield
        except Faults as faults:
            self.faults += faults.faults

    def check(self) -> None:
        if self.faults:
            raise Faults(*self.faults)
