"""Lists with one purpose: what waits for a signature, what waits to be collected."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.desk import Desk, desk_of
from accounts.requests import SignedInRequest
from accounts.services import log_access
from dossiers.models.dossier import DossierQuerySet
from dossiers.signing.files import codes_with_draft
from dossiers.staff.acts import SLUGS
from dossiers.staff.queue import (
    PAGE_SIZE,
    TO_RETURN,
    TO_SIGN,
    Box,
    Filters,
    Queue,
    held_by_unit,
    waiting_for_hand_over,
)
from dossiers.staff.queue_rows import columns, rows_of
from dossiers.staff.search import FOUND_LIMIT, search, understand_receipt
from dossiers.views.work_space import menu_counts
from dossiers.workflow import Action
from portal.lib.pages import keyset_page
from portal.lib.text import clean


@never_cache
@require_safe
def sign_queue(request: SignedInRequest) -> HttpResponse:
    """The leader's: everything of the office that waits for a signature; tick and sign."""
    desk = desk_of(request)
    waiting = held_by_unit(desk.user).filter(TO_SIGN.condition)
    context = _list(request, desk, TO_SIGN, waiting, "act_by")
    context |= {"action": Action.SIGN, "with_draft": codes_with_draft(context["rows"])}
    return render(request, "dossiers/staff/sign.html", context)


@never_cache
@require_safe
def return_queue(request: SignedInRequest) -> HttpResponse:
    """Results to hand out; a scanned receipt or a typed code leads straight to the hand-over."""
    desk = desk_of(request)
    typed = request.GET.get("q", "").strip()
    waiting = waiting_for_hand_over(desk.user)
    found = waiting.filter(understand_receipt(desk.user, typed)).first() if typed else None
    if found is not None:
        slug = SLUGS[Action.HAND_OVER]
        return redirect("dossiers:act", found.display_code, slug)
    context = _list(request, desk, TO_RETURN, waiting, "closed_at")
    context |= {"typed": typed, "act_slug": SLUGS[Action.HAND_OVER], "box_slug": TO_RETURN.slug}
    return render(request, "dossiers/staff/returns.html", context, status=404 if typed else 200)


def _list(
    request: SignedInRequest, desk: Desk, box: Box, waiting: DossierQuerySet, order: str
) -> dict[str, Any]:
    page = keyset_page(columns(waiting), order, cursor=request.GET.get("trang", ""), size=PAGE_SIZE)
    counts = Queue(desk.user, desk.calendar, desk.at, Filters()).counts()
    path = reverse(f"dossiers:{box.page}")
    return {
        "title": box.label,
        "total": counts.boxes.get(box.slug, 0),
        "counts": menu_counts(counts),
        "rows": rows_of(page.rows, desk.user, desk.calendar, desk.at),
        "previous": f"{path}?trang={page.previous_cursor}" if page.previous_cursor else "",
        "next": f"{path}?trang={page.next_cursor}" if page.next_cursor else "",
        "path": path,
    }


@never_cache
@require_safe
def staff_search(request: SignedInRequest) -> HttpResponse:
    """One box for everything; what kind of search it was is logged, the words are not."""
    desk, words = desk_of(request), clean(request.GET.get("q", ""))[:120]
    kind, rows = "", []
    if words:
        kind, found = search(desk.user, words)
        log_access(desk.user, "dossier.search", kind, at=desk.at)
        rows = rows_of(list(columns(found)), desk.user, desk.calendar, desk.at)
    if len(rows) == 1 and kind in ("code", "receipt"):
        return redirect(rows[0].page_url)
    context = {"typed": words, "rows": rows, "limit": FOUND_LIMIT, "path": request.path}
    return render(request, "dossiers/staff/search.html", context)
