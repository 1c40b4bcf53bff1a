"""What heads and leaders watch: late, due today, in two days, late without a cause.

The figures of the morning's news and the lists behind them are one QuerySet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse

from accounts.models import User
from accounts.offices import OfficeFacts, offices
from accounts.permissions import Perm
from dossiers.ladder.rungs import horizon
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.staff.queue import tab_conditions
from worktime.arithmetic import WorkCalendar

LATE, TODAY, SOON, NO_CAUSE = "tre", "hom-nay", "hai-ngay", "thieu-ly-do"
TABS = {
    LATE: ("Trễ hạn", "late"),
    TODAY: ("Hôm nay", "soon"),
    SOON: ("2 ngày tới", "ok"),
    NO_CAUSE: ("Trễ, chưa nêu nguyên nhân", "late"),
}


@dataclass(frozen=True)
class Watch:
    """Open dossiers of one office, or of its whole commune or province (`whole`).

    `holder` is the one person whose work alone is looked at.
    """

    office: OfficeFacts
    whole: bool = False
    holder: User | None = None

    @classmethod
    def of(cls, user: User) -> "Watch":
        """What this person answers for: the leader for all offices, the head for one."""
        office = offices()[user.unit_id or 0]
        return cls(office, whole=office.id == office.root_id and Perm.SIGN in user.permissions)

    @classmethod
    def read(cls, data: Mapping[str, str], user: User) -> "Watch":
        """What the address asks for, as far as the person may see it."""
        asked = _office_with(data.get("don-vi", ""), user)
        watch = cls.of(user) if asked is None else cls(asked, whole=data.get("ca-xa") == "1")
        if watch.whole and Perm.SEARCH_ALL not in user.permissions:
            watch = cls(watch.office)
        holder = _colleague(data.get("nguoi-giu", ""), watch.office)
        return cls(watch.office, whole=watch.whole, holder=holder)

    def dossiers(self) -> DossierQuerySet:
        found = Dossier.objects.open().filter(unit__in=self._units())
        return found.filter(assignee=self.holder) if self.holder else found

    def _units(self) -> list[int]:
        if not self.whole:
            return [self.office.id]
        return [one.id for one in offices().values() if one.root_id == self.office.root_id]

    def rows(self, tab: str, at: datetime) -> DossierQuerySet:
        return self.dossiers().filter(_conditions(self.office.calendar, at)[tab])

    def counts(self, at: datetime) -> dict[str, int]:
        """Of all tabs, by one query that reads what is near or late."""
        near = self.dossiers().filter(act_by__lt=horizon(self.office.calendar, at))
        tabs = _conditions(self.office.calendar, at)
        found = near.aggregate(
            **{f"tab_{n}": Count("pk", filter=tabs[tab]) for n, tab in enumerate(TABS)}
        )
        return {tab: found[f"tab_{n}"] for n, tab in enumerate(TABS)}

    @property
    def words(self) -> str:
        """`Tư pháp - Hộ tịch`, `Tất cả đơn vị`, of one person also whose work it is."""
        where = "Tất cả đơn vị" if self.whole else self.office.short_name
        return f"{where} · việc của {self.holder}" if self.holder else where

    def path(self, tab: str = "") -> str:
        """The address of the list, the same for everybody who may open it."""
        pairs = {
            "muc": tab,
            "don-vi": self.office.code,
            "ca-xa": "1" if self.whole else "",
            "nguoi-giu": self.holder.username if self.holder else "",
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{reverse('dossiers:watch')}?{query}"


def _conditions(calendar: WorkCalendar, at: datetime) -> dict[str, Q]:
    """Tab -> which open dossiers; dates as the tabs of the queue have them."""
    tabs = tab_conditions(calendar, at)
    not_given = Q(late_cause_at=None) | Q(late_cause_at__lt=F("due_at"))
    return {tab: tabs[tab] for tab in (LATE, TODAY, SOON)} | {
        NO_CAUSE: tabs[LATE] & Q(due_at__lt=at) & not_given
    }


def _colleague(username: str, office: OfficeFacts) -> User | None:
    """Of the commune's staff alone: what others are called is nobody's business here."""
    units = [one.id for one in offices().values() if one.root_id == office.root_id]
    return User.objects.filter(username=username, unit__in=units).first()


def _office_with(code: str, user: User) -> OfficeFacts | None:
    """One of the person's own commune; another than the own one for those who may look at all."""
    own = offices()[user.unit_id or 0]
    asked = next((one for one in offices().values() if one.code == code), None)
    if asked is None or asked.root_id != own.root_id:
        return None
    return asked if asked.id == own.id or Perm.SEARCH_ALL in user.permissions else None
