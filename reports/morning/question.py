"""What the page is asked about: whose dossiers, which of them, over which period, when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from reports.periods import Period
from reports.scope import Scope
from reports.selections import Selection

ENDED = "da-giai-quyet"


@dataclass(frozen=True)
class Question:
    """`asked` has the scope, the filters and the period; `until`: up to when periods are counted,
    None before they ever were."""

    asked: Selection
    at: datetime
    until: datetime | None

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def period(self) -> Period:
        if self.asked.period is None:
            raise ValueError("the page is about a period")
        return self.asked.period

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def key(self) -> str:
        """Of what was counted for it; channels are not counted apart."""
        scope, period = self.scope, self.period
        days = f"{period.first}:{period.last}"
        return f"{scope.office.id}:{scope.alone:d}:{days}:{self.asked.field or 0}"

    def now(self, measure: str, scope: Scope | None = None, **how: Any) -> Selection:
        """Of this moment."""
        whose = scope or self.scope
        return self.asked.but(measure=measure, scope=whose, period=None, until=None, **how)

    def over(
        self, measure: str, scope: Scope | None = None, period: Period | None = None
    ) -> Selection:
        """Of the period, through whatever channel: summary rows know no channel of what ended."""
        return self.asked.but(
            measure=measure, scope=scope or self.scope, period=period or self.period,
            until=self.until, channel=None,
        )  # fmt: skip
