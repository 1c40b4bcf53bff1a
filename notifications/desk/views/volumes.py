"""Volumes of a month with their cost, as a page and as a file."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from notifications.desk.volumes import (
    HEADS,
    as_csv,
    in_a_sentence,
    month_after,
    month_before,
    read_month,
    volumes_of,
)

BYTE_ORDER_MARK = "\ufeff"  # Excel takes the file for Latin letters without it


@require_safe
def volumes_page(request: HttpRequest) -> HttpResponse:
    """`?thang=2026-11`."""
    month = _month(request)
    following = month_after(month)
    volumes = volumes_of(month)
    context = {
        "volumes": volumes,
        "sentence": in_a_sentence(volumes.total),
        "title": f"tháng {month.month}/{month.year}",
        "value": f"{month:%Y-%m}",
        "heads": HEADS[1:],
        "previous": f"?thang={month_before(month):%Y-%m}",
        "next": f"?thang={following:%Y-%m}" if following <= timezone.localdate() else "",
    }
    return render(request, "notifications/desk/volumes.html", context)


@require_safe
def volumes_file(request: HttpRequest) -> HttpResponse:
    month = _month(request)
    text = BYTE_ORDER_MARK + as_csv(volumes_of(month))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tin-nhan-{month:%Y-%m}.csv"'
    return response


def _month(request: HttpRequest) -> date:
    return read_month(request.GET.get("thang", ""), timezone.localdate())
