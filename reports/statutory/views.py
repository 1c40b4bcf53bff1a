"""The reports there are, and each as a table whose numbers lead to what they count."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from portal.lib.dates import full_clock
from portal.lib.errors import Refused
from portal.lib.patience import at_most
from reports.files.formats import REPORT
from reports.numbers import LISTS
from reports.statutory.kinds import KINDS
from reports.statutory.question import Question
from reports.statutory.screen import lead, screen
from reports.statutory.sheets import sheet

PATIENCE = 5  # seconds that a report may keep the database busy for its page


@never_cache
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    asked = Question.read(request.GET, request.user, timezone.now())
    context = {
        "asked": asked,
        "choices": asked.choices(request.user, by_field=True),
        "official": [kind for kind in KINDS.values() if kind.form],
        "operating": [kind for kind in KINDS.values() if not kind.form],
        "query": asked.query(),
        "refused": asked.refused,
    }
    status = asked.refused.status if asked.refused else 200
    return render(request, "reports/statutory/reports.html", context, status=status)


@never_cache
@require_safe
def report(request: SignedInRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    at = timezone.now()
    asked = Question.read(request.GET, request.user, at)
    drawn = _drawn(kind, asked, at)
    context = {
        "kind": KINDS[kind],
        "asked": asked,
        "choices": asked.choices(request.user, by_field=KINDS[kind].by_field),
        "query": asked.query(),
        "formats": REPORT,
        **drawn,
    }
    refused = drawn["refused"]
    status = refused.status if refused else 200
    return render(request, "reports/statutory/report.html", context, status=status)


def _drawn(kind: str, asked: Question, at: datetime) -> dict[str, Any]:
    """The report for the page, or why there is none."""
    if asked.refused:
        return {"refused": asked.refused, "sheet": None}
    try:
        with at_most(PATIENCE):
            made = sheet(kind, asked.scope, asked.period, asked.field, at)
    except Refused as refused:
        return {"refused": refused, "sheet": None}
    until = full_clock(made.counted_until) if made.counted_until else ""
    return {
        "refused": None,
        "sheet": made,
        "screen": screen(made),
        "lead": lead(made),
        "until": until,
        "whole_list": f"{LISTS}?{made.about}",
    }
