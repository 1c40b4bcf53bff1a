"""Open dossiers that a version of a calendar gave new dates, read from their ledgers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery, Window

from accounts.models import User
from dossiers.models import ClockEntry
from dossiers.services.redate import Move
from portal.calendars.preview import SHOWN, MoveRow, move_rows
from worktime.models import CalendarVersion


@dataclass(frozen=True, slots=True)
class Moved:
    count: int
    rows: list[MoveRow]


def moved_by(version: CalendarVersion, *, reader: User) -> Moved:
    """All of them counted, the first fifty listed; three queries."""
    entries = ClockEntry.objects.filter(
        kind=ClockEntry.Kind.CALENDAR, calendar_version_id__in=_made_with(version)
    )
    before = ClockEntry.objects.filter(dossier=OuterRef("dossier"), seq=OuterRef("seq") - 1)
    rows = entries.order_by("calendar_version_id", "dossier").values_list(
        Window(Count("pk")),
        "dossier",
        "dossier__code",
        "dossier__unit__short_name",
        Subquery(before.values("due_at")),
        "due_at",
        Subquery(before.values("statutory_at")),
        "statutory_at",
    )[:SHOWN]
    moves = [(count, Move(*move)) for count, *move in rows]
    return Moved(moves[0][0] if moves else 0, move_rows([move for _, move in moves], reader))


def _made_with(version: CalendarVersion) -> Sequence[int]:
    """The version, and those that its change made of the heirs."""
    together = CalendarVersion.objects.filter(made_at=version.made_at)
    parents = dict(together.values_list("pk", "parent_version_id"))
    made = [version.pk]
    for parent in made:  # grows while it is walked
        made += [pk for pk, above in parents.items() if above == parent]
    return made
