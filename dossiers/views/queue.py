"""The staff queue: list with tabs and filters on the left, the chosen dossier on the right."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.desk import Desk, desk_of
from accounts.requests import SignedInRequest
from dossiers.lateness.lists import letter_on_sheet
from dossiers.staff.acts import bulk_rows, buttons_for
from dossiers.staff.queue import PAGE_SIZE, PRINT_LIMIT, TABS, Counts, Filters, Queue
from dossiers.staff.queue_filters import chips_of, choices_of
from dossiers.staff.queue_rows import QueueRow, columns, drawn, pane_url, rows_of
from dossiers.staff.sheet import for_sheet
from dossiers.views.work_space import dossier_path, menu_counts, open_sheet
from portal.lib.dates import clock, long_day
from portal.lib.pages import Page, keyset_page

PANE = "khung"  # id of the reading pane: what htmx asks for alone


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

    def next_url(self, code: str) -> str:
        """Where the work goes on after an act: the same list, the next dossier chosen."""
        path = reverse("dossiers:queue")
        if code:
            return path + pane_url(self.query, code)
        return f"{path}?{self.query}" if self.query else path


@never_cache
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """`?xem=<code>` opens a dossier in the reading pane (a page of its own under 1200 px)."""
    desk = desk_of(request)
    where = Where(Filters.read(request.GET, desk.user), request.GET.get("trang", ""))
    chosen, following = request.GET.get("xem", ""), request.GET.get("ke", "")
    if request.headers.get("HX-Target") == PANE:
        context = _pane(request, desk, where, chosen, following)
        return render(request, "dossiers/staff/_pane.html", context)
    found = Queue(desk.user, desk.calendar, desk.at, where.filters)
    page = keyset_page(columns(found.rows()), "act_by", cursor=where.cursor, size=PAGE_SIZE)
    rows = rows_of(page.rows, desk.user, desk.calendar, desk.at, query=where.query)
    codes = [row.code for row in rows]
    if chosen in codes:
        following = next(iter(codes[codes.index(chosen) + 1 :]), "")
    context = _list(desk, where, page, rows, found.counts())
    context["drawn"] = drawn(rows, chosen)
    context |= _pane(request, desk, where, chosen, following)
    context["position"] = _position(codes, chosen, page, context["total"])
    return render(request, "dossiers/staff/queue.html", context)


def _position(codes: list[str], chosen: str, page: Page, total: int) -> str:
    """`4/24`; only the first page knows how many come before."""
    if chosen not in codes or page.previous_cursor:
        return ""
    return f"{codes.index(chosen) + 1}/{total}"


@never_cache
@require_safe
def queue_print(request: SignedInRequest) -> HttpResponse:
    """The same list on paper, all of it up to a limit."""
    desk = desk_of(request)
    filters = Filters.read(request.GET, desk.user)
    found = columns(Queue(desk.user, desk.calendar, desk.at, filters).rows())
    lines = list(found.order_by("act_by", "pk")[: PRINT_LIMIT + 1])
    context = {
        "title": filters.box.label,
        "unit": desk.user.unit,
        "printed": f"{clock(desk.at)}, {long_day(desk.at)}",
        "rows": rows_of(lines[:PRINT_LIMIT], desk.user, desk.calendar, desk.at),
        "limit": PRINT_LIMIT if len(lines) > PRINT_LIMIT else 0,
        "query": filters.query(),
    }
    return render(request, "dossiers/staff/queue_print.html", context)


def _list(
    desk: Desk, where: Where, page: Page, rows: list[QueueRow], counts: Counts
) -> dict[str, Any]:
    filters = where.filters
    return {
        "title": filters.box.label,
        "total": counts.tabs[filters.tab],
        "tabs": _tabs(filters, counts),
        "filters": filters,
        "chips": chips_of(filters),
        "choices": choices_of(filters),
        "rows": rows,
        "bulk": [
            {"action": row.action, "label": row.label, "key": row.key}
            for row in bulk_rows(desk.user, {(row.status, row.own) for row in rows})
        ],
        "previous": where.page_url(page.previous_cursor),
        "next": where.page_url(page.next_cursor),
        "here": where.next_url(""),
        "print_query": filters.query(),
        "empty": _empty(filters),
        "counts": menu_counts(counts),
        "updated": clock(desk.at),
    }


def _tabs(filters: Filters, counts: Counts) -> list[dict[str, Any]]:
    return [
        {
            "label": tab.label,
            "url": f"?{filters.query(tab=tab.slug)}",
            "here": tab.slug == filters.tab,
            "count": counts.tabs[tab.slug] if tab.slug else None,
            "kind": tab.kind,
        }
        for tab in TABS
    ]


def _empty(filters: Filters) -> dict[str, str]:
    if set(filters.pairs()) <= {"muc"}:
        return {"title": "Hết việc", "text": "Không còn hồ sơ nào ở mục này.", "url": ""}
    box = f"?{Filters(box=filters.box).query()}"
    return {"title": "Không có hồ sơ nào khớp", "text": "", "url": box}


def _pane(
    request: SignedInRequest, desk: Desk, where: Where, code: str, following: str
) -> dict[str, Any]:
    """The chosen dossier; nothing when none is chosen or it may not be seen."""
    visible = for_sheet().visible_to(desk.user).with_code(code) if code else None
    dossier = visible.first() if visible is not None else None
    if dossier is None:
        return {"sheet": None, "chosen": ""}
    next_url = where.next_url(following)
    sheet = open_sheet(request, dossier, desk)
    return {
        "sheet": sheet,
        "chosen": dossier.display_code,
        "letter": letter_on_sheet(sheet, desk.user, desk.at),
        "list_url": where.next_url(""),
        "page_url": f"{dossier_path(dossier)}?{urlencode({'tiep': next_url})}",
        "here": where.next_url(dossier.display_code),
        "acts": buttons_for(dossier, desk.user, next_url),
    }
