"""The chance of every open dossier to miss its date, counted again each hour."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Subquery

from accounts.offices import offices
from dossiers.models import Dossier, DossierEvent
from dossiers.models.dossier import DossierQuerySet
from portal.lib.dates import local_day, midnight
from reports.forecast.backtest import PACE_OF_WORK, Loads
from reports.forecast.curves import Paces
from reports.forecast.fitting import Weights
from reports.forecast.keeping import known
from reports.forecast.lives import measured, term_minutes
from reports.forecast.reasons import reason_of
from reports.models import LateChance

BATCH = 2000
_FACTS = (
    "pk", "root_unit_id", "in_charge_id", "receiving_unit_id", "procedure_id", "status",
    "assignee_id", "received_at", "due_original", "due_at", "entered",
)  # fmt: skip


def forecast(at: datetime) -> int:
    """For how many dossiers. Those that have ended, stand still or are late have no chance."""
    paces, weights = known()
    rows = _chances(_running(at), _loads(at), paces, weights, at)
    made = 0
    while batch := list(islice(rows, BATCH)):
        LateChance.objects.bulk_create(
            batch,
            update_conflicts=True,
            unique_fields=["dossier"],
            update_fields=["due_at", "chance", "because", "counted_at"],
        )
        made += len(batch)
    old = LateChance.objects.filter(counted_at__lt=at)
    old._raw_delete(old.db)
    return made


def may_come_late(at: datetime) -> DossierQuerySet:
    """Open, the clock running, the promised day not over."""
    running = Dossier.objects.open().filter(received_on__isnull=False, paused_at__isnull=True)
    return running.filter(due_at__gte=midnight(local_day(at)))


def _running(at: datetime) -> list[tuple[Any, ...]]:
    entries = DossierEvent.objects.filter(dossier=OuterRef("pk"), to_status=OuterRef("status"))
    entered_by = entries.exclude(from_status=F("to_status")).order_by().values("dossier")
    entered = Subquery(entered_by.annotate(last=Max("at")).values("last"))
    return list(may_come_late(at).annotate(entered=entered).values_list(*_FACTS))


def _loads(at: datetime) -> Loads:
    """As the backtest counts them, of all dossiers."""
    there = Dossier.objects.open().filter(received_on__isnull=False)
    since = local_day(at - PACE_OF_WORK)
    ended = Dossier.objects.filter(closed_on__gte=since, received_on__isnull=False)
    return Loads(
        _numbers(there, "in_charge_id"),
        _numbers(there.filter(assignee__isnull=False), "assignee_id"),
        _numbers(ended, "in_charge_id"),
    )


def _numbers(rows: DossierQuerySet, by: str) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list(by).annotate(number=Count("pk"))))


def _chances(
    rows: list[tuple[Any, ...]], loads: Loads, paces: Paces, weights: Weights, at: datetime
) -> Iterator[LateChance]:
    for pk, root, office, receiving, procedure, status, holder, received, first, due, since in rows:
        calendar = offices()[receiving].calendar
        term = term_minutes(calendar, received, first or due)
        moments = (since or received, at, due)
        seen = measured(calendar, (procedure, status), term, moments)
        guess = loads.guess(paces.miss(seen.key, seen.since, seen.left), office, holder)
        yield LateChance(
            dossier_id=pk,
            root_unit_id=root,
            in_charge_id=office,
            due_at=due,
            chance=weights.chance(guess),
            because=reason_of(seen, guess, paces),
            counted_at=at,
        )
