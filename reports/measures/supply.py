"""What the office offers: its procedures, those online, those that somebody used online."""

from collections.abc import Mapping
from dataclasses import dataclass

from procedures.memory import ProcedureFacts, catalogue
from procedures.models import Procedure
from reports.counting.figures import Figures
from reports.measures.shares import NOTHING, Share
from reports.scope import Scope


@dataclass(frozen=True)
class Supply:
    """Of the procedures that a commune or province takes now. A single office has none of its
    own: the catalogue does not say whose a procedure is."""

    online: Share  # offered online, of all
    used: Share  # with a dossier that came online, of those offered online


NO_SUPPLY = Supply(NOTHING, NOTHING)


def supply_of(scope: Scope, by_procedure: Mapping[int, Figures]) -> Supply:
    if not scope.is_whole:
        return NO_SUPPLY
    own = offered()
    online = {one.id for one in own if one.online_level >= Procedure.OnlineLevel.PARTIAL}
    used = {pk for pk, row in by_procedure.items() if row.came_online}
    return Supply(Share(len(online), len(own)), Share(len(online & used), len(online)))


def offered() -> list[ProcedureFacts]:
    """What a commune or province takes now."""
    known = catalogue().procedures.values()
    return [one for one in known if one.received_here and one.can_be_chosen]
