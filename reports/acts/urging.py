"""Nhắc việc, yêu cầu nêu nguyên nhân: one message for each person, with the list.

Whoever holds a dossier hears of it, or those of the office whose duty the next step is; for who is
absent the deputy. Nobody hears of the same dossier twice on a day.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Perm
from dossiers.ladder.hearers import Hearer, Hearers
from dossiers.lateness.causes import has_cause
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from notifications.services import send_many
from portal.lib.errors import Refused
from portal.lib.text import clean
from reports.acts.notices import Batch, notice_of
from reports.models import Reminder

Kind = Reminder.Kind
NOTE_LENGTH = Reminder._meta.get_field("note").max_length or 0


@dataclass
class Urged:
    """What became of the ticked dossiers: codes, and whom the messages went to."""

    people: list[User] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)  # somebody did so today
    own: list[str] = field(default_factory=list)  # who urges has them in hand
    nobody: list[str] = field(default_factory=list)  # who could be told
    over: list[str] = field(default_factory=list)  # ended, or the cause is known by now


@transaction.atomic
def urge(dossiers: DossierQuerySet, kind: Kind, *, by: User, at: datetime, note: str = "") -> Urged:
    """`dossiers` are those of the scope of `by` that were ticked; the note is for the message."""
    if Perm.DIRECT not in by.permissions:
        raise Refused("not_permitted", "Anh/chị không có quyền nhắc việc")
    urging = _Urging(kind, by, at, clean(note))
    urging.take(_locked(dossiers))
    urging.write()
    return urging.result


def _locked(dossiers: DossierQuerySet) -> list[Dossier]:
    """Held against another who urges about the same at this moment."""
    held = dossiers.select_for_update(of=("self",), no_key=True).order_by("pk")
    return list(held.select_related("root_unit", "unit", "assignee"))


class _Urging:
    """One press of the button."""

    def __init__(self, kind: Kind, by: User, at: datetime, note: str) -> None:
        self.kind, self.by, self.at, self.note = kind, by, at, note
        self.day = timezone.localdate(at)
        self.result = Urged()
        self._hearers = Hearers(at)
        self._batches: dict[tuple[int, int | None], Batch] = {}

    def take(self, dossiers: list[Dossier]) -> None:
        """Sorts the dossiers to the people who will hear of them."""
        told = self._told_today(dossiers)
        for dossier in dossiers:
            hearers = self._hearers.of(dossier, over=False) if self._concerns(dossier) else []
            others = [one for one in hearers if one.person != self.by]
            new = [one for one in others if one.person.pk not in told[dossier.pk]]
            for hearer in new:
                self._batch(hearer).dossiers.append(dossier)
            self._list_for(dossier, hearers, others, new).append(dossier.display_code)

    def write(self) -> None:
        """The rows that say who was urged, and the messages."""
        batches = list(self._batches.values())
        rows = [self._row(batch, one) for batch in batches for one in batch.dossiers]
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)
        send_many(
            notice_of(batch, self.kind, by=self.by, at=self.at, note=self.note) for batch in batches
        )
        self.result.people = [batch.hearer.person for batch in batches]

    def _concerns(self, dossier: Dossier) -> bool:
        if self.kind is Kind.ASK_CAUSE:
            return dossier.is_overdue(self.at) and not has_cause(dossier)
        return dossier.is_open

    def _list_for(
        self, dossier: Dossier, hearers: list[Hearer], others: list[Hearer], new: list[Hearer]
    ) -> list[str]:
        if not self._concerns(dossier):
            return self.result.over
        if not others:
            return self.result.own if hearers else self.result.nobody
        return self.result.told if new else self.result.before

    def _batch(self, hearer: Hearer) -> Batch:
        """Work of one's own and of somebody absent are told apart."""
        key = (hearer.person.pk, hearer.absent.pk if hearer.absent else None)
        return self._batches.setdefault(key, Batch(hearer))

    def _told_today(self, dossiers: Iterable[Dossier]) -> dict[int, set[int]]:
        """Dossier -> people who were told the same today."""
        found: dict[int, set[int]] = defaultdict(set)
        rows = Reminder.objects.filter(dossier__in=dossiers, kind=self.kind, day=self.day)
        for dossier_id, person_id in rows.order_by().values_list("dossier_id", "to_id"):
            found[dossier_id].add(person_id)
        return found

    def _row(self, batch: Batch, dossier: Dossier) -> Reminder:
        return Reminder(
            root_unit_id=dossier.root_unit_id,
            dossier=dossier,
            kind=self.kind,
            by=self.by,
            to=batch.hearer.person,
            at=self.at,
            day=self.day,
            note=self.note,
        )
