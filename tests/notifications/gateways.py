"""Gateways that answer as a test tells them and remember every call: the world outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from notifications.channels import Call, Outcome, Result, calls
from notifications.models import Message

Answer = Result | Callable[[], Result]

TAKEN = Result(Outcome.TAKEN, gateway_id="g1", parts=1, cost=300)
AWAY = Result(Outcome.AWAY, detail="503")
REFUSED = Result(Outcome.REFUSED, detail="2")
LOST = Result(Outcome.UNCERTAIN, detail="timeout")
UNKNOWN = Result(Outcome.UNKNOWN)


@dataclass
class Route:
    """The last answer is given again and again. `asked`: answers to a question by reference."""

    code: str
    answers: list[Answer]
    asked: list[Result] | None = None
    calls: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def call_for(self, message: Message) -> Call:
        reference = message.reference
        return Call(
            self.code,
            lambda: self._make(reference),
            None if self.asked is None else lambda: self._ask(reference),
        )

    def _make(self, reference: str) -> Result:
        self.calls.append(reference)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer() if callable(answer) else answer

    def _ask(self, reference: str) -> Result:
        assert self.asked is not None
        self.questions.append(reference)
        return self.asked.pop(0) if len(self.asked) > 1 else self.asked[0]


def connect(monkeypatch: pytest.MonkeyPatch, *routes: Route) -> Sequence[Route]:
    """These are the only ways out, whatever the channel."""
    monkeypatch.setattr(
        calls, "calls_for", lambda message: [route.call_for(message) for route in routes]
    )
    return routes
