"""Phiếu kiểm soát quá trình giải quyết hồ sơ: one block for each hand-over (domain 4.8).

The history is lived through again: every stage gets the deadline it had at its time, and who
hands on is judged by the day of that deadline (domain 5.4).
"""

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from accounts.models import Unit, User
from dossiers.documents.contexts import Context
from dossiers.documents.facts import person
from dossiers.lateness.causes import told_cause
from dossiers.models import Dossier, DossierEvent
from dossiers.stage_clock import StageBefore, move_stage_clock
from dossiers.workflow import WAITING_FOR_CITIZEN, Status
from papers.lines import VERDICTS, Hand
from papers.wording import BLANK
from portal.lib.dates import local_day, paper_moment, short_moment
from procedures.content import WHOLE_TERM
from procedures.stages import way_of

STANDING_STILL = {*WAITING_FOR_CITIZEN, Status.STOPPED}
WITH_OTHERS = {Status.CONSULTING, Status.INTERLINKED}


def control(dossier: Dossier, event: DossierEvent) -> Context:
    """The slip as it stands after `event`."""
    events = list(dossier.events.filter(seq__lte=event.seq).select_related("actor"))
    names = _Names(dossier, events)
    return {
        **person(dossier),
        "received": paper_moment(dossier.received_at) if dossier.received_at else BLANK,
        "due": paper_moment(event.due_at) if event.due_at else "không có hạn",
        "office": "; ".join(dict.fromkeys(_working_offices(dossier, events, names))) or BLANK,
        "partners": "; ".join(_partners(events)) or "không",
        "hands": list(_hands(dossier, events, names)),
    }


class _Names:
    """Offices and people of the history, by two queries."""

    def __init__(self, dossier: Dossier, events: Sequence[DossierEvent]) -> None:
        offices = {event.unit_id for event in events} | {dossier.receiving_unit_id}
        people = {event.assignee_id for event in events if event.assignee_id}
        self.offices = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=offices)}
        self.people = {user.pk: str(user) for user in User.objects.filter(pk__in=people)}


def _working_offices(
    dossier: Dossier, events: Sequence[DossierEvent], names: _Names
) -> Iterator[str]:
    for event in events:
        if event.stage_id and event.unit_id != dossier.receiving_unit_id:
            yield names.offices[event.unit_id]


def _partners(events: Sequence[DossierEvent]) -> list[str]:
    """Who else was asked, in the words of who asked."""
    return [event.note for event in events if event.to_status in WITH_OTHERS and event.note]


def _hands(dossier: Dossier, events: Sequence[DossierEvent], names: _Names) -> Iterator[Hand]:
    """From reception on; an event that leaves the papers where they are is no hand-over."""
    stages = _StageClock(dossier, next((one.stage_id for one in events if one.stage_id), None))
    before: DossierEvent | None = None
    for event in events:
        limit = stages.limit
        if before is not None and _changes_hands(before, event):
            yield _hand(before, event, limit, names)
        if event.received_on or before:
            stages.live_through(event)
            before = event


def _changes_hands(before: DossierEvent, event: DossierEvent) -> bool:
    holders = ((one.unit_id, one.assignee_id, one.stage_id) for one in (before, event))
    return len(set(holders)) > 1


def _hand(before: DossierEvent, event: DossierEvent, limit: datetime | None, names: _Names) -> Hand:
    return Hand(
        giver=names.offices[before.unit_id],
        taker=names.offices[event.unit_id],
        at=paper_moment(event.at),
        given_by=str(event.actor or "Hệ thống"),
        taken_by=names.people.get(event.assignee_id or 0, ""),
        limit=short_moment(limit) if limit else "",
        note=told_cause(event.late_cause, event.late_note),
        verdict=_verdict(event.at, limit),
    )


def _verdict(at: datetime, limit: datetime | None) -> str:
    """By the day; without a deadline nothing is ticked."""
    if limit is None:
        return ""
    day, last = local_day(at), local_day(limit)
    return VERDICTS[0] if day < last else VERDICTS[1] if day == last else VERDICTS[2]


class _StageClock:
    """The dossier's stage deadlines, as each event found them: on a copy that is never saved."""

    def __init__(self, dossier: Dossier, stage_id: int | None) -> None:
        self._way = way_of(dossier.procedure_id, stage_id)
        self._dossier: Any = copy(dossier)
        self._dossier.stage_due_at = self._dossier.stage_warn_at = self._dossier.paused_at = None
        self._dossier.stage_id = 0  # none yet: the counter begins with the first event

    @property
    def limit(self) -> datetime | None:
        return self._dossier.stage_due_at

    def live_through(self, event: DossierEvent) -> None:
        dossier, before = self._dossier, StageBefore.of(self._dossier)
        dossier.stage_id, dossier.due_at = event.stage_id, event.due_at
        still = event.to_status in STANDING_STILL
        dossier.paused_at = (dossier.paused_at or event.at) if still else None
        move_stage_clock(dossier, before, self._share(event.stage_id), event.at)

    def _share(self, stage_id: int | None) -> int:
        """Of the stage; the counter has what the stages leave."""
        here = next((stage for stage in self._way if stage.id == stage_id), None)
        return here.share if here else max(0, WHOLE_TERM - sum(one.share for one in self._way))
