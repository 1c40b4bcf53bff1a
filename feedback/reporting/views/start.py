"""Before a report begins: what this is for, and one that was begun on this device."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.models import Category, ReportDraft
from feedback.reporting.access import BEGUN
from feedback.reporting.drafts import begin
from feedback.reporting.journey import PHOTOS, Journey
from portal.lib.addresses import client_network
from portal.lib.dates import clock, short_day
from portal.lib.errors import Refused
from portal.lib.responses import refused_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """`?loai=<code>` chooses the kind at once: from a board's QR, or a link about conduct."""
    begun = _begun(request)
    if request.method != "POST":
        return render(request, "feedback/new/start.html", _context(request, begun))
    if begun is not None and "tiep" in request.POST:
        return redirect(Journey(begun).next_to_do)
    try:
        draft = begin(
            category=_category(request), address=client_network(request), at=timezone.now()
        )
    except Refused as refused:
        return refused_page(request, refused)
    request.session[BEGUN] = draft.token
    journey = Journey(draft)
    without = "khong_anh" in request.POST
    return redirect(journey.after(PHOTOS) if without else journey.url(PHOTOS))


def _begun(request: HttpRequest) -> ReportDraft | None:
    token = request.session.get(BEGUN)
    return ReportDraft.objects.filter(token=token, sent_as=None).first() if token else None


def _category(request: HttpRequest) -> Category | None:
    code = request.GET.get("loai", "")
    return Category.objects.filter(code=code, is_active=True).first() if code else None


def _context(request: HttpRequest, begun: ReportDraft | None) -> dict[str, object]:
    saved = begun.saved_at if begun else None
    category = _category(request)
    return {
        "category": category,
        "is_private": category is not None and not category.may_be_public,
        "begun": begun,
        "saved": f"{clock(saved)} ngày {short_day(saved)}" if saved else "",
    }
