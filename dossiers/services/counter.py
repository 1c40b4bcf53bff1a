"""The walk-in counter: a person stands there with papers; they are received, or are not."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from dossiers.models import Attachment, Dossier, DossierPaper, Draft, StoredFile
from dossiers.services.applicant import Applicant
from dossiers.services.apply import apply, first_event
from dossiers.services.arrival import check_arrival
from dossiers.services.once import once
from dossiers.services.opening import Opening, new_dossier
from dossiers.services.reception import receive_held
from dossiers.workflow import Action
from portal.lib.errors import Refused
from procedures.models import Procedure, RequiredPaper


@dataclass(frozen=True)
class Scan:
    """A cleaned file and the name people see."""

    file: StoredFile
    name: str


@dataclass(frozen=True)
class HandedIn:
    """One ticked line of the papers table; `shown` papers were looked at and given back."""

    required_paper: RequiredPaper | None
    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    shown: bool = False
    scans: tuple[Scan, ...] = ()


@dataclass(frozen=True)
class FeeTaken:
    """What the intake costs, in đồng; `note` says what for and how it was paid."""

    amount: int = 0
    paid: bool = False
    note: str = ""


def receive_at_counter(
    opening: Opening,
    applicant: Applicant,
    papers: list[HandedIn],
    *,
    by: User,
    at: datetime,
    fee: FeeTaken | None = None,
    draft: Draft | None = None,
) -> Dossier:
    """Walk-in intake: the dossier, its papers, its code and its promise, in one act.

    The same `submit_key` again (double click, second tab, lost answer) returns the same dossier.
    `draft` is the citizen's online draft that is continued here: its files come along.
    """

    def make() -> Dossier:
        _check(opening, papers)
        check_arrival(opening, at=at)
        if draft is not None:  # the citizen may press "Gửi hồ sơ" at this very moment
            Draft.objects.select_for_update().get(pk=draft.pk)
        dossier = new_dossier(opening, applicant, at=at)
        _take_fee(dossier, fee or FeeTaken(), at)
        first_event(dossier, by=by, at=at)
        _write_papers(dossier, papers, by, at)
        if draft is not None:
            _close_draft(draft, dossier, at)
        return receive_held(dossier, by=by, at=at)

    return once(opening.submit_key, make)


def refuse_at_counter(
    opening: Opening, applicant: Applicant, *, by: User, at: datetime, reason: str, note: str
) -> Dossier:
    """Từ chối tiếp nhận (Mẫu 03): recorded, printed and told like any other refusal."""

    def make() -> Dossier:
        dossier = new_dossier(opening, applicant, at=at)
        first_event(dossier, by=by, at=at)
        return apply(dossier, Action.REFUSE, by=by, at=at, reason=reason, note=note)

    return once(opening.submit_key, make)


def _check(opening: Opening, papers: list[HandedIn]) -> None:
    if opening.procedure.state != Procedure.State.ACTIVE:
        raise Refused(
            "procedure_withdrawn",
            "Thủ tục này vừa tạm dừng tiếp nhận. Chọn thủ tục khác hoặc hướng dẫn người dân",
            field="procedure",
            conflict=True,
        )
    if not papers:
        raise Refused("no_papers", "Đánh dấu ít nhất một giấy tờ đã nhận", field="papers")


def _take_fee(dossier: Dossier, fee: FeeTaken, at: datetime) -> None:
    dossier.fee_amount, dossier.fee_note = fee.amount, fee.note
    dossier.fee_paid_at = at if fee.paid and fee.amount else None


def _write_papers(dossier: Dossier, papers: list[HandedIn], by: User, at: datetime) -> None:
    state = DossierPaper.State
    rows = DossierPaper.objects.bulk_create(
        DossierPaper(
            dossier=dossier,
            required_paper=line.required_paper,
            order=order,
            name=line.name,
            originals=line.originals,
            certified=line.certified,
            copies=line.copies,
            state=state.SEEN if line.shown else state.CHECKED,
        )
        for order, line in enumerate(papers)
    )
    Attachment.objects.bulk_create(
        Attachment(
            root_unit_id=dossier.root_unit_id,
            dossier=dossier,
            required_paper=row.required_paper,
            paper=row,
            file=scan.file,
            name=scan.name,
            original_size=scan.file.size,
            uploaded_at=at,
            uploaded_by=by,
        )
        for row, line in zip(rows, papers, strict=True)
        for scan in line.scans
    )


def _close_draft(draft: Draft, dossier: Dossier, at: datetime) -> None:
    """The draft's files become the dossier's; the citizen cannot send it a second time."""
    files = Attachment.objects.filter(draft=draft)
    for paper in dossier.papers.exclude(required_paper=None):
        files.filter(required_paper=paper.required_paper_id).update(paper=paper)
    files.update(dossier=dossier, root_unit_id=dossier.root_unit_id)
    draft.submitted_at = at
    draft.save(update_fields=["submitted_at"])
