"""Papers of a draft: sending files of one, looking at them, taking them out again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from dossiers.files.serving import file_response, thumbnail_response
from dossiers.files.uploads import sentence, take_in
from dossiers.forms.citizen import PaperFilesForm
from dossiers.models import Attachment, StoredFile
from dossiers.online.journey import EXTRA, Journey, Step
from dossiers.online.pages import file_rows, saved_line, step_context
from dossiers.online.paper_slots import PaperSlot
from dossiers.services.drafts import add_file, remove_file
from dossiers.views.draft_access import draft_page, find_draft
from portal.lib.errors import Refused
from portal.lib.responses import refused_page


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page()
def paper(request: SignedInRequest, journey: Journey, number: int) -> HttpResponse:
    """One paper. Files that can be taken are kept even when others of the same POST cannot."""
    step = journey.paper(number)
    if step is None or step.slot is None:
        raise Http404
    if request.method != "POST":
        return _show(request, journey, step, PaperFilesForm())
    form = PaperFilesForm(request.POST, request.FILES)
    status = _take_in(journey, step.slot, form) if form.is_valid() else 422
    journey = Journey(find_draft(request, journey.draft.token))
    if status == 200 and "luu" in request.POST:
        messages.success(request, saved_line(journey.draft))
        return redirect(journey.base_url)
    if status == 200 and "them" in request.POST:
        return redirect(journey.url(step))
    if status == 200 and step.slot.required and not journey.files_of(step.slot):
        form.add_error("camera", "Chụp ảnh hoặc chọn tệp của giấy tờ này rồi bấm Tiếp tục")
        status = 422
    if status != 200:
        return _show(request, journey, step, form, status=status)
    return redirect(journey.url(journey.after(step)))


def _take_in(journey: Journey, slot: PaperSlot, form: PaperFilesForm) -> int:
    """Cleans and keeps the files; the status of the answer."""
    draft, at = journey.draft, timezone.now()

    def keep(stored: StoredFile, name: str, size: int) -> None:
        add_file(draft, stored, paper_id=slot.paper_id, name=name, size=size, at=at)

    return form.tell(take_in(form.chosen(), keep, by=draft.owner, at=at))


def _show(
    request: SignedInRequest, journey: Journey, step: Step, form: PaperFilesForm, status: int = 200
) -> HttpResponse:
    slot = step.slot
    context: dict[str, Any] = {
        **step_context(journey, step),
        "form": form,
        "slot": slot,
        "files": file_rows(journey.draft, journey.files_of(slot)) if slot else [],
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "too_large": sentence("size"),
    }
    return render(request, "dossiers/citizen/paper.html", context, status=status)


@require_safe
@draft_page()
def extra(request: SignedInRequest, journey: Journey) -> HttpResponse:
    """Papers that only some people need, and any other: each has a page of its own."""
    context = {
        **step_context(journey, EXTRA),
        "papers": [_extra_row(journey, slot) for slot in journey.slots if not slot.required],
        "next_url": journey.url(journey.after(EXTRA)),
    }
    return render(request, "dossiers/citizen/extra.html", context)


def _extra_row(journey: Journey, slot: PaperSlot) -> dict[str, str]:
    count = len(journey.files_of(slot))
    url = f"{journey.base_url}giay-to/{slot.number}/"
    meta = f"Đã gửi {count} tệp" if count else slot.hints[0]
    return {"title": slot.name, "url": url, "meta": meta}


# --- one file ------------------------------------------------------------------------------------


def _find_file(request: SignedInRequest, token: str, pk: int) -> Attachment:
    files = find_draft(request, token).attachments.select_related("file")
    return get_object_or_404(files, pk=pk)


@require_safe
def show_file(request: SignedInRequest, token: str, pk: int) -> HttpResponseBase:
    """The owner's own file, also after sending."""
    file = _find_file(request, token, pk)
    if "nho" in request.GET and file.file.kind == "jpg":
        return thumbnail_response(file)
    return file_response(file)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page()
def delete_file(request: SignedInRequest, journey: Journey, pk: int) -> HttpResponse:
    """Asks, then takes the file out."""
    file = _find_file(request, journey.draft.token, pk)
    back_url = _paper_url(journey, file)
    if request.method != "POST":
        row = file_rows(journey.draft, [file])[0] | {"remove_url": ""}
        context = {"file": row, "back_url": back_url, "title": journey.procedure.title}
        return render(request, "dossiers/citizen/delete_file.html", context)
    try:
        remove_file(journey.draft, file, at=timezone.now())
    except Refused as refused:
        return refused_page(request, refused, back_url=journey.base_url)
    messages.success(request, f"Đã xóa {file.name}.")
    return redirect(back_url)


def _paper_url(journey: Journey, file: Attachment) -> str:
    slots = (slot for slot in journey.slots if slot.paper_id == file.required_paper_id)
    slot = next(slots, None)
    return f"{journey.base_url}giay-to/{slot.number}/" if slot else journey.base_url
