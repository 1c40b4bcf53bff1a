"""Printed forms: printing keeps the paper, looking at it changes nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from dossiers.documents import Paper, content_of, latest_paper, print_paper
from dossiers.models import Dossier


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: SignedInRequest, code: str, form: str) -> HttpResponse:
    """Staff: POST prints (keeps) the paper and shows it; GET shows it."""
    dossier, found = _paper(request, code, form)
    if request.method == "POST":
        print_paper(dossier, found, by=request.user, at=timezone.now())
        return redirect(request.path)
    return _pdf(dossier, found)


@require_safe
def own_paper(request: SignedInRequest, code: str, form: str) -> HttpResponse:
    """The owner reads the papers of the own dossier."""
    return _pdf(*_paper(request, code, form))


def _paper(request: SignedInRequest, code: str, form: str) -> tuple[Dossier, Paper]:
    visible = Dossier.objects.visible_to(request.user).with_code(code)
    related = ("root_unit", "receiving_unit__root", "procedure_version")
    dossier = get_object_or_404(visible.select_related(*related))
    found = latest_paper(dossier, form)
    if found is None:
        raise Http404
    return dossier, found


def _pdf(dossier: Dossier, found: Paper) -> HttpResponse:
    response = HttpResponse(content_of(dossier, found), content_type="application/pdf")
    name = f"{found.form}-{dossier.display_code}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
