"""Bổ sung: only what was asked for, a page for each thing, then everything is sent at once."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from dossiers.files.uploads import sentence, take_in
from dossiers.forms.citizen import PaperFilesForm
from dossiers.forms.tracking import NoteForm
from dossiers.models import Attachment, Dossier, StoredFile
from dossiers.services import add_supplement_file, answer_supplement, remove_supplement_file
from dossiers.tracking.answering import Answering, Wanted, answering, file_rows
from dossiers.views.mine import own_dossier
from portal.lib.errors import Refused
from portal.lib.responses import refused_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything that was asked for; sent once, together."""
    dossier = own_dossier(request, code)
    try:
        asked = answering(dossier)
    except Refused as refused:
        return refused_page(request, refused, back_url=_page_url(dossier))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, dossier, form.cleaned_data["note"])
        except Refused as refused:
            if refused.conflict:
                return refused_page(request, refused, back_url=_page_url(dossier))
            form.add_error("note" if refused.field == "note" else None, refused.message)
        else:
            messages.success(request, "Đã gửi bổ sung. Hồ sơ được giải quyết tiếp.")
            return redirect(_page_url(dossier))
    context = {"form": form, "asked": asked, "seen": dossier.last_seq}
    status = 422 if form.errors else 200
    return render(request, "dossiers/tracking/supplement.html", context, status=status)


def _answer(request: SignedInRequest, dossier: Dossier, note: str) -> None:
    seen = request.POST.get("da-thay", "")
    answer_supplement(
        dossier,
        by=request.user,
        at=timezone.now(),
        note=note,
        seen=int(seen) if seen.isdecimal() else None,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Files of one thing asked for. What can be taken is kept even when other files cannot."""
    dossier = own_dossier(request, code)
    try:
        asked = answering(dossier)
    except Refused as refused:
        return refused_page(request, refused, back_url=_page_url(dossier))
    wanted = _wanted(asked, number)
    if request.method != "POST":
        return _show(request, asked, wanted, PaperFilesForm())
    form = PaperFilesForm(request.POST, request.FILES)
    status = _take_in(request, wanted, form) if form.is_valid() else 422
    if status == 200 and "them" not in request.POST:
        return redirect("dossiers:supplement", code)
    if status == 200:
        return redirect(request.path)
    fresh = answering(dossier)
    return _show(request, fresh, _wanted(fresh, number), form, status=status)


def _take_in(request: SignedInRequest, wanted: Wanted, form: PaperFilesForm) -> int:
    """Cleans and keeps the files; the status of the answer."""
    by, at = request.user, timezone.now()

    def keep(stored: StoredFile, name: str, size: int) -> None:
        add_supplement_file(wanted.item, stored, name=name, size=size, by=by, at=at)

    return form.tell(take_in(form.chosen(), keep, by=by, at=at))


def _show(
    request: SignedInRequest,
    asked: Answering,
    wanted: Wanted,
    form: PaperFilesForm,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "asked": asked,
        "wanted": wanted,
        "form": form,
        "files": file_rows(asked.dossier, wanted),
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "too_large": sentence("size"),
    }
    return render(request, "dossiers/tracking/supplement_item.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete_file(request: SignedInRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Asks, then takes the file out."""
    dossier = own_dossier(request, code)
    try:
        asked = answering(dossier)
        wanted = _wanted(asked, number)
        file = _file(wanted, pk)
        if request.method == "POST":
            remove_supplement_file(wanted.item, file, by=request.user)
            messages.success(request, f"Đã xóa {file.name}.")
            return redirect(wanted.url)
    except Refused as refused:
        return refused_page(request, refused, back_url=_page_url(dossier))
    row = next(row for row in file_rows(dossier, wanted) if row["view_url"].endswith(f"/{pk}/"))
    context = {"file": row, "back_url": wanted.url, "title": asked.title}
    return render(request, "dossiers/citizen/delete_file.html", context)


def _wanted(asked: Answering, number: int) -> Wanted:
    wanted = next((wanted for wanted in asked.wanted if wanted.number == number), None)
    if wanted is None:
        raise Http404
    return wanted


def _file(wanted: Wanted, pk: int) -> Attachment:
    file = next((file for file in wanted.files if file.pk == pk), None)
    if file is None:
        raise Http404
    return file


def _page_url(dossier: Dossier) -> str:
    return reverse("dossiers:dossier", args=[dossier.display_code])
