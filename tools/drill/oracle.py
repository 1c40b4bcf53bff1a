"""The verdict, from three records: acknowledged duties, rows, and the gateway's two logs.

A duty is *lost* when its phone got nothing and no row says so honestly: for what must be told that
means a row that asks somebody to call. A *repeated effect* is a phone or an inbox that was told
twice. A *repeated call* asks a gateway for something that some gateway has taken already.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.drill.duties import LADDER, MUST, OTP, Duty

MOST_REPEATED_CALLS = 0.01  # of all duties
TO_SEND = frozenset({"waiting", "leased", "temporary"})
ARRIVED = frozenset({"handed_over", "delivered"})
FAILED = frozenset({"permanent", "technical", "given_up"})
CALL_THEM = frozenset({"given_up"})
FINAL = ARRIVED | FAILED


@dataclass(frozen=True)
class Row:
    """What the database says of a message."""

    event: str
    channel: str
    kind: str
    state: str
    reference: str
    failure: str = ""


@dataclass
class Verdict:
    duties: int
    effects: int
    lost: list[str] = field(default_factory=list)
    repeated_effects: list[str] = field(default_factory=list)
    repeated_calls: int = 0
    otp_repeats: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    @property
    def share_of_repeated_calls(self) -> float:
        return self.repeated_calls / max(1, self.duties)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.repeated_effects or self.otp_repeats) and (
            self.share_of_repeated_calls < MOST_REPEATED_CALLS
        )

    def __str__(self) -> str:
        honest = ", ".join(f"{count} {words}" for words, count in sorted(self.failed.items()))
        return (
            f"{len(self.lost)} lost, {len(self.repeated_effects)} repeated effects, "
            f"{self.share_of_repeated_calls:.2%} repeated gateway calls, "
            f"{self.otp_repeats} OTP repeats; {self.duties} duties, {self.effects} texts sent, "
            f"shown to staff as failed: {honest or 'none'}"
        )


def judge(
    duties: Iterable[Duty],
    rows: Iterable[Row],
    effects: Sequence[Mapping[str, Any]],
    calls: Iterable[Mapping[str, Any]],
) -> Verdict:
    """`effects` and `calls` as `tools.gateway.Gateway` reads them."""
    rows, duties = list(rows), list(duties)
    verdict = Verdict(len(duties), len(effects))
    of_event: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_event[row.event].append(row)
    texts = Counter(f"+{effect['to']}" for effect in effects)
    for duty in duties:
        told = [row for row in of_event[duty.event] if row.channel == _channel(duty)]
        count = texts[duty.phone] if duty.phone else sum(row.state == "delivered" for row in told)
        _judge(duty, told, count, verdict)
    _count_calls(calls, {row.reference: row.kind for row in rows}, verdict)
    return verdict


def _judge(duty: Duty, rows: list[Row], count: int, verdict: Verdict) -> None:
    state = rows[0].state if rows else "no row"
    name = f"{duty.event} ({duty.kind}, {state})"
    if count > 1:
        verdict.repeated_effects.append(name)
    elif count == 0 and state not in (CALL_THEM if duty.kind in MUST else FAILED):
        verdict.lost.append(name)
    elif state not in FINAL:
        verdict.lost.append(f"{name}, and it arrived")
    if state in FAILED:
        verdict.failed[f"{rows[0].failure}{' though it arrived' if count else ''}"] += 1


def _count_calls(
    calls: Iterable[Mapping[str, Any]], kinds: Mapping[str, str], verdict: Verdict
) -> None:
    taken: set[str] = set()
    for call in sorted(calls, key=lambda call: float(call["at"])):
        if call["what"] != "send":
            continue
        reference = str(call["reference"])
        if reference in taken:
            verdict.repeated_calls += 1
            verdict.otp_repeats += kinds.get(reference) == OTP
        elif call["came"] == "taken":
            taken.add(reference)


def _channel(duty: Duty) -> str:
    return "inapp" if duty.kind == LADDER else "sms"
