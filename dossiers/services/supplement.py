"""Yêu cầu bổ sung: everything missing, once, in writing; and the answer to it (NĐ 118, Mẫu 02)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Perm
from dossiers.deadlines import accept_by
from dossiers.models import Attachment, Dossier, DossierPaper, SupplementItem, SupplementRequest
from dossiers.services.apply import apply, lock
from dossiers.workflow import Action, Status
from portal.lib.errors import Refused


@dataclass(frozen=True)
class Missing:
    """One thing asked for and why the officer cannot use what is there."""

    name: str
    reason: str
    paper: DossierPaper | None = None


@transaction.atomic
def ask_supplement(
    dossier: Dossier,
    items: list[Missing],
    *,
    by: User,
    at: datetime,
    due_on: date,
    note: str,
    override_reason: str = "",
    late_cause: str = "",
    late_note: str = "",
    seen: int | None = None,
) -> Dossier:
    """Asks for papers, before reception or in process; a second time needs a leader's reason."""
    dossier = lock(dossier.pk)
    _check_request(dossier, items, due_on, by, override_reason, timezone.localdate(at))
    request = SupplementRequest.objects.create(
        dossier=dossier,
        asked_at=at,
        asked_by=by,
        due_on=due_on,
        note=note,
        override_reason=override_reason,
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(request=request, paper=item.paper, name=item.name, reason=item.reason)
        for item in items
    )
    before = dossier.state is Status.SUBMITTED
    action = Action.ASK_BEFORE_RECEPTION if before else Action.ASK_SUPPLEMENT
    return apply(
        dossier, action, by=by, at=at, note=note, late_cause=late_cause, late_note=late_note,
        seen=seen,
    )  # fmt: skip


def _check_request(
    dossier: Dossier,
    items: list[Missing],
    due_on: date,
    by: User,
    override_reason: str,
    today: date,
) -> None:
    if not items:
        raise Refused("no_items", "Đánh dấu ít nhất một giấy tờ cần bổ sung", field="items")
    if due_on <= today:
        raise Refused("due_past", "Hạn bổ sung phải sau hôm nay", field="due_on")
    asked_in_process = dossier.received_at is not None and dossier.supplements.filter(
        asked_at__gte=dossier.received_at
    )
    if asked_in_process and Perm.SIGN not in by.permissions and not override_reason:
        raise Refused(
            "second_request",
            "Hồ sơ này đã yêu cầu bổ sung một lần. Cần lãnh đạo đồng ý để yêu cầu thêm",
            field="override_reason",
        )


@transaction.atomic
def answer_supplement(
    dossier: Dossier, *, by: User, at: datetime, note: str = "", seen: int | None = None
) -> Dossier:
    """What was asked for has come: online from the owner, or over the counter.

    Online something must have come; when not for everything, the note says why.
    """
    dossier = lock(dossier.pk)
    request = waiting_request(dossier)
    if by.is_citizen:
        _check_answer(request, note)
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    if dossier.state is Status.PRE_SUPPLEMENT:  # the counter's time to answer begins anew
        dossier.accept_by = accept_by(dossier.receiving_unit, at)
        dossier.save(update_fields=["accept_by"])
    papers = Attachment.objects.answering(request).values("paper_id")
    dossier.papers.filter(pk__in=papers).update(state=DossierPaper.State.SENT)
    return apply(dossier, answer_of(dossier), by=by, at=at, note=note, seen=seen)


def waiting_request(dossier: Dossier) -> SupplementRequest:
    """The request that has no answer yet, or `Refused`."""
    request = dossier.supplements.filter(answered_at=None).order_by("-asked_at").first()
    if request is None:
        raise Refused("nothing_asked", "Hồ sơ này không có yêu cầu bổ sung nào", conflict=True)
    return request


def answer_of(dossier: Dossier) -> Action:
    """What answering is called, before reception and in process."""
    return Action.RESUBMIT if dossier.state is Status.PRE_SUPPLEMENT else Action.SUPPLY


def _check_answer(request: SupplementRequest, note: str) -> None:
    files = Attachment.objects.answering(request)
    answered = set(files.values_list("paper_id", flat=True))
    if not answered:
        raise Refused("no_files", "Chụp hoặc chọn ít nhất một giấy tờ rồi gửi", field="files")
    left = [item.name for item in request.items.all() if item.paper_id not in answered]
    if left and not note:
        raise Refused("items_left", f"Còn thiếu: {left[0]}. Gửi thêm, hoặc ghi lý do", field="note")
