"""Printed papers: printing keeps the paper, looking at it changes nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from dossiers.documents.drawing import for_papers
from dossiers.documents.forms import CONTROL
from dossiers.documents.kept import (
    find_paper,
    papers_of,
    print_control,
    print_paper,
    shown,
    shown_control,
)
from dossiers.models import Dossier
from papers.models import IssuedPaper
from portal.lib.errors import Refused
from portal.lib.responses import pdf_response, refused_page


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: SignedInRequest, code: str, form: str) -> HttpResponse:
    """Staff: POST prints (keeps) the paper and shows it; GET shows it. `form` or a paper's code."""
    dossier = _dossier(request, code)
    if request.method == "POST":
        return _print(request, dossier, form)
    if _is_control(dossier, form):
        return _pdf(shown_control(dossier), form, dossier)
    return _pdf(shown(_paper(papers_of(dossier), form)), form, dossier)


@require_safe
def own_paper(request: SignedInRequest, code: str, form: str) -> HttpResponse:
    """The owner reads the papers of the own dossier."""
    dossier = _dossier(request, code)
    return _pdf(shown(_paper(papers_of(dossier, for_citizen=True), form)), form, dossier)


def _print(request: SignedInRequest, dossier: Dossier, form: str) -> HttpResponse:
    try:
        if _is_control(dossier, form):
            print_control(dossier, at=timezone.now())
        else:
            print_paper(_paper(papers_of(dossier), form), at=timezone.now())
    except Refused as refused:
        back = reverse("dossiers:staff-dossier", args=[dossier.display_code])
        return refused_page(request, refused, back_url=back)
    return redirect(request.path)


def _is_control(dossier: Dossier, form: str) -> bool:
    """Phiếu kiểm soát goes on with the dossier: it is drawn up to the last event."""
    return form == CONTROL and dossier.received_at is not None


def _dossier(request: SignedInRequest, code: str) -> Dossier:
    return get_object_or_404(for_papers().visible_to(request.user).with_code(code))


def _paper(papers: list[IssuedPaper], name: str) -> IssuedPaper:
    found = find_paper(papers, name)
    if found is None:
        raise Http404
    return found


def _pdf(content: bytes, form: str, dossier: Dossier) -> HttpResponse:
    return pdf_response(content, f"{form.lower()}-{dossier.display_code}.pdf")
