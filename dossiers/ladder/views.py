"""The lists behind the figures of the morning."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.desk import desk_of
from accounts.requests import SignedInRequest
from dossiers.ladder.watch import LATE, TABS, Watch
from dossiers.staff.queue import PAGE_SIZE
from dossiers.staff.queue_rows import columns, rows_of
from portal.lib.pages import keyset_page


@never_cache
@require_safe
def watch_page(request: SignedInRequest) -> HttpResponse:
    """Late, due today, in two days, without a cause: of one office, or of all of them."""
    desk = desk_of(request)
    watch = Watch.read(request.GET, desk.user)
    tab = request.GET.get("muc", "")
    tab = tab if tab in TABS else LATE
    counts = watch.counts(desk.at)
    found = columns(watch.rows(tab, desk.at))
    page = keyset_page(found, "act_by", cursor=request.GET.get("trang", ""), size=PAGE_SIZE)
    here = watch.path(tab)
    context = {
        "scope": watch.words,
        "tabs": [
            {"label": label, "url": watch.path(slug), "here": slug == tab,
             "count": counts[slug], "kind": kind if counts[slug] else ""}
            for slug, (label, kind) in TABS.items()
        ],
        "rows": rows_of(page.rows, desk.user, watch.office.calendar, desk.at),
        "previous": f"{here}&trang={page.previous_cursor}" if page.previous_cursor else "",
        "next": f"{here}&trang={page.next_cursor}" if page.next_cursor else "",
    }  # fmt: skip
    return render(request, "dossiers/ladder/watch.html", context)
