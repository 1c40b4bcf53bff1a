"""What a number counts: the one place where a figure and the list behind it come from.

A `Selection` is a measure within a scope, a period and filters; `dossiers(at)` are the dossiers,
`query()` is the address of their list. Figures of pages are counts of these, or summary rows that
tests compare with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from dossiers.lateness.causes import CAUSES
from dossiers.models.dossier import DossierQuerySet
from procedures.memory import catalogue
from procedures.models import Channel
from reports.now_rows import CAUSE_GIVEN, LATE, MEASURES_OF_NOW
from reports.period_rows import PERIOD_MEASURES, Measure
from reports.periods import Period
from reports.scope import Scope

NO_CAUSE = "chua-neu"  # in the place of a cause
NOBODY = "-"  # in the place of a user name
OF_PROVINCE, OF_COMMUNES = "tinh", "xa"  # who handles it, in the scope of a province
CAUSE_GROUPS = {
    slug: [cause.code for cause in CAUSES if cause.group == group]
    for slug, group in (
        ("don-vi-khac", "Đơn vị khác"),
        ("noi-bo", "Nội bộ"),
        ("nguoi-dan", "Người dân"),
        ("khach-quan", "Khách quan"),
        ("khac", "Khác"),
    )
}
_MOST_DIGITS = 10  # of seconds since 1970: up to the year 2286


@dataclass(frozen=True)
class Selection:
    """`until`: of a period that has not ended, up to which moment its figures were counted."""

    scope: Scope
    measure: str
    period: Period | None = None
    until: datetime | None = None
    field: int | None = None
    procedure: int | None = None
    channel: int | None = None
    cause: str = ""  # a code of dossiers.lateness.causes, one of CAUSE_GROUPS, or NO_CAUSE
    holder: str = ""  # user name, or NOBODY
    examiner: str = ""  # user name, or NOBODY
    level: str = ""  # OF_PROVINCE or OF_COMMUNES

    def dossiers(self, at: datetime) -> DossierQuerySet:
        """Exactly what the figure of this selection counts."""
        rows = MEASURES[self.measure].rows(self, self.scope.dossiers(), at)
        return rows.filter(self._filters())

    def _filters(self) -> Q:
        found = self._people()
        for name in ("field", "procedure", "channel"):
            if (value := getattr(self, name)) is not None:
                found &= Q(**{f"{name}_id" if name != "channel" else name: value})
        if self.level:
            own = Q(root_unit_id=self.scope.office.root_id)
            found &= own if self.level == OF_PROVINCE else ~own
        if self.cause == NO_CAUSE:
            found &= ~CAUSE_GIVEN | Q(due_at__isnull=True)
        elif self.cause:
            codes = CAUSE_GROUPS.get(self.cause, [self.cause])
            found &= CAUSE_GIVEN & Q(late_cause__in=codes)
        return found

    def _people(self) -> Q:
        found = Q()
        for name, username in (("assignee", self.holder), ("examiner", self.examiner)):
            if username == NOBODY:
                found &= Q(**{f"{name}__isnull": True})
            elif username:
                found &= Q(**{f"{name}__username": username})
        return found

    def but(self, **changes: Any) -> "Selection":
        return replace(self, **changes)

    def query(self) -> str:
        """For the address of the list, readable and complete."""
        pairs = {"so": self.measure} | self.scope.pairs()
        if self.period:
            days = {"tu": self.period.first.isoformat(), "den": self.period.last.isoformat()}
            pairs |= {"ky": "tu-chon"} | days
        if self.field is not None:
            pairs["linh-vuc"] = catalogue().fields[self.field].slug
        if self.procedure is not None:
            pairs["thu-tuc"] = catalogue().procedures[self.procedure].code
        pairs |= {"nguyen-nhan": self.cause, "can-bo": self.holder}
        pairs |= {"thu-ly": self.examiner, "cap": self.level}
        pairs["kenh"] = str(self.channel or "")
        pairs["luc"] = str(int(self.until.timestamp())) if self.until else ""
        return urlencode({name: value for name, value in pairs.items() if value})

    @classmethod
    def read(cls, data: Mapping[str, str], user: User, at: datetime) -> "Selection":
        """What an address asks for; unknown filters count as not given. `Refused` for a period or
        a unit that cannot be."""
        measure = data.get("so", "")
        measure = measure if measure in MEASURES else LATE
        period = None
        if not MEASURES[measure].of_now:
            period = Period.read(data, timezone.localdate(at))
        return cls(
            Scope.read(data, user),
            measure,
            period,
            until=_moment(data.get("luc", ""), at) if period else None,
            field=_field(data.get("linh-vuc", "")),
            procedure=_procedure(data.get("thu-tuc", "")),
            channel=_channel(data.get("kenh", "")),
            cause=data.get("nguyen-nhan", ""),
            holder=data.get("can-bo", ""),
            examiner=data.get("thu-ly", ""),
            level=data.get("cap", "") if data.get("cap", "") in {OF_PROVINCE, OF_COMMUNES} else "",
        )


def _field(slug: str) -> int | None:
    return next((one.id for one in catalogue().fields.values() if slug and one.slug == slug), None)


def _procedure(code: str) -> int | None:
    found = (one.id for one in catalogue().procedures.values() if code and one.code == code)
    return next(found, None)


def _channel(text: str) -> int | None:
    return int(text) if text in {str(one.value) for one in Channel.Method} else None


def _moment(text: str, at: datetime) -> datetime | None:
    """Whole seconds since 1970, not in the future."""
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        return None
    return min(datetime.fromtimestamp(int(text), tz=at.tzinfo), at)


MEASURES: dict[str, Measure] = MEASURES_OF_NOW | PERIOD_MEASURES
