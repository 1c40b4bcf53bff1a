"""Drafts of online submissions: begun, saved page by page, brought back, sent by `submission`."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Unit, User
from dossiers.models import Attachment, Draft, DraftPage, StoredFile
from dossiers.models.drafts import DRAFT_LIFE, RESTORE_LIFE
from dossiers.services.submission import new_key
from portal.lib.dates import clock, short_day
from portal.lib.errors import Refused
from portal.lib.text import fold
from procedures.eforms import eform_in_use
from procedures.models import EForm, Procedure, ProcedureVersion

PICKUP_LIFE = timedelta(hours=24)
PICKUP_TRIES = 20
FILES_PER_PAPER = 20
FILES_PER_DRAFT = 60


@dataclass(frozen=True)
class PageSave:
    """What one opened page sends. `own`: its answers are about the person, not of the e-form.

    `keys` are all questions of the page, `values` its readable answers as plain JSON, `typed` what
    could not be read. `writer` names the opened page, `seen` the writer it found when it opened.
    """

    slug: str
    own: bool
    keys: frozenset[str]
    values: Mapping[str, Any]
    typed: Mapping[str, Any]
    writer: str
    seen: str


def create_draft(procedure: Procedure, *, owner: User, unit: Unit, at: datetime) -> Draft:
    """A new draft; one of the same procedure in which nothing was done yet is used again."""
    version, eform = check_open_online(procedure)
    untouched = (
        Draft.objects.alive(at)
        .filter(owner=owner, procedure=procedure, pages=None, attachments=None)
        .filter(procedure_version=version, eform=eform)
        .first()
    )
    if untouched is not None:
        return untouched
    draft = Draft.objects.create(
        token=new_key(),
        submit_key=new_key(),
        owner=owner,
        unit=unit,
        procedure=procedure,
        procedure_version=version,
        eform=eform,
        created_at=at,
        updated_at=at,
        expires_at=at + DRAFT_LIFE,
    )
    return issue_pickup_code(draft, at=at)


def check_open_online(procedure: Procedure) -> tuple[ProcedureVersion, EForm]:
    """The version and form to begin with, or `Refused` with what the citizen can do instead."""
    if procedure.state == Procedure.State.RETIRED:
        raise Refused("procedure_retired", "Thủ tục này đã hết hiệu lực", conflict=True)
    if procedure.state == Procedure.State.PAUSED:
        raise Refused("procedure_paused", "Thủ tục này đang tạm dừng tiếp nhận", conflict=True)
    eform = eform_in_use(procedure) if procedure.accepts_online else None
    if eform is None or procedure.current_version is None:
        raise Refused(
            "procedure_offline",
            "Thủ tục này chưa nộp trực tuyến được. Mời ông/bà mang giấy tờ đến quầy Một cửa",
            conflict=True,
        )
    return procedure.current_version, eform


# --- answers -----------------------------------------------------------------------------------


@transaction.atomic
def save_page(draft: Draft, page: PageSave, *, at: datetime) -> Draft:
    """Keeps what a page sends, readable or not, also in an expired draft; returns the draft.

    Refused as a conflict when another opened page saved meanwhile; nothing is overwritten then.
    """
    draft = _lock(draft)
    row = DraftPage.objects.filter(draft=draft, slug=page.slug).first()
    if row is not None and row.writer not in {page.writer, page.seen}:
        raise Refused(
            "draft_conflict",
            f"Trang này vừa được sửa ở máy hoặc thẻ khác lúc {clock(row.saved_at)}. "
            "Xin xem lại hai bản rồi bấm Tiếp tục để lưu bản trên trang này",
            conflict=True,
        )
    DraftPage.objects.update_or_create(
        draft=draft,
        slug=page.slug,
        defaults={"writer": page.writer, "typed": dict(page.typed), "saved_at": at},
    )
    _store(draft, page)
    issue_pickup_code(draft, at=at)
    return _touch(draft, at, "answers", "applicant", "case")


def _store(draft: Draft, page: PageSave) -> None:
    answers = draft.applicant if page.own else draft.answers
    kept = {key: value for key, value in answers.items() if key not in page.keys}
    changed = {**kept, **page.values}
    if page.own:
        draft.applicant = changed
        draft.case_id = int(changed["case"]) if "case" in changed else None
    else:
        draft.answers = changed


def _lock(draft: Draft) -> Draft:
    """The draft, held against every other writer; `Refused` once it was sent."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("owner", "unit", "procedure", "procedure_version", "eform")
        .get(pk=draft.pk)
    )
    if draft.submitted_at is not None:
        raise Refused(
            "draft_sent",
            f"Hồ sơ đã gửi lúc {clock(draft.submitted_at)} ngày {short_day(draft.submitted_at)} "
            "nên không sửa được nữa. Cần sửa, xin gọi hoặc đến quầy Một cửa",
            conflict=True,
        )
    return draft


def _touch(draft: Draft, at: datetime, *changed: str) -> Draft:
    """Saved now; a draft that has not expired lives on from here."""
    draft.updated_at = at
    if not draft.is_expired(at):
        draft.expires_at = at + DRAFT_LIFE
    draft.save(update_fields=[*changed, "updated_at", "expires_at"])
    return draft


