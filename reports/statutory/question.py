"""What an address asks of a report: whose figures, over which period, of which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils import timezone

from accounts.models import User
from portal.lib.errors import Refused
from procedures.memory import catalogue
from reports.lists.filters import Choice, choices_of, period_choice
from reports.periods import Period, named
from reports.scope import Scope
from reports.selections import Selection

RECEIVED = "tiep-nhan"  # any figure of a period
_USUAL = "thang"


@dataclass(frozen=True)
class Question:
    """`refused`: why it cannot be answered; it is then what is usual. `first` and `last` are the
    days as they were typed."""

    scope: Scope
    period: Period
    field: int | None
    first: str
    last: str
    refused: Refused | None = None

    @classmethod
    def read(cls, data: Mapping[str, str], user: User, at: datetime) -> "Question":
        refused = None
        try:
            asked = Selection.read({**data, "so": RECEIVED}, user, at)
        except Refused as refusal:
            refused = refusal
            usual = named(_USUAL, timezone.localdate(at))
            asked = Selection(Scope.of(user), RECEIVED, usual)
        period = asked.period or named(_USUAL, timezone.localdate(at))
        typed = (data.get("tu", ""), data.get("den", ""))
        days = typed if refused else (period.first.isoformat(), period.last.isoformat())
        return cls(asked.scope, period, asked.field, *days, refused)

    def query(self) -> str:
        """The same question in another address."""
        pairs = self.scope.pairs() | self.period.pairs()
        if self.field is not None:
            pairs["linh-vuc"] = catalogue().fields[self.field].slug
        return urlencode(pairs)

    def choices(self, user: User, *, by_field: bool) -> dict[str, Choice | None]:
        """What the form above a report offers."""
        asked = Selection(self.scope, RECEIVED, self.period, field=self.field)
        offered = {one.name: one for one in choices_of(asked, user)}
        return {
            "unit": offered["don-vi"],
            "period": period_choice(asked),
            "field": offered["linh-vuc"] if by_field else None,
        }
