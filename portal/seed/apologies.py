"""Letters of apology of the demonstration: some signed in time, some late, some still waiting."""

import random
from datetime import datetime, timedelta

from accounts.models import User
from dossiers.lateness.apologies import Proposal, propose, sign_apology
from dossiers.lateness.dates import proposed_date
from dossiers.lateness.drafting import draft_due, draft_of
from dossiers.models import Apology, Dossier
from worktime.arithmetic import WorkCalendar


def moment_of_letter(due: datetime, calendar: WorkCalendar, dice: random.Random) -> datetime:
    """Most letters are signed on the promised day, some days later."""
    later = dice.random() < 0.3
    return calendar.normalize(
        due + timedelta(days=dice.randint(1, 4)) if later else due - timedelta(hours=2)
    )


def apologise(dossier: Dossier, cause: str, *, by: User, at: datetime) -> Dossier:
    """A letter is written and signed by one leader, at a moment of the invented past."""
    letter = draft_of(dossier, at)
    letter.save()
    propose(letter, _proposal(dossier, cause, at), by=by, at=at)
    sign_apology(letter, by=by, at=at)
    dossier.refresh_from_db()
    return dossier


def seed_waiting_letters(leader: User, *, at: datetime) -> None:
    """What the timer drafts today; half of it, where the cause is known, has been put forward."""
    draft_due(at)
    waiting = Apology.objects.filter(state=Apology.State.DRAFT).exclude(dossier__late_cause="")
    for letter in waiting.select_related("dossier").order_by("missed_at", "pk")[::2]:
        propose(letter, _proposal(letter.dossier, letter.dossier.late_cause, at), by=leader, at=at)


def _proposal(dossier: Dossier, cause: str, at: datetime) -> Proposal:
    return Proposal(cause, new_date=proposed_date(dossier, at))
