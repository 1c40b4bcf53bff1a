"""`/phan-anh/du-lieu/`: what the open data hold, the files, and news as RSS."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.disclosure import public_address
from feedback.models import Report
from feedback.public import open_data, words
from feedback.public.choosing import ChoosingForm
from portal.lib.errors import Refused
from portal.lib.text import clean_lines

NEWS = 30
MONTHS = 24


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"columns": open_data.COLUMNS.items(), "months": _months()}
    try:
        month = open_data.read_month(request.GET.get("thang", ""))
    except Refused as refused:
        context |= {"error": refused.message, "chosen": request.GET["thang"]}
        return render(request, "feedback/public/data.html", context, status=refused.status)
    context |= {"chosen": f"{month:%Y-%m}", "links": open_data.data_links(month)}
    return render(request, "feedback/public/data.html", context)


def _months() -> list[tuple[str, str]]:
    """The last two years, the newest first."""
    first = timezone.localdate().replace(day=1)
    count = first.year * 12 + first.month - 1
    found = [date(one // 12, one % 12 + 1, 1) for one in range(count, count - MONTHS, -1)]
    return [(f"{one:%Y-%m}", f"{one:%m/%Y}") for one in found]


@require_safe
def data_csv(request: HttpRequest) -> HttpResponseBase:
    return _file(request, open_data.as_csv, "text/csv", "csv")


@require_safe
def data_json(request: HttpRequest) -> HttpResponseBase:
    return _file(request, open_data.as_json, "application/json", "json")


@require_safe
def data_geojson(request: HttpRequest) -> HttpResponseBase:
    return _file(request, open_data.as_geojson, "application/geo+json", "geojson")


def _file(
    request: HttpRequest, write: Callable[[date], Iterator[str]], kind: str, ending: str
) -> HttpResponseBase:
    try:
        month = open_data.read_month(request.GET.get("thang", ""))
    except Refused as refused:
        return JsonResponse({"detail": refused.message}, status=refused.status)
    response = StreamingHttpResponse(write(month), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="phan-anh-{month:%Y-%m}.{ending}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What changed last, of what is chosen as in the list."""
    form = ChoosingForm(request.GET)
    if not form.is_valid():
        return HttpResponse(_("Chọn một dòng trong danh sách"), status=422)
    chosen = form.chosen().reports(timezone.now()).select_related("category")
    news = Rss201rev2Feed(
        title=_("Phản ánh của bà con"),
        link=f"{settings.SITE_URL}{reverse('feedback:reports')}",
        description=_("Phản ánh đã công khai và kết quả xử lý"),
        language=get_language(),
        feed_url=f"{settings.SITE_URL}{request.get_full_path()}",
    )
    for report in chosen.order_by("-changed_at", "-pk")[:NEWS]:
        _tell(news, report)
    return HttpResponse(
        news.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )


def _tell(news: Rss201rev2Feed, report: Report) -> None:
    link = f"{settings.SITE_URL}{reverse('feedback:report', args=[report.code])}"
    lines = [report.public_text, public_address(report), report.answer]
    news.add_item(
        title=f"{words.category_name(report.category)}: {words.status_badge(report).text}",
        link=link,
        description=clean_lines("\n".join(line for line in lines if line)),
        pubdate=timezone.localtime(report.changed_at),
        unique_id=f"{link}#{report.changed_at:%Y%m%d%H%M%S}",
    )
