"""The acts around a digital result: put forward with a draft, signed, numbered and sealed.

Each has a slow half that makes the file, outside any transaction, and a half that acts. The file
comes first: a dossier whose file was not signed is not signed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from dossiers.documents.issuing import issue_result
from dossiers.files.attaching import ResultFile, attach
from dossiers.models import Attachment, Dossier, ResultEntry
from dossiers.services import finish
from dossiers.services.apply import Act, act_on, lock
from dossiers.signing.files import seal_for, seal_signed, sign_draft, signed_of
from dossiers.workflow import Action
from papers.models import IssuedPaper, PaperFile
from papers.services import keep_file
from portal.lib.files import read_stored

Role = Attachment.Role


@dataclass(frozen=True)
class Told:
    """What an act is told besides its dossier: who saw what, and why it is late if it is."""

    by: User
    at: datetime
    seen: int | None = None
    late_cause: str = ""
    late_note: str = ""

    def act(self, action: Action, note: str = "") -> Act:
        return Act(
            action, self.by, self.at, note, late_cause=self.late_cause, late_note=self.late_note
        )


@transaction.atomic
def put_forward(
    dossier: Dossier, action: Action, draft: ResultFile | None, told: Told, *, note: str = ""
) -> Dossier:
    """To the leader, with the file that is to be signed; a later draft stands for earlier ones."""
    dossier = lock(dossier.pk)
    if draft is not None:
        attach(dossier, draft, Role.DRAFT_RESULT, by=told.by, at=told.at)
    return act_on(dossier, told.act(action, note), seen=told.seen)


def sign(dossier: Dossier, told: Told) -> Dossier:
    """The draft is signed, if there is one and the person has a certificate, then the dossier."""
    return conclude_signing(dossier, sign_draft(dossier, by=told.by, at=told.at), told)


@transaction.atomic
def conclude_signing(dossier: Dossier, signed: ResultFile | None, told: Told) -> Dossier:
    dossier = lock(dossier.pk)
    if signed is not None:
        attach(dossier, signed, Role.SIGNED_RESULT, by=told.by, at=told.at)
    return act_on(dossier, told.act(Action.SIGN), seen=told.seen)


@dataclass(frozen=True)
class Numbered:
    """Number and day of a result; the register gives a number where none is typed."""

    number: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Sealed:
    paper: IssuedPaper
    file: ResultFile


def seal(dossier: Dossier, numbered: Numbered, told: Told) -> Sealed | None:
    """The sealed file of a result that was signed digitally, and its paper; None: it was not."""
    if signed_of(dossier) is None or told.by.unit is None:
        return None
    certificate = seal_for(told.by, told.at)
    issuer = certificate.unit if certificate and certificate.unit else told.by.unit
    with transaction.atomic():
        lock(dossier.pk)
        paper = issue_result(dossier, unit=issuer, at=told.at)
    file = seal_signed(
        dossier, paper.code, number=numbered.number, day=numbered.day or told.at, by=told.by,
        at=told.at,
    )  # fmt: skip
    return Sealed(paper, file) if file else None


@transaction.atomic
def conclude_sealing(
    dossier: Dossier, sealed: Sealed | None, numbered: Numbered, told: Told, *, note: str = ""
) -> Dossier:
    """`FINISH`; the paper takes its number from the register and its files from what was signed."""
    done = finish(
        dossier, Action.FINISH, by=told.by, at=told.at, seen=told.seen,
        file=sealed.file if sealed else None, note=note,
        result_number=numbered.number, result_on=numbered.day,
        late_cause=told.late_cause, late_note=told.late_note,
    )  # fmt: skip
    if sealed is not None:
        sealed.paper.number = ResultEntry.objects.get(dossier=done).number
        sealed.paper.save(update_fields=["number"])
        _keep_files(sealed, done, told.at)
    return done


def _keep_files(sealed: Sealed, dossier: Dossier, at: datetime) -> None:
    """Both lie in the storage already: nothing is written but rows."""
    files = dossier.attachments.select_related("file")
    signed, result = files.filter(role=Role.SIGNED_RESULT).latest("pk"), files.latest("pk")
    keep_file(sealed.paper, read_stored(signed.file.key), made=PaperFile.Made.SIGNED, at=at)
    if result.file_id != signed.file_id:
        keep_file(sealed.paper, read_stored(result.file.key), made=PaperFile.Made.SEALED, at=at)
