"""The days and weeks behind us, which nothing changes any more, and who has fallen silent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Exists, OuterRef

from accounts.models import Unit
from dossiers.models import Dossier
from portal.lib.dates import midnight
from reports.counting.figures import late_by_day, received_and_closed_by_week
from reports.morning.question import Question
from reports.periods import DAY

KEPT_SECONDS = 900
TREND_DAYS, WEEKS, SILENT_DAYS = 30, 12, 3


@dataclass(frozen=True)
class History:
    late: list[tuple[date, int]]  # at the end of each day, up to yesterday
    weeks: list[tuple[date, int, int]]  # Monday, received, closed; whole weeks of one commune
    silent: list[int]  # communes that received nothing in the last working days

    @property
    def yesterday(self) -> int | None:
        return self.late[-1][1] if self.late else None


NOTHING = History([], [], [])


def history(question: Question) -> History:
    """Nothing until all of yesterday was counted."""
    if question.until is None or question.until < midnight(question.today):
        return NOTHING
    key = f"history:{question.key}:{question.today}"
    found: History | None = cache.get(key)
    if found is None:
        found = _read(question, question.until)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _read(question: Question, until: datetime) -> History:
    today, field = question.today, question.asked.field
    first = today - timedelta(days=TREND_DAYS - 1)
    return History(
        late=late_by_day(question.scope, first, today - DAY, field=field),
        weeks=_weeks(question, until) if question.scope.is_local else [],
        silent=_silent(question),
    )


def _weeks(question: Question, until: datetime) -> list[tuple[date, int, int]]:
    """From the dossiers themselves: summary rows know half months, and a province is too large."""
    monday = question.today - timedelta(days=question.today.weekday())
    first, field = monday - timedelta(weeks=WEEKS), question.asked.field
    return received_and_closed_by_week(question.scope, first, monday - DAY, until, field=field)


def _silent(question: Question) -> list[int]:
    """One look into the index for each commune."""
    calendar = question.scope.office.calendar
    since = calendar.add_working_days(question.today - DAY, 1 - SILENT_DAYS)
    received = Dossier.objects.filter(root_unit_id=OuterRef("pk"), received_on__gte=since)
    communes = Unit.objects.filter(pk__in=question.scope.roots, kind=Unit.Kind.COMMUNE)
    silent = communes.filter(~Exists(received)).order_by("code")
    return list(silent.values_list("pk", flat=True))
