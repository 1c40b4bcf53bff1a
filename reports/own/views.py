"""`/cb/thong-ke/`: one's own figures, and the dossiers behind each of them."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import Perm
from accounts.requests import SignedInRequest
from portal.lib.errors import Refused
from portal.lib.pages import keyset_page
from reports.lists.filters import period_choice
from reports.lists.rows import columns, rows_of
from reports.own.figures import Own, listed, tiles_now, tiles_of_period
from reports.periods import Period

PAGE_SIZE = 50


@never_cache
@require_safe
def own_figures(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    today, refused = timezone.localdate(at), None
    try:
        period = Period.read(request.GET, today)
    except Refused as error:
        period, refused = Period.read({}, today), error
    own = Own(request.user, period, at)
    tiles, mean = tiles_of_period(own)
    context = {
        "now": tiles_now(own),
        "tiles": tiles,
        "mean": mean,
        "period": period.words,
        "choice": period_choice(own.held.but(period=period)),
        "days": _days(request, period, typed=refused is not None),
        "error": refused.message if refused else "",
    }
    status = refused.status if refused else 200
    return render(request, "reports/own/page.html", context | _list(request, own), status=status)


def _days(request: SignedInRequest, period: Period, *, typed: bool) -> dict[str, str]:
    """Those of the period; what cannot be, as it was typed."""
    if typed:
        return {"first": request.GET.get("tu", ""), "last": request.GET.get("den", "")}
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _list(request: SignedInRequest, own: Own) -> dict[str, Any]:
    """The dossiers behind the number that was chosen. Pages about people are for leaders only."""
    slug = request.GET.get("so", "")
    found = listed(own, slug)
    if found is None:
        return {}
    page = keyset_page(
        columns(found.rows), found.key, cursor=request.GET.get("trang", ""), size=PAGE_SIZE,
        newest_first=found.newest_first,
    )  # fmt: skip
    rows = rows_of(page.rows, own.at, permissions=own.user.permissions)
    if Perm.FIGURES not in own.user.permissions:
        rows = [replace(row, holder_url="") for row in rows]
    here = found.address
    return {
        "title": found.title,
        "rows": rows,
        "previous": f"{here}&trang={page.previous_cursor}" if page.previous_cursor else "",
        "next": f"{here}&trang={page.next_cursor}" if page.next_cursor else "",
    }
