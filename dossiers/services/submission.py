"""Sending an online submission: once, whatever the browser does."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dossiers.deadlines import accept_by
from dossiers.messages import tell
from dossiers.models import Attachment, Dossier, DossierPaper, Draft
from dossiers.services.applicant import Applicant
from dossiers.services.apply import first_event
from dossiers.services.opening import Opening, new_dossier, one_stop_of
from portal.lib.errors import Refused
from procedures.models import Channel, Procedure


def submit_draft(draft: Draft, *, applicant: Applicant, at: datetime) -> Dossier:
    """The dossier made of the draft. Called again for the same draft it returns the same dossier.

    The draft's `submit_key` is unique on the dossier: a double click, a reload or a lost answer
    cannot make two. The caller has checked the answers; required papers are checked here.
    """
    if sent := Dossier.objects.filter(submit_key=draft.submit_key).first():
        return sent
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if sent := Dossier.objects.filter(submit_key=draft.submit_key).first():
            return sent
        _check_still_possible(draft, at)
        dossier = _open(draft, applicant, at)
        draft.submitted_at = at
        draft.save(update_fields=["submitted_at"])
    return dossier


def _check_still_possible(draft: Draft, at: datetime) -> None:
    if draft.is_expired(at):
        raise Refused(
            "draft_expired",
            "Bản nháp đã quá 30 ngày. Xin mở lại bản nháp rồi gửi, nội dung đã khai vẫn còn",
            conflict=True,
        )
    procedure = draft.procedure
    if procedure.state != Procedure.State.ACTIVE or not procedure.accepts_online:
        raise Refused(
            "procedure_withdrawn",
            "Thủ tục này vừa tạm dừng nhận trực tuyến. Bản khai vẫn được giữ, "
            "ông/bà có thể mang giấy tờ đến quầy",
            conflict=True,
        )
    missing = missing_papers(draft)
    if missing:
        raise Refused("paper_missing", f"Còn thiếu giấy tờ: {missing[0]}. Xin chụp hoặc chọn tệp")


def missing_papers(draft: Draft) -> list[str]:
    """Names of the papers that the procedure requires online and the draft does not have yet."""
    have = set(draft.attachments.values_list("required_paper_id", flat=True))
    needed = draft.procedure_version.papers.filter(
        Q(case=None) | Q(case=draft.case), required=True, shown_only=False, covered_by_form=False
    )
    return [paper.name for paper in needed if paper.pk not in have]


def _open(draft: Draft, applicant: Applicant, at: datetime) -> Dossier:
    opening = Opening(
        root_unit=draft.unit,
        receiving_unit=one_stop_of(draft.unit),
        procedure=draft.procedure,
        version=draft.procedure_version,
        case=draft.case,
        eform=draft.eform,
        answers=draft.answers,
        method=Channel.Method.ONLINE,
        submit_key=draft.submit_key,
        owner=draft.owner,
    )
    dossier = open_online(opening, applicant, at=at)
    _move_papers(draft, dossier)
    return dossier


@transaction.atomic
def open_online(opening: Opening, applicant: Applicant, *, at: datetime) -> Dossier:
    """An online dossier that waits for reception, with its acceptance limit and its message."""
    dossier = new_dossier(opening, applicant, at=at)
    dossier.accept_by = dossier.act_by = accept_by(opening.receiving_unit, at)
    event = first_event(dossier, by=opening.owner, at=at)
    tell(dossier, "submitted", event)
    return dossier


def _move_papers(draft: Draft, dossier: Dossier) -> None:
    """One paper row for each required paper that has files or is needed; the files move along."""
    files = list(draft.attachments.select_related("required_paper"))
    with_files = {a.required_paper_id for a in files}
    for order, required in enumerate(draft.procedure_version.papers.order_by("order", "id")):
        if required.pk not in with_files and not required.covered_by_form:
            continue
        paper = DossierPaper.objects.create(
            dossier=dossier,
            required_paper=required,
            order=order,
            name=required.name,
            copies=sum(1 for a in files if a.required_paper_id == required.pk),
        )
        Attachment.objects.filter(draft=draft, required_paper=required).update(
            dossier=dossier, paper=paper, root_unit_id=dossier.root_unit_id
        )


def new_key() -> str:
    """An unguessable key for addresses and idempotence."""
    return secrets.token_urlsafe(18)
