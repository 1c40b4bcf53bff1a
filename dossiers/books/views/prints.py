"""Prints as things are now: lists for handing over, the course of one dossier."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from accounts.services import log_access
from dossiers.books.course import draw_course
from dossiers.books.handing import LISTS, draw_list, listed
from dossiers.views.work_space import visible_dossier
from portal.lib.responses import pdf_response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_list(request: SignedInRequest, kind: str) -> HttpResponse:
    """POST: of the ticked dossiers (`code:seq`); nothing ticked, or GET: all of the box `muc`."""
    if kind not in LISTS or request.user.unit is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    codes = [tick.rpartition(":")[0] or tick for tick in asked.getlist("ho-so")]
    dossiers = listed(request.user, asked.get("muc", ""), codes)
    content = draw_list(LISTS[kind], dossiers, by=request.user, at=timezone.now())
    return pdf_response(content, f"{kind}.pdf")


@never_cache
@require_safe
def course(request: SignedInRequest, code: str) -> HttpResponse:
    """Quá trình xử lý of one dossier; that it was looked at is logged."""
    dossier, at = visible_dossier(request, code), timezone.now()
    log_access(request.user, "dossier.course", dossier.display_code, at=at)
    return pdf_response(draw_course(dossier, at=at), f"qua-trinh-{dossier.display_code}.pdf")
