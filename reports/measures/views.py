"""Ratios against targets, the index of QĐ 766 and what is behind it, the nine indicators."""

from collections.abc import Callable, Sequence
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
from reports.citizen_reports.selections import sees_conduct
from reports.counting.figures import counted_until
from reports.measures.breakdown import by_procedure, by_unit
from reports.measures.evaluation import SOURCE, evaluation_of
from reports.measures.index766 import OF_FIGURES, index_of
from reports.measures.linked import Whose
from reports.measures.marks import VERSIONS
from reports.measures.ratios import ratios_of
from reports.measures.screen import crumbs, evaluation_rows, index_groups, ratio_rows
from reports.statutory.question import Question

SECONDS = 10  # that a page may keep the database busy


@never_cache
@require_safe
def ratios(request: SignedInRequest) -> HttpResponse:
    def answer(whose: Whose) -> dict[str, Any]:
        found = ratios_of(whose.scope, whose.period, whose.until, conduct=whose.conduct)
        return {"rows": ratio_rows(found, whose)}

    return _page(request, "reports/measures/ratios.html", answer)


@never_cache
@require_safe
def index766(request: SignedInRequest) -> HttpResponse:
    def answer(whose: Whose) -> dict[str, Any]:
        index = index_of(whose.scope, whose.period, whose.until, conduct=whose.conduct)
        return {"index": index, "groups": index_groups(index, whose)}

    source = VERSIONS[0].source
    return _page(request, "reports/measures/index766.html", answer, source=source)


@never_cache
@require_safe
def indicator(request: SignedInRequest, slug: str) -> HttpResponse:
    if slug not in OF_FIGURES:
        raise Http404
    mark = next(mark for mark in VERSIONS[0].all if mark.slug == slug)

    def answer(whose: Whose) -> dict[str, Any]:
        tables = [
            ("Theo đơn vị", "Đơn vị", by_unit(slug, whose)),
            ("Theo thủ tục", "Thủ tục", by_procedure(slug, whose)),
        ]
        return {"tables": tables}

    way = [("Chỉ số Quyết định 766", "index766")]
    return _page(request, "reports/measures/indicator.html", answer, way=way, mark=mark)


@never_cache
@require_safe
def evaluation(request: SignedInRequest) -> HttpResponse:
    def answer(whose: Whose) -> dict[str, Any]:
        found = evaluation_of(whose.scope, whose.period, whose.until, conduct=whose.conduct)
        return {"evaluation": found, "rows": evaluation_rows(found)}

    return _page(request, "reports/measures/evaluation.html", answer, source=SOURCE)


def _page(
    request: SignedInRequest,
    template: str,
    answer: Callable[[Whose], dict[str, Any]],
    *,
    way: Sequence[tuple[str, str]] = (),
    **context: Any,
) -> HttpResponse:
    """The answer for whom and when the address asks, or the sentence why there is none."""
    asked = Question.read(request.GET, request.user, timezone.now())
    until, refused = counted_until(), asked.refused
    if refused is None and until is not None:
        try:
            with at_most(SECONDS):
                context |= answer(
                    Whose(asked.scope, asked.period, until, conduct=sees_conduct(request.user))
                )
        except Refused as refusal:
            refused = refusal
    context |= {
        "crumbs": crumbs(asked, *way),
        "asked": asked,
        "choices": asked.choices(request.user, by_field=False),
        "query": asked.query(),
        "refused": refused,
        "until": full_clock(until) if until else "",
    }
    return render(request, template, context, status=refused.status if refused else 200)
