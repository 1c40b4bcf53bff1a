"""Climbing: telling of the rungs that dates have passed, each once (reliability F7, G34).

After a stop only the highest rung that is due is told; those below are recorded as passed. Two
that climb at once never meet: a dossier is held while it is told of, and its rung is written in
the transaction that writes the notices.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dossiers.ladder.finding import Ladder, ladders_of, told, untold, working_offices
from dossiers.ladder.hearers import Hearers
from dossiers.ladder.telling import notices_of
from dossiers.models import Dossier, LadderRung
from notifications.services import send_many

RECORDED = 10  # rungs below the told one that are written down: two weeks' worth


def climb(at: datetime) -> int:
    """Tells of every rung that is due; of how many dossiers."""
    hearers = Hearers(at)
    return sum(_climb(keys, hearers, at) for keys in untold(at))


@transaction.atomic
def _climb(keys: Sequence[int], hearers: Hearers, at: datetime) -> int:
    """What somebody else is working on, person or timer, is left for the next time."""
    held = Dossier.objects.open().filter(pk__in=keys).order_by("pk")
    rows = held.select_for_update(of=("self",), skip_locked=True, no_key=True)
    dossiers = {one.pk: one for one in rows.select_related("root_unit", "unit", "assignee")}
    due = _due(list(dossiers.values()), at)
    LadderRung.objects.bulk_create(
        (row for ladder in due for row in _rows(ladder, dossiers[ladder.dossier_id], at)),
        ignore_conflicts=True,
    )
    said = {ladder.dossier_id: ladder for ladder in reversed(due)}  # the whole before its stage
    send_many(
        notice
        for pk, ladder in said.items()
        for notice in notices_of(dossiers[pk], ladder, hearers, at)
    )
    return len(said)


def _due(dossiers: Sequence[Dossier], at: datetime) -> list[Ladder]:
    """As the dossiers stand now that they are held."""
    calendars = working_offices(at)
    ladders = [ladder for one in dossiers for ladder in ladders_of(one, calendars, at)]
    known = told(ladders)
    return [ladder for ladder in ladders if ladder.key not in known]


def _rows(ladder: Ladder, dossier: Dossier, at: datetime) -> list[LadderRung]:
    return [
        LadderRung(
            root_unit_id=dossier.root_unit_id,
            dossier=dossier,
            clock=ladder.clock,
            due_at=ladder.due_at,
            rung=rung,
            at=at,
        )
        for rung in ladder.rungs[-RECORDED:]
    ]
