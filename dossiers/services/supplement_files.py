"""Files that answer a supplement: put to what was asked for, taken out again, until all is sent."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from dossiers.models import (
    Attachment,
    Dossier,
    DossierPaper,
    StoredFile,
    SupplementItem,
    SupplementRequest,
)
from dossiers.models.papers import AttachmentQuerySet
from dossiers.services.apply import lock, row_for
from dossiers.services.supplement import answer_of, waiting_request
from portal.lib.errors import Refused

FILES_PER_ITEM = 20


@transaction.atomic
def add_supplement_file(
    item: SupplementItem, stored: StoredFile, *, name: str, size: int, by: User, at: datetime
) -> Attachment:
    """Puts a cleaned file to one thing asked for; the same file twice is one."""
    dossier = _lock_waiting(item.request, by)
    item = SupplementItem.objects.select_related("request", "paper").get(pk=item.pk)
    sent = _sent(item)
    if same := sent.filter(file=stored).first():
        return same
    if sent.count() >= FILES_PER_ITEM:
        raise Refused(
            "too_many_files",
            f"Mỗi giấy tờ gửi nhiều nhất {FILES_PER_ITEM} tệp. Xóa bớt, hoặc gộp vào một tệp PDF",
            field="files",
        )
    paper = item.paper or _new_paper(dossier, item)
    return Attachment.objects.create(
        root_unit_id=dossier.root_unit_id,
        dossier=dossier,
        required_paper_id=paper.required_paper_id,
        paper=paper,
        file=stored,
        name=name,
        original_size=size,
        uploaded_at=at,
        uploaded_by=by,
    )


@transaction.atomic
def remove_supplement_file(item: SupplementItem, file: Attachment, *, by: User) -> None:
    """Takes a file out again; what was handed in before the request stays."""
    _lock_waiting(item.request, by)
    _sent(item).filter(pk=file.pk).delete()


def _sent(item: SupplementItem) -> AttachmentQuerySet:
    if item.paper_id is None:
        return Attachment.objects.none()
    return Attachment.objects.answering(item.request).filter(paper=item.paper_id)


def _lock_waiting(request: SupplementRequest, by: User) -> Dossier:
    """The dossier, which still waits for exactly this answer, from this person."""
    dossier = lock(request.dossier_id)
    row_for(dossier, answer_of(dossier), by=by)
    if waiting_request(dossier).pk != request.pk:
        raise Refused(
            "asked_again", "Một cửa vừa gửi yêu cầu khác. Xin mở lại trang bổ sung", conflict=True
        )
    return dossier


def _new_paper(dossier: Dossier, item: SupplementItem) -> DossierPaper:
    """What was asked for and is not among the papers becomes one of them."""
    last = dossier.papers.aggregate(last=Max("order"))["last"] or 0
    item.paper = DossierPaper.objects.create(
        dossier=dossier, order=last + 1, name=item.name, state=DossierPaper.State.MISSING
    )
    item.save(update_fields=["paper"])
    return item.paper
