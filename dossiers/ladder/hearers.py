"""Who hears of a rung: whoever holds the dossier, from the miss on the head of the office too.

Leaders who do not hold it hear by the news of the morning, not one by one. What concerns somebody
who is absent reaches the deputy, who is told for whom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from accounts.absences import stand_ins
from accounts.identity import short_name
from accounts.models import Unit, User
from accounts.permissions import Perm
from accounts.services import staff_with
from dossiers.models import Dossier
from dossiers.workflow import Status

MOST = 5  # people who hear of one dossier that nobody holds
DUTY = {
    Status.SUBMITTED: Perm.RECEIVE,
    Status.RECEIVED: Perm.RECEIVE,
    Status.TRANSFERRED: Perm.ASSIGN,
    Status.SUBMITTED_FOR_SIGN: Perm.SIGN,
    Status.SIGNED: Perm.SEAL,
}


@dataclass(frozen=True)
class Hearer:
    """`person` is told; `absent` is for whom, if for somebody else."""

    person: User
    absent: User | None = None

    @property
    def instead(self) -> str:
        """` (thay anh/chị L. Hòa)`, to be put behind words; empty for one's own work."""
        return f" (thay anh/chị {short_name(str(self.absent))})" if self.absent else ""


class Hearers:
    """Those of one moment; offices and absences are read once."""

    def __init__(self, at: datetime) -> None:
        self.day = timezone.localdate(at)
        self._found: dict[tuple[int, Perm], list[User]] = {}

    def of(self, dossier: Dossier, *, over: bool) -> list[Hearer]:
        """Each person once, the holder first."""
        people = self._holders(dossier)
        if over and dossier.unit.root_id:  # of the commune itself the leaders are the heads
            people = [*people, *self.staff(dossier.unit, Perm.ASSIGN)]
        return self.standing_in(people)

    def standing_in(self, people: Iterable[User]) -> list[Hearer]:
        hearers: dict[int, Hearer] = {}
        for user in people:
            deputy = self._deputies.get(user.pk)
            hearer = Hearer(deputy, absent=user) if deputy else Hearer(user)
            hearers.setdefault(hearer.person.pk, hearer)
        return list(hearers.values())

    def _holders(self, dossier: Dossier) -> list[User]:
        """The person, or those of the office whose duty the next step is."""
        if dossier.assignee is not None and dossier.assignee.is_active:
            return [dossier.assignee]
        duty = DUTY.get(dossier.state, Perm.ASSIGN)
        return self.staff(dossier.unit, duty)[:MOST]

    def staff(self, unit: Unit, permission: Perm) -> list[User]:
        """Active people of the office who may do that, read once."""
        key = (unit.pk, permission)
        if key not in self._found:
            self._found[key] = list(staff_with(unit, permission))
        return self._found[key]

    @cached_property
    def _deputies(self) -> Mapping[int, User]:
        return stand_ins(self.day)
