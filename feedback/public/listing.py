"""`/phan-anh/`: what was reported and what came of it, as a list and as a map."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.maps import MapView, whole_box
from feedback.public.cards import cards, with_pictures
from feedback.public.choosing import ChoosingForm, Chosen
from portal.lib.pages import Page, keyset_page

SIZE = 20
PAGE = "feedback/public/list.html"


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    form = ChoosingForm(request.GET)
    as_map = request.GET.get("dang") == "ban-do"
    context: dict[str, Any] = {"form": form, "as_map": as_map, "chosen": {}, "query": ""}
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    chosen = form.chosen()
    context |= {"map": _map(chosen), "query": urlencode(chosen.query), "chosen": chosen.query}
    if not as_map:
        context |= _rows(request, chosen)
    return render(request, PAGE, context)


def _rows(request: HttpRequest, chosen: Chosen) -> dict[str, Any]:
    at = timezone.now()
    page = keyset_page(
        with_pictures(chosen.reports(at)), "received_at",
        cursor=request.GET.get("trang", ""), size=SIZE, newest_first=True,
    )  # fmt: skip
    return {"cards": cards(page.rows, at=at), **_turning(page, chosen)}


def _turning(page: Page, chosen: Chosen) -> dict[str, str]:
    def address(cursor: str) -> str:
        return f"?{urlencode(chosen.query | {'trang': cursor})}" if cursor else ""

    return {"newer_url": address(page.previous_cursor), "older_url": address(page.next_cursor)}


def _map(chosen: Chosen) -> MapView:
    area = chosen.area
    box = (area.south, area.west, area.north, area.east) if area else whole_box()
    points = reverse("feedback:report-points")
    return MapView(_("Bản đồ phản ánh"), box, f"{points}?{urlencode(chosen.query)}")
