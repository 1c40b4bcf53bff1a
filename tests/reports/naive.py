"""Figures counted the simple way, dossier by dossier and day by day: what the fast ones must be."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta

from dossiers.models import ClockEntry, Dossier
from dossiers.workflow import Status
from portal.lib.dates import local_day
from reports.counting.figures import Figures

DAY = timedelta(days=1)
Key = tuple[int, ...]
KEYS = ("root_unit_id", "in_charge_id", "procedure_id", "field_id")
_STANDS = {ClockEntry.Kind.PAUSE, ClockEntry.Kind.STOP}


class Seen:
    """A dossier as it was known at a moment."""

    def __init__(self, dossier: Dossier, until: datetime) -> None:
        self.dossier, self.until = dossier, until
        lines = dossier.clock_entries.order_by("seq")
        self.lines = [line for line in lines if line.at <= until]

    @property
    def received_on(self) -> date | None:
        at = self.dossier.received_at
        return local_day(at) if at and at <= self.until else None

    @property
    def closed_on(self) -> date | None:
        at = self.dossier.closed_at
        return local_day(at) if self.received_on and at and at <= self.until else None

    def is_open(self, day: date) -> bool:
        """At the end of the day."""
        received, closed = self.received_on, self.closed_on
        return bool(received and received <= day and (closed is None or closed > day))

    def is_late(self, day: date) -> bool:
        """At the end of the day, which may not be after the last one known."""
        lines = [line for line in self.lines if local_day(line.at) <= day]
        if not lines or lines[-1].kind in _STANDS or day > local_day(self.until):
            return False
        due = lines[-1].due_at
        return due is not None and local_day(due) < day


def naive(first: date, last: date, until: datetime) -> dict[Key, Figures]:
    """By `KEYS`; without those that have nothing to say."""
    found: dict[Key, dict[str, int]] = defaultdict(lambda: asdict(Figures()))
    last = min(last, local_day(until))
    for dossier in Dossier.objects.all():
        key = tuple(getattr(dossier, name) for name in KEYS)
        for name, count in _counts(Seen(dossier, until), first, last):
            found[key][name] += count
    figures = {key: Figures(**counts) for key, counts in found.items()}
    return {key: one for key, one in figures.items() if one != Figures()}


def _counts(seen: Seen, first: date, last: date) -> Iterator[tuple[str, int]]:
    if seen.received_on and first <= seen.received_on <= last:
        yield from _received(seen.dossier)
    if seen.closed_on and first <= seen.closed_on <= last:
        yield from _closed(seen.dossier)
    days = [first + timedelta(days=past) for past in range((last - first).days + 1)]
    yield "late_began", sum(seen.is_late(day) and not seen.is_late(day - DAY) for day in days)
    yield "late_ended", sum(_stopped_being_late(seen, day) for day in days)
    yield "open_end", seen.is_open(last)
    yield "late_end", seen.is_late(last)


def _stopped_being_late(seen: Seen, day: date) -> bool:
    return seen.is_late(day - DAY) and not seen.is_late(day)


def _received(dossier: Dossier) -> Iterator[tuple[str, int]]:
    channel = {1: "direct", 2: "online", 3: "post"}[dossier.channel]
    yield f"received_{channel}", 1
    if level := {4: "full", 3: "partial"}.get(dossier.online_level):
        yield f"received_{level}", 1
        yield f"online_{level}", channel == "online"
    yield "digitised", dossier.digitised is True
    yield "digitised_known", dossier.digitised is not None
    yield "with_fee", dossier.fee_amount > 0


def _closed(dossier: Dossier) -> Iterator[tuple[str, int]]:
    yield f"closed_{dossier.timeliness}", 1
    yield "withdrawn", dossier.status == Status.WITHDRAWN
    yield "stopped", dossier.status == Status.STOPPED
    yield "rejected", dossier.outcome == "rejected"
    yield "e_results", dossier.e_result
    yield "days_taken", dossier.days_taken or 0
    yield "days_known", dossier.days_taken is not None
