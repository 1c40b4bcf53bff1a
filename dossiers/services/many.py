"""The same act on many dossiers: each on its own, so that one refusal stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from accounts.models import User
from dossiers.lateness.causes import cause_needed
from dossiers.models import Dossier
from dossiers.services.apply import apply
from dossiers.services.finish import finish
from dossiers.services.reception import receive
from dossiers.workflow import TRANSITIONS, Action
from portal.lib.errors import Refused

MANY_LIMIT = 200
Verb = Callable[..., Dossier]  # takes the dossier, by=, at=, seen=, and why a late one is late


@dataclass(frozen=True)
class Outcome:
    """What became of one dossier; `refused` is empty when it is done."""

    code: str
    refused: str = ""


def act_on_many(
    ticked: Iterable[tuple[Dossier, int]],
    action: Action,
    *,
    by: User,
    at: datetime,
    assignee: User | None = None,
    late_cause: str = "",
    late_note: str = "",
) -> list[Outcome]:
    """Does `action` on each dossier as it was seen (`last_seq`) and tells how each went.

    The cause is written down for those alone that are late without one.
    """
    verb, given = _verb(action, assignee), {"late_cause": late_cause, "late_note": late_note}
    outcomes = []
    for dossier, seen in ticked:
        late = given if asks_cause(dossier, action, at) else {}
        try:
            done = verb(dossier, by=by, at=at, seen=seen, **late)
        except Refused as refused:
            outcomes.append(Outcome(dossier.display_code, refused.message))
        else:
            outcomes.append(Outcome(done.display_code))
    return outcomes


def asks_cause(dossier: Dossier, action: Action, at: datetime) -> bool:
    """Whether this dossier is late and its cause has to be named before `action`."""
    rows = (row for row in TRANSITIONS if row.action == action and dossier.state in row.sources)
    return any(cause_needed(dossier, row, at) for row in rows)


def _verb(action: Action, assignee: User | None) -> Verb:
    """`apply`, or the action's own verb where it has one."""
    own: dict[Action, Verb] = {
        Action.RECEIVE: receive,
        Action.FINISH: partial(finish, action=Action.FINISH),
    }
    return own.get(action) or partial(apply, action=action, assignee=assignee)
