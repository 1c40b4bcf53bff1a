"""Why this date: the story of a dossier's clock, for staff, and as a paper for inspectors."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.desk import Desk, desk_of
from accounts.requests import SignedInRequest
from accounts.services import log_access
from dossiers.clock_pages.page import clock_page
from dossiers.clock_pages.paper import FORM, print_clock_paper, shown_clock_paper
from dossiers.clock_pages.reading import Ledger, ledger_of
from dossiers.views.work_space import dossier_path, visible_dossier
from portal.lib.errors import Refused
from portal.lib.responses import pdf_response, refused_page


@never_cache
@require_safe
def staff_clock(request: SignedInRequest, code: str) -> HttpResponse:
    """Each day counted or left out, each pause and extension, and whose time it was."""
    ledger = _ledger(request, desk_of(request), code)
    context = {"clock": clock_page(ledger), "back": dossier_path(ledger.dossier)}
    return render(request, "dossiers/clock/staff.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clock_paper(request: SignedInRequest, code: str) -> HttpResponse:
    """The same as a paper: POST prints (keeps) it, GET shows it; that it was seen is logged."""
    desk = desk_of(request)
    ledger = _ledger(request, desk, code)
    if request.method == "POST":
        return _print(request, ledger)
    name = ledger.dossier.display_code
    log_access(desk.user, "dossier.clock", name, at=desk.at)
    return pdf_response(shown_clock_paper(ledger), f"{FORM}-{name}.pdf")


def _print(request: SignedInRequest, ledger: Ledger) -> HttpResponse:
    try:
        print_clock_paper(ledger)
    except Refused as refused:
        back = reverse("dossiers:staff-clock", args=[ledger.dossier.display_code])
        return refused_page(request, refused, back_url=back)
    return redirect(request.path)


def _ledger(request: SignedInRequest, desk: Desk, code: str) -> Ledger:
    """404 before reception: there is no date yet."""
    ledger = ledger_of(visible_dossier(request, code), at=desk.at)
    if ledger is None:
        raise Http404
    return ledger
