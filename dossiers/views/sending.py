"""The last two pages: checking everything and sending it, and the receipt."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from dossiers.models import Dossier
from dossiers.online.check import check_context
from dossiers.online.journey import Journey
from dossiers.online.receipt import receipt_context
from dossiers.services import submit_draft
from dossiers.views.draft_access import draft_page, find_draft
from portal.lib.errors import Refused
from procedures.form_builder import PageForm


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page()
def check(request: SignedInRequest, journey: Journey) -> HttpResponse:
    """All answers with a way back to each; sent only as it was seen here."""
    if request.method != "POST":
        return _show(request, journey, journey.form(journey.check))
    form = journey.form(journey.check, request.POST)
    if journey.unfinished:
        form.add_error(None, "Còn mục chưa xong nên chưa gửi được. Xin làm nốt các mục dưới đây")
    elif request.POST.get("da_thay") != journey.draft.updated_at.isoformat():
        form.add_error(None, "Bản khai vừa được sửa ở máy hoặc thẻ khác. Xin xem lại rồi gửi")
        return _show(request, journey, form, status=409)
    if not form.is_valid():
        return _show(request, journey, form, status=422)
    try:
        submit_draft(
            journey.draft,
            applicant=journey.applicant(),
            answers=journey.answers,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        fresh = Journey(find_draft(request, journey.draft.token))
        return _show(request, fresh, form, status=refused.status)
    return redirect("dossiers:draft-receipt", journey.draft.token)


def _show(
    request: SignedInRequest, journey: Journey, form: PageForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {**check_context(journey, at=timezone.now()), "form": form}
    return render(request, "dossiers/citizen/check.html", context, status=status)


@never_cache
@require_safe
def receipt(request: SignedInRequest, token: str) -> HttpResponse:
    """The same page however often and from wherever it is opened."""
    draft = find_draft(request, token)
    dossiers = Dossier.objects.select_related("procedure", "receiving_unit", "root_unit")
    dossier = dossiers.filter(submit_key=draft.submit_key).first()
    if dossier is None:
        return redirect("dossiers:draft", token)
    return render(request, "dossiers/citizen/receipt.html", receipt_context(draft, dossier))
