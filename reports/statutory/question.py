"""What an address asks of a report: whose figures, over which period, of which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils import timezone

from accounts.models import User
from portal.lib.errors import Refused
from procedures.memory import catalogue
from reports.lists.filters import Choice, choices_of, period_choice
from reports.periods import CHOICES, Period, named
from reports.scope import Scope
from reports.selections import Selection

RECEIVED = "tiep-nhan"  # any figure of a period
CHOSEN = "tu-chon"
_TYPED = {"tu", "den"}
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
        """What was asked stays as it was chosen, as far as it can be."""
        today = timezone.localdate(at)
        pairs, usual = _meant(data, today), named(_USUAL, today)
        scope, period, refused = Scope.of(user), Period(usual.first, usual.last), None
        try:
            period = Period.read(pairs, today, usual=_USUAL)
        except Refused as refusal:
            refused = refusal
        try:
            scope = Scope.read(pairs, user)
        except Refused as refusal:
            refused = refusal
        field = catalogue().by_slug.get(pairs.get("linh-vuc", ""))
        days = (period.first.isoformat(), period.last.isoformat())
        if refused and refused.field in _TYPED:
            days = (pairs.get("tu", ""), pairs.get("den", ""))
        return cls(scope, period, field.id if field else None, *days, refused)

    @property
    def chosen(self) -> str:
        """How the period was chosen, for the form to send along."""
        return self.period.slug

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


def _meant(data: Mapping[str, str], today: date) -> dict[str, str]:
    """Days changed in the form beside a period that was left as it is: the days are meant."""
    pairs = dict(data.items())
    slug, typed = pairs.get("ky", ""), (pairs.get("tu", ""), pairs.get("den", ""))
    if slug == pairs.get("ky-cu") and slug in CHOICES and slug != CHOSEN and all(typed):
        period = named(slug, today)
        if typed != (period.first.isoformat(), period.last.isoformat()):
            pairs["ky"] = CHOSEN
    return pairs
