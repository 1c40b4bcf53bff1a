"""What the address of a page of leaders asks for, and the sentence when it cannot be."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from accounts.models import User
from portal.lib.errors import Refused
from reports.lists.filters import EVERY_NAME, chips_of, choices_of, period_choice
from reports.selections import Selection

_REFUSABLE = {"don-vi", "ky", "tu", "den", "luc"}


@dataclass(frozen=True)
class Asked:
    """`selection` is what can be shown; `refused` says why it is not what was asked for."""

    selection: Selection
    typed: Mapping[str, str]
    refused: Refused | None = None

    @classmethod
    def read(cls, data: Mapping[str, str], user: User, at: datetime, **fixed: str) -> "Asked":
        """`fixed` goes before what the address says: what the page is about."""
        typed = {**{name: data[name] for name in data}, **fixed}
        try:
            return cls(Selection.read(typed, user, at), typed)
        except Refused as refused:
            possible = {name: value for name, value in typed.items() if name not in _REFUSABLE}
            return cls(Selection.read(possible, user, at), typed, refused)

    @property
    def status(self) -> int:
        return self.refused.status if self.refused else 200

    def filters(self, user: User, names: Container[str] = EVERY_NAME) -> dict[str, Any]:
        """For `reports/lists/_filters.html`; `names` are those of the selects."""
        choices = choices_of(self.selection, user, names)
        period = period_choice(self.selection)
        shown = {choice.name for choice in choices} | {"ky", "tu", "den", "luc", "rieng"}
        kept = [pair for pair in parse_qsl(self.selection.query()) if pair[0] not in shown]
        return {
            "choices": choices,
            "period": period,
            "days": self._days(),
            "kept": kept,
            "chips": chips_of(self.selection),
            "error": self.refused.message if self.refused else "",
        }

    def _days(self) -> dict[str, str]:
        """As they were typed; else those of the period."""
        period = self.selection.period
        if period is None:
            return {}
        first, last = self.typed.get("tu", ""), self.typed.get("den", "")
        if self.refused:
            return {"first": first, "last": last}
        return {"first": period.first.isoformat(), "last": period.last.isoformat()}
