"""The list of calendars, one calendar with its year, one version with the dossiers it moved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from portal.calendars.calendar_page import asked_year, calendar_context
from portal.calendars.history import version_with_row
from portal.calendars.moved import moved_by
from portal.calendars.overview import calendar_rows


@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    context = {"rows": calendar_rows(timezone.localdate())}
    return render(request, "calendars/list.html", context)


@never_cache
@require_safe
def calendar_page(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    context = calendar_context(code, asked_year(request, today), today)
    return render(request, "calendars/calendar.html", context)


@never_cache
@require_safe
def version_page(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    version, row = version_with_row(code, number)
    context = {
        "calendar": version.calendar,
        "row": row,
        "moved": moved_by(version, reader=request.user),
    }
    return render(request, "calendars/version.html", context)
