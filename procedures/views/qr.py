"""What a scan opens: the procedure, the field, the page of a place, or an explanation."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from accounts.models import ServicePlace
from portal.lib.dates import clock, long_day
from portal.lib.qr import qr_png, qr_svg
from procedures.links import field_url, procedure_url
from procedures.memory import catalogue
from procedures.models import QrCode
from procedures.qr import address_of, count_scan, find_code
from worktime.services import calendar_for

DAY = 86_400


@never_cache
@require_safe
def landing(request: HttpRequest, code: str, placement: int = 0) -> HttpResponse:
    """Counts the scan (the one write of a GET, docs/adr/0004) and leads on."""
    row = find_code(code)
    if row is None:
        return _unknown(request, code)
    if request.method == "GET":
        count_scan(row, placement, at=timezone.now())
    if row.retired_at is not None:
        return _retired(request, row)
    if row.procedure is not None:
        return redirect(procedure_url(row.procedure.code))
    if row.field is not None:
        return redirect(field_url(row.field.slug))
    return _place(request, row)


@cache_control(public=True, max_age=DAY)
@require_safe
def picture(request: HttpRequest, code: str, kind: str = "svg") -> HttpResponse:
    """The picture of a code, for screens and leaflets; its scans count as from nowhere."""
    row = find_code(code)
    if row is None or row.retired_at is not None:
        raise Http404
    address = address_of(row.code)
    if kind == "png":
        return HttpResponse(qr_png(address), content_type="image/png")
    return HttpResponse(qr_svg(address), content_type="image/svg+xml")


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    """Perhaps only the number is wrong: then the field of the letters is offered."""
    letters = typed.strip().upper()[:2]
    field = next((f for f in catalogue().fields.values() if f.code == letters), None)
    context = {
        "typed": typed[:20],
        "field": field,
        "field_url": field_url(field.slug) if field else "",
    }
    return render(request, "procedures/qr/unknown.html", context, status=404)


def _retired(request: HttpRequest, row: QrCode) -> HttpResponse:
    return render(request, "procedures/qr/retired.html", {"code": row}, status=410)


def _place(request: HttpRequest, row: QrCode) -> HttpResponse:
    places = ServicePlace.objects.select_related("unit__root").filter(code=row.place_code)
    place = places.first()
    if place is None:
        return _unknown(request, row.code)
    context = {"place": place, "is_open": place.is_open, "opens": ""}
    if place.is_open:
        context["opens"] = _opens(place, timezone.now())
    return render(request, "procedures/qr/place.html", context)


def _opens(place: ServicePlace, at: datetime) -> str:
    """When it opens next; empty while it is open."""
    opening = calendar_for(place.unit.counted_by_id).normalize(at)
    return f"{clock(opening)} {long_day(opening)}" if opening > at else ""
