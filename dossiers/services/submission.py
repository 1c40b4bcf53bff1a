"""Sending an online submission: once, whatever the browser does."""

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.services import complete_profile
from dossiers.deadlines import accept_by
from dossiers.messages import tell
from dossiers.models import Dossier, DossierPaper, Draft
from dossiers.online.paper_slots import OTHER_NAME, paper_slots
from dossiers.services.applicant import Applicant
from dossiers.services.apply import first_event
from dossiers.services.opening import Opening, new_dossier, one_stop_of
from portal.lib.errors import Refused
from procedures.models import Channel, Procedure


def submit_draft(
    draft: Draft, *, applicant: Applicant, answers: Mapping[str, Any], at: datetime
) -> Dossier:
    """The dossier made of the draft. Called again for the same draft it returns the same dossier.

    The draft's `submit_key` is unique on the dossier: a double click, a reload or a lost answer
    cannot make two. `applicant` and `answers` are what the caller checked and the person saw in
    `draft` as given: when somebody changed it meanwhile, nothing is sent. Required papers are
    checked here.
    """
    if sent := Dossier.objects.filter(submit_key=draft.submit_key).first():
        return sent
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if sent := Dossier.objects.filter(submit_key=draft.submit_key).first():
            return sent
        if locked.updated_at != draft.updated_at:
            raise Refused(
                "draft_changed",
                "Bản khai vừa được sửa ở máy hoặc thẻ khác. Xin xem lại một lượt rồi gửi",
                conflict=True,
            )
        check_can_be_sent(locked, at=at)
        dossier = _open(locked, applicant, answers, at)
        complete_profile(
            locked.owner,
            full_name=applicant.full_name,
            personal_id=applicant.personal_id,
            birth_date=applicant.birth_date,
            gender=applicant.gender,
            address=applicant.address,
        )
        locked.submitted_at = at
        locked.save(update_fields=["submitted_at"])
    return dossier


def check_can_be_sent(draft: Draft, *, at: datetime) -> None:
    """`Refused` when time, the procedure or a missing paper stands in the way."""
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
    if procedure.current_version_id != draft.procedure_version_id:
        raise Refused(
            "procedure_changed",
            "Quy định của thủ tục này vừa thay đổi. Bản khai và tệp vẫn còn; "
            "xin bấm Cập nhật theo quy định mới, xem lại rồi gửi",
            conflict=True,
        )
    if missing := missing_papers(draft):
        raise Refused("paper_missing", f"Còn thiếu giấy tờ: {missing[0]}. Xin chụp hoặc chọn tệp")


def missing_papers(draft: Draft) -> list[str]:
    """Names of the papers that the procedure requires online and the draft does not have yet."""
    have = set(draft.attachments.values_list("required_paper_id", flat=True))
    slots = paper_slots(draft.procedure_version)
    return [slot.name for slot in slots if slot.required and slot.paper_id not in have]


def _open(draft: Draft, applicant: Applicant, answers: Mapping[str, Any], at: datetime) -> Dossier:
    opening = Opening(
        root_unit=draft.unit,
        receiving_unit=one_stop_of(draft.unit),
        procedure=draft.procedure,
        version=draft.procedure_version,
        case=draft.case,
        eform=draft.eform,
        answers=dict(answers),
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
    """A row for each paper that has files or that the form replaces; the files move along."""
    with_files: Counter[int | None] = Counter(
        draft.attachments.values_list("required_paper_id", flat=True)
    )
    papers = [
        DossierPaper(required_paper=required, name=required.name, copies=with_files[required.pk])
        for required in draft.procedure_version.papers.order_by("order", "id")
        if required.pk in with_files or required.covered_by_form
    ]
    if None in with_files:
        papers.append(DossierPaper(name=OTHER_NAME, copies=with_files[None]))
    for order, paper in enumerate(papers):
        paper.dossier, paper.order = dossier, order
        paper.save()
        draft.attachments.filter(required_paper=paper.required_paper).update(
            dossier=dossier, paper=paper, root_unit_id=dossier.root_unit_id
        )


def new_key() -> str:
    """An unguessable key for addresses and idempotence."""
    return secrets.token_urlsafe(18)
