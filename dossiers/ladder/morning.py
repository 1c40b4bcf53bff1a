"""The news of the morning: at 7:15 for whoever holds dossiers, at 7:30 for heads and leaders.

Given once a person and working day, later when the timer stood still, and not after noon.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.models import Unit, User
from accounts.offices import OfficeFacts, offices
from accounts.permissions import Perm
from accounts.services import staff_with
from dossiers.ladder.hearers import Hearer, Hearers
from dossiers.ladder.telling import staff_notice
from dossiers.ladder.watch import LATE, NO_CAUSE, SOON, TODAY, Watch
from dossiers.models import Dossier, MorningNews
from dossiers.staff.queue import Filters, tab_conditions
from notifications.services import Notice, send_many
from portal.lib.dates import long_day
from worktime.calendars import in_vietnam

Kind = MorningNews.Kind
BEGIN = {Kind.OWN: time(7, 15), Kind.LEADERS: time(7, 30)}
END = time(12)  # what was not told by then is no news any more
FIGURES = {"late": LATE, "today": TODAY, "soon": SOON, "no_cause": NO_CAUSE}


def give_news(at: datetime) -> int:
    """To the people of every office that works today and has not had it; how many notices."""
    now = in_vietnam(at)
    kinds = [kind for kind, begin in BEGIN.items() if begin <= now.time() < END]
    return sum(_give(kind, one, at) for kind in kinds for one in _waiting(kind, now.date()))


def _waiting(kind: Kind, day: date) -> list[OfficeFacts]:
    """Offices with people that work today and were not told yet."""
    given = MorningNews.objects.filter(kind=kind, day__gte=day).values("unit_id")
    staff = User.objects.filter(kind=User.Kind.STAFF, is_active=True).exclude(unit__in=given)
    units = staff.order_by().values_list("unit_id", flat=True).distinct()
    found = (offices().get(unit) for unit in units)
    return [office for office in found if office and office.calendar.is_working(day)]


@transaction.atomic
def _give(kind: Kind, office: OfficeFacts, at: datetime) -> int:
    """One conditional update: of several timers only one gives it."""
    day = in_vietnam(at).date()
    before = MorningNews(unit_id=office.id, kind=kind, day=day - timedelta(days=1))
    MorningNews.objects.bulk_create([before], ignore_conflicts=True)
    news = MorningNews.objects.filter(unit_id=office.id, kind=kind, day__lt=day)
    if not news.update(day=day):
        return 0
    unit = Unit.objects.select_related("root").get(pk=office.id)
    morning = Morning(office, unit, at)
    notices = list(morning.of_holders() if kind == Kind.OWN else morning.of_leaders())
    send_many(notices)
    return len(notices)


@dataclass(frozen=True)
class Morning:
    """What the people of one office are told."""

    office: OfficeFacts
    unit: Unit
    at: datetime

    def of_holders(self) -> Iterator[Notice]:
        """For each who holds something that is late or due today."""
        tabs = tab_conditions(self.office.calendar, self.at)
        held = Dossier.objects.open().filter(
            tabs[LATE] | tabs[TODAY],
            unit=self.unit,
            assignee__unit=self.unit,
            assignee__is_active=True,
        )
        late, today = Count("pk", filter=tabs[LATE]), Count("pk", filter=tabs[TODAY])
        counts: Any = held.order_by().values_list("assignee").annotate(late=late, today=today)
        numbers = {pk: {"late": late, "today": today} for pk, late, today in counts}
        people = User.objects.in_bulk(numbers)
        for hearer in self._hearers(people.values()):
            concerned = hearer.absent or hearer.person
            watch = Watch(self.office, holder=concerned)
            own = f"{reverse('dossiers:queue')}?{Filters(mine=True).query()}"
            path = watch.path(LATE) if hearer.absent else own
            yield self._notice(Kind.OWN, hearer, numbers[concerned.pk], path)

    def of_leaders(self) -> Iterator[Notice]:
        """For heads about their office, for leaders about all; also that nothing is late."""
        people = staff_with(self.unit, Perm.ASSIGN).prefetch_related("role_assignments")
        for hearer in self._hearers(people):
            watch = Watch.of(hearer.absent or hearer.person)
            counts = watch.counts(self.at)
            links = {
                f"{name}_link": f"{settings.SITE_URL}{watch.path(tab)}"
                for name, tab in FIGURES.items()
            }
            numbers = {name: counts[tab] for name, tab in FIGURES.items()}
            more = import_string(settings.MORNING_LINE)(hearer.absent or hearer.person, self.at)
            facts = numbers | links | more
            yield self._notice(Kind.LEADERS, hearer, facts, watch.path(LATE))

    def _hearers(self, people: Iterable[User]) -> list[Hearer]:
        """One for each person, also where somebody hears for several."""
        hearers = Hearers(self.at)
        return [hearer for one in people for hearer in hearers.standing_in([one])]

    def _notice(self, kind: Kind, hearer: Hearer, facts: dict[str, Any], path: str) -> Notice:
        root, day = self.unit.root or self.unit, in_vietnam(self.at).date()
        about = {
            "office": root.short_name,
            "day": long_day(day),
            "link": f"{settings.SITE_URL}{path}",
        }
        return staff_notice(
            kind.value,
            hearer,
            key=f"{kind.value}:{day:%Y%m%d}:{(hearer.absent or hearer.person).pk}",
            at=self.at,
            root_unit_id=root.pk,
            facts=facts | about,
            link=path,
        )