# --- files -------------------------------------------------------------------------------------


@transaction.atomic
def add_file(
    draft: Draft, stored: StoredFile, *, paper_id: int | None, name: str, size: int, at: datetime
) -> Attachment:
    """Puts a cleaned file to a paper (None: one not on the list); the same file twice is one."""
    draft = _lock(draft)
    of_paper = draft.attachments.filter(required_paper_id=paper_id)
    if same := of_paper.filter(file=stored).first():
        return same
    if of_paper.count() >= FILES_PER_PAPER or draft.attachments.count() >= FILES_PER_DRAFT:
        raise Refused(
            "too_many_files",
            f"Mỗi giấy tờ gửi nhiều nhất {FILES_PER_PAPER} tệp. Xóa bớt, hoặc gộp vào một tệp PDF",
            field="files",
        )
    _touch(draft, at)
    return Attachment.objects.create(
        root_unit_id=draft.unit_id,
        draft=draft,
        required_paper_id=paper_id,
        file=stored,
        name=name,
        original_size=size,
        uploaded_at=at,
        uploaded_by=draft.owner,
    )


@transaction.atomic
def remove_file(draft: Draft, file: Attachment, *, at: datetime) -> None:
    """Takes a file out of its draft; the stored content stays until it is cleared away."""
    draft = _lock(draft)
    draft.attachments.filter(pk=file.pk).delete()
    _touch(draft, at)


# --- life --------------------------------------------------------------------------------------


@transaction.atomic
def restore(draft: Draft, *, at: datetime) -> Draft:
    """Brings an expired draft back for another `DRAFT_LIFE`."""
    draft = _lock(draft)
    if not draft.is_restorable(at):
        raise Refused(
            "draft_gone",
            f"Bản nháp đã hết hạn quá {RESTORE_LIFE.days} ngày nên không mở lại được. "
            "Xin bắt đầu bản mới",
            conflict=True,
        )
    draft.expires_at = at + DRAFT_LIFE
    return _touch(draft, at)


@transaction.atomic
def renew(draft: Draft, *, at: datetime) -> Draft:
    """Moves the draft to what the procedure says now. Answers stay; files follow their papers.

    A file whose paper is no longer asked for becomes one that is not on the list.
    """
    draft = _lock(draft)
    version = draft.procedure.current_version
    if version is None:
        return draft
    papers = {_name_of(paper): paper for paper in version.papers.all()}
    for file in draft.attachments.exclude(required_paper=None).select_related("required_paper"):
        file.required_paper = papers.get(_name_of(file.required_paper))
        file.save(update_fields=["required_paper"])
    cases = {_name_of(case): case for case in version.cases.all()}
    draft.case = cases.get(_name_of(draft.case)) if draft.case else None
    draft.applicant = {key: value for key, value in draft.applicant.items() if key != "case"}
    if draft.case:
        draft.applicant["case"] = str(draft.case.pk)
    draft.procedure_version = version
    draft.eform = eform_in_use(draft.procedure) or draft.eform
    return _touch(draft, at, "procedure_version", "eform", "case", "applicant")


def _name_of(row: Any) -> str:
    """How a paper or a case is known again in another version."""
    return row.code or fold(row.name)


@transaction.atomic
def discard(draft: Draft) -> None:
    """Deletes a draft that was not sent, with its answers and files."""
    _lock(draft).delete()


def purge_drafts(*, at: datetime) -> int:
    """Deletes drafts that nobody can bring back any more; how many."""
    dead = Draft.objects.filter(submitted_at__isnull=True, expires_at__lte=at - RESTORE_LIFE)
    _, by_table = dead.delete()
    return by_table.get(Draft._meta.label, 0)


# --- an officer continues it ---------------------------------------------------------------------


def issue_pickup_code(draft: Draft, *, at: datetime) -> Draft:
    """Six digits for `PICKUP_LIFE`; a code that still works is kept."""
    if draft.live_pickup_code(at):
        return draft
    dead = Draft.objects.filter(unit=draft.unit, pickup_until__lte=at).exclude(pickup_code="")
    dead.update(pickup_code="")
    draft.pickup_until = at + PICKUP_LIFE
    for _ in range(PICKUP_TRIES):
        draft.pickup_code = f"{secrets.randbelow(1_000_000):06d}"
        try:
            with transaction.atomic():
                draft.save(update_fields=["pickup_code", "pickup_until"])
        except IntegrityError:
            continue
        return draft
    raise Refused("no_pickup_code", "Chưa cấp được mã nháp. Xin thử lại sau ít phút")


def draft_by_pickup(code: str, *, unit: Unit, at: datetime) -> Draft:
    """The draft an officer of the root `unit` may continue with the citizen present."""
    digits = "".join(character for character in code if character.isdigit())
    found = Draft.objects.alive(at).filter(unit=unit, pickup_code=digits, pickup_until__gt=at)
    draft = found.select_related("owner", "procedure", "procedure_version", "eform").first()
    if draft is None or len(digits) != 6:
        raise Refused(
            "pickup_unknown",
            "Không thấy bản nháp có mã này. Mã gồm 6 chữ số, dùng trong 24 giờ; "
            "nhờ người dân mở lại bản nháp để lấy mã mới",
            field="code",
        )
    return draft
