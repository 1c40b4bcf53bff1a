"""`/ld/phan-anh/`, the list behind each of its numbers, and what people think of answers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from portal.lib.dates import clock, short_day
from portal.lib.errors import Refused
from portal.lib.patience import at_most
from reports.citizen_reports.asked import AskedReports, title_of
from reports.citizen_reports.listing import listing
from reports.citizen_reports.measures import RECEIVED
from reports.citizen_reports.page import page_of
from reports.citizen_reports.satisfaction import Ratings
from reports.citizen_reports.satisfaction import page_of as satisfaction_of
from reports.files.formats import LIST
from reports.files.making import REPORTS_LIST
from reports.lists.listing import number_of, number_words
from reports.lists.patient import PATIENCE, patient
from reports.morning.words import day_words, period_words


@never_cache
@require_safe
@patient
def overview(request: SignedInRequest) -> HttpResponse:
    at, user = timezone.now(), request.user
    asked = AskedReports.read(request.GET, user, at, so=RECEIVED)
    period = asked.selection.period
    context = {
        "found": page_of(asked.selection, at),
        "scope": asked.selection.scope.words,
        "day": day_words(timezone.localdate(at)),
        "time": clock(at),
        "period": period_words(period) if period else "",
        "filters": asked.filters(user),
    }
    return render(request, "reports/citizen_reports/page.html", context, status=asked.status)


@never_cache
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """The list behind a number: the address says which."""
    at, user = timezone.now(), request.user
    asked = AskedReports.read(request.GET, user, at)
    selection, period = asked.selection, asked.selection.period
    context: dict[str, Any] = {
        "title": title_of(selection),
        "where": selection.scope.words,
        "when": period.words if period else f"lúc {clock(at)} {short_day(at)}",
        "filters": asked.filters(user),
        "query": selection.query(),
        "report": REPORTS_LIST,
        "formats": LIST,
        "rows": [],
        "number": "",
        "previous": "",
        "next": "",
    }
    status = asked.status
    if asked.refused is None:
        try:
            with at_most(PATIENCE):
                context |= _body(asked, request.GET.get("trang", ""))
        except Refused as refused:
            context["filters"]["error"], status = refused.message, refused.status
    return render(request, "reports/citizen_reports/list.html", context, status=status)


def _body(asked: AskedReports, cursor: str) -> dict[str, Any]:
    at = timezone.now()
    found = asked.selection.reports(at)
    page = listing(asked.selection, found, at, cursor=cursor)
    return {
        "rows": page.rows,
        "number": number_words(number_of(found)),
        "previous": page.previous,
        "next": page.next,
    }


@never_cache
@require_safe
@patient
def satisfaction(request: SignedInRequest) -> HttpResponse:
    """Ratings of answers; the words of the unhappy are what a leader reads."""
    at, user = timezone.now(), request.user
    asked = AskedReports.read(request.GET, user, at, so=RECEIVED)
    chosen = Ratings.read(asked.selection, request.GET.get("sao", ""))
    period = asked.selection.period
    context = {
        "found": satisfaction_of(chosen, at, request.GET.get("trang", "")),
        "chosen": chosen.stars,
        "all_url": Ratings(asked.selection).url(),
        "scope": asked.selection.scope.words,
        "period": period.words if period else "",
        "filters": asked.filters(user),
    }
    return render(
        request, "reports/citizen_reports/satisfaction.html", context, status=asked.status
    )
