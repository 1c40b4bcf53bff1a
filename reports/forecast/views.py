"""`/ld/de-tre/`: what may come late, while something can still be done."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from portal.lib.dates import short_moment
from reports.forecast.risks import counted_at, likely, risks_of, trust
from reports.lists.asked import Asked
from reports.lists.listing import bulk_acts
from reports.lists.patient import patient

FILTERS = {"don-vi", "linh-vuc"}


@never_cache
@require_safe
@patient
def at_risk(request: SignedInRequest) -> HttpResponse:
    at, user = timezone.now(), request.user
    asked = Asked.read(request.GET, user, at, so="dang-xu-ly")
    lines, chances = ([], {}) if asked.refused else likely(asked.selection, at)
    counted = counted_at(chances)
    context = {
        "risks": risks_of(lines, chances, at, user.permissions),
        "acts": bulk_acts(lines, user),
        "filters": asked.filters(user, FILTERS),
        "where": asked.selection.scope.words,
        "counted": short_moment(counted) if counted else "",
        "trust": trust(),
        "here": request.get_full_path(),
    }
    return render(request, "reports/forecast/page.html", context, status=asked.status)
