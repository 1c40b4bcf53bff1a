"""`/ket-qua/`: results of a month for everybody, and the same as open data."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from portal.lib.errors import Refused
from reports.measures.public import open_data
from reports.measures.public.layout import layout, month_words
from reports.measures.public.publication import (
    Results,
    month_code,
    months,
    read_month,
    results_of,
)

_HOUR = 3600


@require_safe
def public_results(request: HttpRequest) -> HttpResponse:
    known, asked = months(), request.GET.get("thang", "")
    context: dict[str, Any] = {
        "choices": [(month_code(one), month_words(one.first)) for one in known]
    }
    try:
        period = read_month(asked, known)
    except Refused as refused:
        context |= {"error": refused.message, "chosen": asked}
        status = refused.status if known else 200
        return render(request, "reports/public/page.html", context, status=status)
    context |= layout(results_of(period), known)
    return render(request, "reports/public/page.html", context)


@require_safe
def results_csv(request: HttpRequest) -> HttpResponse:
    def answer(results: Results) -> HttpResponse:
        response = HttpResponse(open_data.as_csv(results), content_type="text/csv; charset=utf-8")
        name = f"ket-qua-{month_code(results.period)}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return _open_data(request, answer)


@require_safe
def results_json(request: HttpRequest) -> HttpResponse:
    schema = request.build_absolute_uri(reverse("reports:public-results-schema"))
    return _open_data(request, lambda found: _json(open_data.as_json(found, schema=schema)))


@require_safe
def results_schema(request: HttpRequest) -> HttpResponse:
    return _kept_by_readers(request, _json(open_data.schema(request.build_absolute_uri())))


def _open_data(request: HttpRequest, answer: Callable[[Results], HttpResponse]) -> HttpResponse:
    try:
        results = results_of(read_month(request.GET.get("thang", ""), months()))
    except Refused as refused:
        return _json({"detail": refused.message}, status=refused.status)
    return _kept_by_readers(request, answer(results))


def _json(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def _kept_by_readers(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nobody asks again within the hour; after it, the same content is not sent again."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={_HOUR}"
    response["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=etag, response=response) or response
