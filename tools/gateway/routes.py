"""One operator of the gateway: what it took, what it answers, what it wrote down."""

import json
import random
import re
import secrets
import threading
import time
from dataclasses import asdict, dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

MOBILE = re.compile(r"84[35789]\d{8}")
ONE_PART = 160


class Code(IntEnum):
    """What an answer says beside status 200."""

    TAKEN = 0
    REPEATED = 1
    WRONG_NUMBER = 2
    NO_BALANCE = 3
    REFUSED_WORDS = 4


@dataclass(frozen=True)
class Faults:
    """What goes wrong from now on. Shares lie between 0 and 1.

    `errors`: answered 503, nothing taken. `cut`: the connection ends, nothing taken. `swallow`:
    taken, then the connection ends without an answer. `slow`: seconds from taking to answering.
    `undelivered`: reports that say so. `copies`: how often each report is sent.
    """

    errors: float = 0.0
    cut: float = 0.0
    swallow: float = 0.0
    slow: float = 0.0
    undelivered: float = 0.0
    copies: int = 1


@dataclass(frozen=True)
class Order:
    """A message as the portal asks for it to be sent."""

    reference: str
    to: str
    text: str
    callback: str = ""


class Log:
    """One JSON object a line, on disk before anybody is answered."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8")

    def write(self, **facts: object) -> None:
        line = json.dumps({"at": time.time()} | facts, ensure_ascii=False)
        with self._lock:
            self._file.write(f"{line}\n")
            self._file.flush()


class Route:
    """Thread-safe. `taken` maps references to what `status` answers."""

    def __init__(self, name: str, *, calls: Log, effects: Log, balance: int, price: int) -> None:
        self.name, self.balance, self.faults = name, balance, Faults()
        self._calls, self._effects, self._price = calls, effects, price
        self._taken: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def fate(self) -> str:
        """What becomes of the next call: `errors`, `cut`, `swallow`, or `` when all is well."""
        dice = random.random()  # noqa: S311 - invented faults
        for fault in ("errors", "cut", "swallow"):
            dice -= getattr(self.faults, fault)
            if dice < 0:
                return fault
        return ""

    def take(self, order: Order) -> dict[str, object]:
        """The effect, once a reference; the body of the answer."""
        parts = -(-len(order.text) // ONE_PART)
        with self._lock:
            code = self._judge(order, parts)
            if code is Code.TAKEN:
                self.balance -= parts * self._price
                message_id = f"{self.name}-{secrets.token_hex(6)}"
                self._taken[order.reference] = {"state": "accepted", "message_id": message_id}
                self._effects.write(route=self.name, **asdict(order))
            known = self._taken.get(order.reference, {})
        return {"code": int(code), "message_id": known.get("message_id", ""), "parts": parts}

    def _judge(self, order: Order, parts: int) -> Code:
        if order.reference in self._taken:
            return Code.REPEATED
        if not MOBILE.fullmatch(order.to):
            return Code.WRONG_NUMBER
        if not order.text.strip():
            return Code.REFUSED_WORDS
        return Code.NO_BALANCE if parts * self._price > self.balance else Code.TAKEN

    def status(self, reference: str) -> dict[str, object] | None:
        with self._lock:
            known = self._taken.get(reference)
            return {"code": 0} | known if known else None

    def delivered(self, reference: str, *, arrived: bool) -> None:
        with self._lock:
            self._taken[reference]["state"] = "delivered" if arrived else "failed"

    def note(self, what: str, reference: str, came: str) -> None:
        """A call is over: `what` was asked and what `came` of it."""
        self._calls.write(route=self.name, what=what, reference=reference, came=came)
