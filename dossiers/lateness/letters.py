"""Which letters wait, and for whom: the holder, the head of the office in charge, the signer."""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Q, QuerySet, When

from accounts.models import User
from accounts.permissions import Perm
from dossiers.models import Apology, Dossier
from dossiers.workflow import Status
from papers.models import IssuedPaper
from portal.lib.dates import short_day

PREPARERS = frozenset({Perm.EXAMINE.value, Perm.ASSIGN.value, Perm.SIGN.value})
WAITING = (Apology.State.DRAFT, Apology.State.SUBMITTED)


def letters_of(user: User) -> QuerySet[Apology]:
    """The letters that this person may prepare, put forward or sign."""
    letters = Apology.objects.all()
    if user.unit is None or not PREPARERS & user.permissions:
        return letters.none()
    letters = letters.filter(root_unit_id=user.unit.root_id_or_self)
    if Perm.SIGN in user.permissions:
        return letters
    held = Q(dossier__assignee=user) | Q(dossier__examiner=user)
    if Perm.ASSIGN in user.permissions:
        held |= Q(unit=user.unit)
    return letters.filter(_looked_up_after(held))


def _looked_up_after(condition: Q) -> Case:
    """Not to be served by an index: an officer has held far more dossiers than letters wait."""
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def may_prepare(user: User, dossier: Dossier, unit_id: int) -> bool:
    """As `letters_of`, for a letter in the charge of that office."""
    if user.unit is None or user.unit.root_id_or_self != dossier.root_unit_id:
        return False
    if Perm.SIGN in user.permissions:
        return True
    if Perm.ASSIGN in user.permissions and user.unit_id == unit_id:
        return True
    return bool(PREPARERS & user.permissions) and user.pk in {
        dossier.assignee_id,
        dossier.examiner_id,
    }


def waiting_letters_of(user: User) -> QuerySet[Apology]:
    """Those that somebody has to write or sign now: the clock runs, or a late result waits."""
    running = Q(dossier__closed_at=None, dossier__paused_at=None)
    ready = Q(dossier__status=Status.RESULT_READY)
    return letters_of(user).filter(running | ready, state__in=WAITING)


def next_step_of(user: User) -> QuerySet[Apology]:
    """Those that wait for this very person: to be signed, or to be written."""
    mine = Apology.State.SUBMITTED if Perm.SIGN in user.permissions else Apology.State.DRAFT
    return waiting_letters_of(user).filter(state=mine)


def may_submit(user: User) -> bool:
    """Whether what this person writes goes to be signed at once, past no head."""
    return bool({Perm.ASSIGN, Perm.SIGN} & user.permissions)


@dataclass(frozen=True)
class Enclosed:
    """A signed letter, which goes out with the result."""

    number: str
    day: str

    def __str__(self) -> str:
        return f"Văn bản xin lỗi số {self.number}, ký ngày {self.day}"


def enclosed_letters(dossier: Dossier) -> list[Enclosed]:
    signed = Apology.objects.filter(dossier=dossier, state=Apology.State.SIGNED)
    days = {key_of(letter): letter.signed_at for letter in signed}
    papers = IssuedPaper.objects.filter(key__in=days) if days else ()
    return [
        Enclosed(paper.number, short_day(days[paper.key] or paper.issued_at)) for paper in papers
    ]


def key_of(letter: Apology) -> str:
    """Of the paper of this letter."""
    return f"apology:{letter.pk}"
