"""One dossier read for its citizen: two queries for everybody, names and stages from memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DEFAULT_DB_ALIAS

from accounts.offices import OfficeFacts, offices
from dossiers.models import Dossier, DossierEvent, SupplementItem
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import WAITING_FOR_PAPERS
from portal.lib.prepared import Prepared
from procedures.memory import catalogue
from procedures.stages import Way, way_of
from worktime.arithmetic import WorkCalendar

# All that the masked page needs; nothing else leaves the database.
_COLUMNS = (
    "code", "submission_code", "tracking_key", "status", "paused_at", "closed_at", "timeliness",
    "channel", "procedure_id", "stage_id", "unit_id", "receiving_unit_id", "root_unit_id",
    "owner_id", "applicant_name", "phone", "submitted_at", "accept_by", "received_at", "due_at",
    "act_by", "reappointed_at", "late_cause",
    "stage_due_at", "updated_at", "delivery", "fee_amount", "fee_paid_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """One line of history."""

    seq: int
    at: datetime
    action: str
    unit_id: int
    stage_id: int | None
    reason: str
    note: str = ""  # this and `actor` only for the owner
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The supplement that is being waited for."""

    due_on: date
    items: list[Item]


@dataclass(frozen=True)
class Tracked:
    """`full`: for the owner; otherwise for whoever holds the receipt or knows code and digits."""

    dossier: Dossier
    full: bool
    at: datetime
    title: str
    past: list[Past]  # oldest first, at least one
    asked: Asked | None
    way: Way
    offices: Mapping[int, OfficeFacts]

    @property
    def counter(self) -> OfficeFacts:
        return self.offices[self.dossier.receiving_unit_id]

    @property
    def calendar(self) -> WorkCalendar:
        return self.counter.calendar

    @property
    def holder(self) -> OfficeFacts:
        return self.offices[self.dossier.unit_id]

    @property
    def hotline(self) -> str:
        return self.offices[self.dossier.root_unit_id].phone

    @property
    def owed_by(self) -> datetime | None:
        """Until when the office owes something: not while people are waited for, nor at the end."""
        return self.dossier.act_by if self.dossier.is_open else None

    @property
    def appointed_anew(self) -> datetime | None:
        """The later date that an apology promises; None without one, or after the promise moved."""
        due, again = self.dossier.due_at, self.dossier.reappointed_at
        return again if self.owed_by and due and again and again > due else None

    @property
    def is_late(self) -> bool:
        return self.owed_by is not None and self.owed_by < self.at


def masked(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Only what the masked page needs."""
    return dossiers.only(*_COLUMNS)


# In the order in which `from_db` takes them.
_FIELDS = [
    field.attname for field in Dossier._meta.concrete_fields if field.attname in {"id", *_COLUMNS}
]
_BY_KEY = Prepared(lambda key: Dossier.objects.filter(tracking_key=key).values_list(*_FIELDS), "")


def by_key(key: str) -> Dossier | None:
    """`masked`, by the secret of the receipt."""
    row = next(iter(_BY_KEY.rows(key)), None)
    return Dossier.from_db(DEFAULT_DB_ALIAS, _FIELDS, row) if row else None


def track(dossier: Dossier, *, full: bool, at: datetime) -> Tracked:
    known, names = offices(), catalogue()
    return Tracked(
        dossier=dossier,
        full=full,
        at=at,
        title=names.procedures[dossier.procedure_id].title,
        past=_past(dossier, full=full),
        asked=_asked(dossier) if dossier.state in WAITING_FOR_PAPERS else None,
        way=way_of(dossier.procedure_id, dossier.stage_id, stamp=names.stamp),
        offices=known,
    )


def glance(dossiers: Sequence[Dossier], *, at: datetime) -> list[Tracked]:
    """The owner's dossiers as lists need them: without history, no query at all."""
    known, names = offices(), catalogue()
    return [
        Tracked(
            dossier,
            full=True,
            at=at,
            title=names.procedures[dossier.procedure_id].title,
            past=[],
            asked=None,
            way=(),
            offices=known,
        )
        for dossier in dossiers
    ]


_EVENTS = DossierEvent.objects.order_by("seq")
_PAST = ("seq", "at", "action", "unit_id", "stage_id", "reason")
_MASKED_PAST = Prepared(lambda pk: _EVENTS.filter(dossier_id=pk).values_list(*_PAST), 0)


def _past(dossier: Dossier, *, full: bool) -> list[Past]:
    """Notes and people only for the owner."""
    if not full:
        return [Past(*row) for row in _MASKED_PAST.rows(dossier.pk)]
    rows = _EVENTS.filter(dossier=dossier).values_list(*_PAST, "note", "actor__full_name")
    return [Past(*row) for row in rows]


def _asked(dossier: Dossier) -> Asked | None:
    """The latest request that has no answer yet, with all its items."""
    waiting = SupplementItem.objects.filter(
        request__dossier=dossier, request__answered_at=None
    ).order_by("-request_id", "id")
    rows = list(waiting.values_list("request_id", "request__due_on", "name", "reason"))
    if not rows:
        return None
    latest, due_on, *_ = rows[0]
    return Asked(due_on, [Item(name, reason) for pk, _, name, reason in rows if pk == latest])
