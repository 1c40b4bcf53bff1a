"""Số liệu của tôi: what an officer has in hand and did, as leaders see it, shown to them first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum

from accounts.models import User
from accounts.offices import offices
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from portal.lib.money import dots
from reports.lists.subjects import Tile
from reports.now_rows import IN_HAND, LATE, SOON, TODAY, WAITING
from reports.open_now import open_counts
from reports.periods import Period
from reports.scope import Scope
from reports.selections import MEASURES, Selection

LEAST = 5  # dossiers; a mean of fewer says nothing
Timeliness = Dossier.Timeliness
_NOW = (
    (IN_HAND, "Đang giữ", ""),
    (LATE, "Đang trễ hạn", "late"),
    (TODAY, "Đến hạn hôm nay", "soon"),
    (SOON, "Trong 2 ngày tới", "soon"),
    (WAITING, "Chờ dân bổ sung, nộp phí", "wait"),
)


@dataclass(frozen=True)
class Own:
    """Whose figures, over which period, as of when."""

    user: User
    period: Period
    at: datetime

    @property
    def held(self) -> Selection:
        """What lies with this person, whichever office of the commune answers for it."""
        own = offices()[self.user.unit_id or 0]
        return Selection(Scope(offices()[own.root_id]), IN_HAND, holder=self.user.username)

    def taken_in(self) -> DossierQuerySet:
        rows = self._of_root().filter(received_by=self.user)
        return rows.filter(received_on__range=(self.period.first, self.period.last))

    def examined(self) -> DossierQuerySet:
        """Ended in the period, examined by this person, whoever signed and sealed it."""
        rows = self._of_root().filter(examiner=self.user).exclude(timeliness="")
        return rows.filter(closed_on__range=(self.period.first, self.period.last))

    def _of_root(self) -> DossierQuerySet:
        return Dossier.objects.filter(root_unit_id=self.held.scope.office.id)


def _ended(how: Timeliness) -> Callable[[Own], DossierQuerySet]:
    return lambda own: own.examined().filter(timeliness=how)


@dataclass(frozen=True)
class OfPeriod:
    label: str
    rows: Callable[[Own], DossierQuerySet]
    key: str  # what its list is sorted by


OF_PERIOD: dict[str, OfPeriod] = {
    "toi-nhan": OfPeriod("Tôi tiếp nhận", Own.taken_in, "received_on"),
    "toi-xu-ly": OfPeriod("Tôi thụ lý, đã xong", Own.examined, "closed_on"),
    "toi-truoc": OfPeriod("Xong trước hạn", _ended(Timeliness.EARLY), "closed_on"),
    "toi-dung": OfPeriod("Xong đúng hạn", _ended(Timeliness.ON_TIME), "closed_on"),
    "toi-tre": OfPeriod("Xong quá hạn", _ended(Timeliness.LATE), "closed_on"),
}


def tiles_now(own: Own) -> list[Tile]:
    counted = open_counts(own.held, own.at)[()]
    numbers = [(slug, label, kind, counted.of(slug)) for slug, label, kind in _NOW]
    return [
        Tile(label, dots(number), _url(own, slug), kind if number else "")
        for slug, label, kind, number in numbers
    ]


def tiles_of_period(own: Own) -> tuple[list[Tile], str]:
    """The tiles, and how many working days a dossier took on average."""
    counted = own.examined().aggregate(
        **{how.value: Count("pk", filter=Q(timeliness=how)) for how in Timeliness},
        ended=Count("pk"),
        days=Sum("days_taken"),
        known=Count("days_taken"),
    )
    numbers = {
        "toi-nhan": own.taken_in().count(),
        "toi-xu-ly": counted["ended"],
        "toi-truoc": counted[Timeliness.EARLY],
        "toi-dung": counted[Timeliness.ON_TIME],
        "toi-tre": counted[Timeliness.LATE],
    }
    tiles = [
        Tile(OF_PERIOD[slug].label, dots(number), _url(own, slug))
        for slug, number in numbers.items()
    ]
    return tiles, _mean(counted["days"], counted["known"])


def _mean(days: int | None, dossiers: int) -> str:
    """Empty where there are too few to say."""
    if days is None or dossiers < LEAST:
        return ""
    return f"{days / dossiers:.1f}".replace(".", ",")


def _url(own: Own, slug: str) -> str:
    return f"?{urlencode({'so': slug} | own.period.pairs())}"


@dataclass(frozen=True)
class Listed:
    """The dossiers behind a number, and how they are sorted."""

    title: str
    rows: DossierQuerySet
    key: str
    address: str
    newest_first: bool = False


def listed(own: Own, slug: str) -> Listed | None:
    """None: no list was asked for."""
    if slug in OF_PERIOD:
        one = OF_PERIOD[slug]
        return Listed(one.label, one.rows(own), one.key, _url(own, slug), newest_first=True)
    labels = {name: label for name, label, _ in _NOW}
    if slug not in labels:
        return None
    rows = own.held.but(measure=slug).dossiers(own.at)
    return Listed(labels[slug], rows, MEASURES[slug].key, _url(own, slug))
