"""Before a submission begins: what is needed, or why it cannot be done online."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.services import serving_unit
from dossiers.models import Draft
from dossiers.online.paper_slots import PaperSlot, paper_slots, papers_are_certain
from dossiers.services.drafts import check_open_online, create_draft
from portal.lib.dates import clock, short_day
from portal.lib.errors import Refused
from procedures.models import Procedure


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, code: str) -> HttpResponse:
    found = Procedure.objects.select_related("current_version", "replaced_by")
    procedure = get_object_or_404(found, code=code)
    begun = _begun(request, procedure)
    if request.method == "POST":
        if begun is not None and "moi" not in request.POST:
            return redirect("dossiers:draft", begun.token)
        try:
            draft = create_draft(
                procedure, owner=request.user, unit=serving_unit(), at=timezone.now()
            )
        except Refused as refused:
            return _closed(request, procedure, refused, status=refused.status)
        messages.info(request, "Bản nháp tự lưu sau mỗi trang, ông/bà nghỉ lúc nào cũng được.")
        return redirect("dossiers:draft-page", draft.token, "ai-nop")
    try:
        check_open_online(procedure)
    except Refused as refused:
        return _closed(request, procedure, refused, status=200)
    return render(request, "dossiers/citizen/start.html", _open_context(procedure, begun))


def _begun(request: SignedInRequest, procedure: Procedure) -> Draft | None:
    """The person's latest draft of this procedure that can be gone on with."""
    drafts = Draft.objects.visible_to(request.user).alive(timezone.now())
    return drafts.filter(procedure=procedure).first()


def _open_context(procedure: Procedure, begun: Draft | None) -> dict[str, object]:
    version = procedure.current_version
    listed = [slot for slot in paper_slots(version) if slot.paper] if version else []
    certain = version is not None and papers_are_certain(version)
    return {
        "procedure": procedure,
        "summary": version.summary if version else "",
        "needed": [_line(slot) for slot in listed if slot.required],
        "optional": [_line(slot) for slot in listed if not slot.required],
        "certain": certain,
        "draft": begun,
        "draft_saved": f"{clock(begun.updated_at)} ngày {short_day(begun.updated_at)}"
        if begun
        else "",
    }


def _line(slot: PaperSlot) -> dict[str, str]:
    return {"title": slot.name, "detail": " ".join(slot.hints)}


def _closed(
    request: SignedInRequest, procedure: Procedure, refused: Refused, *, status: int
) -> HttpResponse:
    context = {
        "procedure": procedure,
        "sentence": refused.message,
        "note": procedure.state_note,
        "replaced_by": procedure.replaced_by,
    }
    return render(request, "dossiers/citizen/closed.html", context, status=status)
