"""The dossiers behind any number, and all that are late."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from portal.lib.dates import clock, short_day
from portal.lib.errors import Refused
from portal.lib.patience import at_most
from reports.files.formats import LIST
from reports.lists.asked import Asked
from reports.lists.filters import CAUSE_WORDS, title_of
from reports.lists.listing import Listing, bulk_acts, listing, number_of, number_words
from reports.lists.patient import PATIENCE, patient
from reports.lists.rows import columns, rows_of
from reports.now_rows import CAUSE_GIVEN, LATE
from reports.selections import Selection

MOST_WITHOUT_CAUSE = 50


@never_cache
@require_safe
def dossiers(request: SignedInRequest) -> HttpResponse:
    """The list behind a number: the address says which."""
    at, user = timezone.now(), request.user
    asked = Asked.read(request.GET, user, at)
    context = _head(asked, user, at) | {"here": request.get_full_path()}
    if asked.refused:
        return render(request, "reports/lists/list.html", context, status=asked.status)
    try:
        with at_most(PATIENCE):
            found = asked.selection.dossiers(at)
            page = listing(asked.selection, found, at, user, cursor=request.GET.get("trang", ""))
            context |= _body(page, number_of(found))
    except Refused as refused:
        context["filters"]["error"] = refused.message
        return render(request, "reports/lists/list.html", context, status=refused.status)
    return render(request, "reports/lists/list.html", context)


@never_cache
@require_safe
@patient
def late(request: SignedInRequest) -> HttpResponse:
    """All that are late; on the first page those without a cause come first."""
    at, user = timezone.now(), request.user
    asked = Asked.read(request.GET, user, at, so=LATE)
    context = _head(asked, user, at) | {"here": request.get_full_path(), "all_late": True}
    if asked.refused:
        return render(request, "reports/lists/list.html", context, status=asked.status)
    selection, cursor = asked.selection, request.GET.get("trang", "")
    found = selection.dossiers(at)
    page = listing(selection, found.filter(CAUSE_GIVEN), at, user, cursor=cursor)
    without, acts = ([], []) if cursor else _without_cause(selection, at, user)
    context |= _body(page, number_of(found)) | {
        "groups": [
            {"title": "Chưa nêu nguyên nhân", "rows": without},
            {"title": "Đã nêu nguyên nhân" if without else "", "rows": page.rows},
        ],
        "acts": list(dict.fromkeys([*acts, *page.acts])),
    }
    return render(request, "reports/lists/list.html", context)


@never_cache
@require_safe
@patient
def cause(request: SignedInRequest, code: str) -> HttpResponse:
    """What is late for one cause: since when, and what was said of it."""
    if code not in CAUSE_WORDS:
        raise Http404
    at, user = timezone.now(), request.user
    asked = Asked.read(request.GET, user, at, **{"so": LATE, "nguyen-nhan": code})
    context = _head(asked, user, at) | {
        "title": f"Trễ vì: {CAUSE_WORDS[code]}",
        "here": request.get_full_path(),
        "all_late": True,
    }
    if asked.refused is None:
        found = asked.selection.dossiers(at)
        page = listing(asked.selection, found, at, user, cursor=request.GET.get("trang", ""))
        context |= _body(page, number_of(found))
    return render(request, "reports/lists/list.html", context, status=asked.status)


def _without_cause(selection: Selection, at: datetime, user: User) -> tuple[list[Any], list[Any]]:
    """The longest missed first, with what may be done about them."""
    found = selection.dossiers(at).exclude(CAUSE_GIVEN)
    lines = list(columns(found).order_by("due_at", "pk")[:MOST_WITHOUT_CAUSE])
    return rows_of(lines, at, permissions=user.permissions), bulk_acts(lines, user)


def _head(asked: Asked, user: User, at: datetime) -> dict[str, Any]:
    """Everything above the rows."""
    selection = asked.selection
    return {
        "title": title_of(selection),
        "where": selection.scope.words,
        "when": _when(selection, at),
        "filters": asked.filters(user),
        "query": selection.query(),
        "formats": LIST,
        "groups": [],
        "acts": [],
        "number": "",
        "previous": "",
        "next": "",
        "all_late": False,
    }


def _when(selection: Selection, at: datetime) -> str:
    if selection.period is None:
        return f"lúc {clock(at)} {short_day(at)}"
    counted = selection.until
    upto = f", số liệu lúc {clock(counted)} {short_day(counted)}" if counted else ""
    return f"{selection.period.words}{upto}"


def _body(page: Listing, number: int) -> dict[str, Any]:
    return {
        "groups": [{"title": "", "rows": page.rows}],
        "number": number_words(number),
        "acts": page.acts,
        "previous": page.previous,
        "next": page.next,
    }
