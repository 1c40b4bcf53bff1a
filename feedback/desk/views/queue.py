"""The list of reports: tabs and filters; beside them the chosen report, or the map."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.desk import Desk, desk_of
from accounts.permissions import Perm
from accounts.requests import SignedInRequest
from accounts.services import log_access
from feedback.desk.acts import buttons_for
from feedback.desk.filter_bar import bar_of
from feedback.desk.map_points import points_of
from feedback.desk.queue import ENDED, PAGE_SIZE, TABS, Filters, Queue
from feedback.desk.queue_rows import columns, drawn, pane_url, rows_of
from feedback.desk.sheet import for_sheet, sheet_of
from feedback.maps import MapView, whole_box
from feedback.models import Report
from portal.lib.dates import clock
from portal.lib.pages import keyset_page

PANE = "khung"  # id of the reading pane: what htmx asks for alone
_MAP_LABEL = "Bản đồ các phản ánh trong danh sách"


@dataclass(frozen=True)
class Where:
    """Which list, and how far down it."""

    filters: Filters
    cursor: str = ""

    @property
    def query(self) -> str:
        page = urlencode({"trang": self.cursor}) if self.cursor else ""
        return "&".join(part for part in (self.filters.query(), page) if part)

    def page_url(self, cursor: str) -> str:
        return f"?{Where(self.filters, cursor).query}" if cursor else ""

    @property
    def address(self) -> str:
        path = reverse("feedback:desk")
        return f"{path}?{self.query}" if self.query else path


@never_cache
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """`?xem=<code>` opens a report in the reading pane (a page of its own under 1200 px)."""
    desk = desk_of(request)
    where = Where(Filters.read(request.GET), request.GET.get("trang", ""))
    pane = _pane(desk, where, request.GET.get("xem", ""))
    if request.headers.get("HX-Target") == PANE:
        return render(request, "feedback/desk/_pane.html", pane)
    context = _list(desk, where, pane["chosen"]) | pane
    return render(request, "feedback/desk/queue.html", context)


@never_cache
@require_safe
def queue_map(request: SignedInRequest) -> HttpResponse:
    """The same reports on a map of their own, for narrow windows."""
    desk, filters = desk_of(request), Filters.read(request.GET)
    context = {
        "map": _map(filters),
        "bar": bar_of(filters, desk),
        "filters": filters,
        "list_url": Where(filters).address,
        "total": _total(Queue(desk, filters)),
    }
    return render(request, "feedback/desk/map.html", context)


@never_cache
@require_safe
def queue_points(request: SignedInRequest) -> HttpResponse:
    """Points of the list as GeoJSON; `?khung=south,west,north,east&muc=zoom` names the view."""
    desk, filters = desk_of(request), Filters.read(request.GET)
    view, zoom = request.GET.get("khung", ""), request.GET.get("muc", "")
    return JsonResponse(points_of(Queue(desk, filters), view, zoom))


def _list(desk: Desk, where: Where, chosen: str) -> dict[str, Any]:
    filters = where.filters
    found = Queue(desk, filters)
    page = keyset_page(
        columns(found.rows(), found.key), found.key,
        cursor=where.cursor, size=PAGE_SIZE, newest_first=filters.tab == ENDED,
    )  # fmt: skip
    rows, counts = rows_of(page.rows, desk, query=where.query), found.counts()
    return {
        "total": None if filters.tab == ENDED else counts[filters.tab],
        "tabs": _tabs(filters, counts),
        "filters": filters,
        "bar": bar_of(filters, desk),
        "rows": rows,
        "drawn": drawn(rows, chosen),
        "previous": where.page_url(page.previous_cursor),
        "next": where.page_url(page.next_cursor),
        "map_query": filters.query(),
        "may_enter": Perm.TRIAGE in desk.user.permissions,
        "updated": clock(desk.at),
    }


def _total(found: Queue) -> int | None:
    return None if found.filters.tab == ENDED else found.counts()[found.filters.tab]


def _tabs(filters: Filters, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": tab.label,
            "url": f"?{filters.query(tab=tab.slug, status='')}",
            "here": tab.slug == filters.tab,
            "count": counts.get(tab.slug) if tab.slug else None,
            "kind": tab.kind,
        }
        for tab in TABS
    ]


def _map(filters: Filters) -> MapView:
    path = reverse("feedback:desk-points")
    query = filters.query()
    return MapView(_MAP_LABEL, whole_box(), f"{path}?{query}" if query else path)


def _pane(desk: Desk, where: Where, code: str) -> dict[str, Any]:
    """The chosen report; the map when none is chosen or it may not be seen."""
    visible = for_sheet(Report.objects.visible_to(desk.user)).filter(code=code) if code else None
    report = visible.first() if visible is not None else None
    if report is None:
        return {"sheet": None, "chosen": "", "map": _map(where.filters), "list_url": where.address}
    log_access(desk.user, "report.open", report.code, at=desk.at)
    here = reverse("feedback:desk") + pane_url(where.query, report.code)
    path = reverse("feedback:desk-report", args=[report.code])
    return {
        "sheet": sheet_of(report, desk),
        "chosen": report.code,
        "map": None,
        "list_url": where.address,
        "page_url": f"{path}?{urlencode({'tiep': where.address})}",
        "acts": buttons_for(report, desk.user, here),
    }
