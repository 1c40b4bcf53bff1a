"""`/ld/`, the morning page, and `/ld/giao-ban/`, the sheet for the meeting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from portal.lib.errors import Refused
from portal.lib.patience import at_most
from portal.lib.responses import refused_page
from reports.morning.page import asked_of
from reports.morning.page import morning as morning_of

PATIENCE = 5  # seconds that a page may take
ROWS = 8  # of the longest late


@never_cache
@require_safe
def morning(request: SignedInRequest) -> HttpResponse:
    return _page(request, "reports/morning/page.html")


@never_cache
@require_safe
def briefing(request: SignedInRequest) -> HttpResponse:
    return _page(request, "reports/morning/briefing.html")


def _page(request: SignedInRequest, template: str) -> HttpResponse:
    at, user = timezone.now(), request.user
    asked = asked_of(request.GET, user, at)
    try:
        with at_most(PATIENCE):
            found = morning_of(asked, user, at, rows=ROWS)
    except Refused as refused:
        return refused_page(request, refused, back_url=request.path)
    filters = asked.filters(user)
    context = {"morning": found, "scope": asked.selection.scope.words, "filters": filters}
    context |= {"here": request.get_full_path(), "query": asked.selection.query()}
    return render(request, template, context, status=asked.status)
