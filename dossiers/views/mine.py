"""A citizen's own dossiers: the list, their files, and taking one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from dossiers.files.serving import file_response, thumbnail_response
from dossiers.forms.tracking import WithdrawForm
from dossiers.models import Attachment, Dossier
from dossiers.services import apply, row_for
from dossiers.tracking.mine import mine
from dossiers.tracking.words import why_not_withdrawn
from dossiers.workflow import WITH_RESULT, Action
from portal.lib.errors import Refused
from portal.lib.responses import refused_page
from procedures.memory import procedure_facts


@never_cache
@require_safe
def my_dossiers(request: SignedInRequest) -> HttpResponse:
    found = mine(request.user, at=timezone.now(), cursor=request.GET.get("trang", ""))
    page = found.page
    context = {
        "mine": found,
        "newer_url": f"?trang={page.previous_cursor}" if page.previous_cursor else "",
        "older_url": f"?trang={page.next_cursor}" if page.next_cursor else "",
    }
    return render(request, "dossiers/tracking/mine.html", context)


def own_dossier(request: SignedInRequest, code: str) -> Dossier:
    """404 for everybody else's, as for codes that do not exist."""
    return get_object_or_404(Dossier.objects.visible_to(request.user).with_code(code))


@require_safe
def own_file(request: SignedInRequest, code: str, pk: int) -> HttpResponseBase:
    """A paper as it was sent, or the result once there is one."""
    dossier = own_dossier(request, code)
    roles = [Attachment.Role.PAPER]
    if dossier.state in WITH_RESULT:
        roles.append(Attachment.Role.RESULT)
    files = dossier.attachments.filter(role__in=roles).select_related("file")
    file = get_object_or_404(files, pk=pk)
    if "nho" in request.GET and file.file.kind == "jpg":
        return thumbnail_response(file)
    return file_response(file)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, code: str) -> HttpResponse:
    """Asks why, asks once more, then takes the request back."""
    dossier = own_dossier(request, code)
    page_url = reverse("dossiers:dossier", args=[dossier.display_code])
    try:
        row_for(dossier, Action.WITHDRAW, by=request.user)
    except Refused as refused:
        why = Refused(refused.code, why_not_withdrawn(dossier), conflict=True)
        return refused_page(request, why, back_url=page_url)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return _ask(request, dossier, form, "withdraw", status=status)
    if "chac-chan" not in request.POST:
        return _ask(request, dossier, form, "withdraw_sure")
    try:
        _withdraw(request, dossier, form.cleaned_data["note"])
    except Refused as refused:
        return refused_page(request, refused, back_url=page_url)
    messages.success(request, "Đã rút hồ sơ theo yêu cầu của ông/bà.")
    return redirect(page_url)


def _withdraw(request: SignedInRequest, dossier: Dossier, note: str) -> None:
    seen = request.POST.get("da-thay", "")
    apply(
        dossier,
        Action.WITHDRAW,
        by=request.user,
        at=timezone.now(),
        note=note,
        seen=int(seen) if seen.isdecimal() else None,
    )


def _ask(
    request: SignedInRequest, dossier: Dossier, form: WithdrawForm, page: str, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "code": dossier.display_code,
        "title": procedure_facts(dossier.procedure_id).title,
        "seen": dossier.last_seq,
        "fee_paid": dossier.fee_paid_at is not None,
    }
    return render(request, f"dossiers/tracking/{page}.html", context, status=status)
