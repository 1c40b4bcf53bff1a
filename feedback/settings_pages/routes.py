"""`/qt/phan-anh/tuyen/`: which office answers for what and where, and a bench to try it."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.offices import offices
from accounts.requests import SignedInRequest
from feedback.models import Category, Route
from feedback.routing import Routed, routed
from feedback.settings_pages.own import own_root, own_root_id
from feedback.settings_pages.route_forms import BenchForm, RouteForm, values_of
from geo.models import Area
from geo.services import area_at
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.text import fold


@dataclass(frozen=True)
class RouteRow:
    pk: int
    kind: str
    area: str
    unit: str
    note: str


@dataclass(frozen=True)
class Tried:
    """What the bench found."""

    area: str
    routed: Routed


@never_cache
@require_safe
def routes_page(request: SignedInRequest) -> HttpResponse:
    root_id = own_root_id(request)
    kinds = list(Category.objects.filter(is_active=True))
    asked = request.GET if "loai" in request.GET else None
    bench = BenchForm(asked, root_id=root_id, kinds=kinds)
    tried = _try(request, bench, kinds) if bench.is_valid() else None
    routes = list(Route.objects.filter(root_unit=root_id).select_related("category", "area"))
    rows = sorted(map(_row, routes), key=lambda row: (fold(row.kind), row.area))
    context = {"rows": rows, "bench": bench, "tried": tried, "here": "routes",
               "missing": _missing(routes, kinds)}  # fmt: skip
    status = 422 if bench.is_bound and bench.errors else 200
    return render(request, "feedback/settings/routes.html", context, status=status)


def _try(request: SignedInRequest, bench: BenchForm, kinds: list[Category]) -> Tried:
    root, point = own_root(request), bench.cleaned_data["lat"]
    category = next(kind for kind in kinds if str(kind.pk) == bench.cleaned_data["loai"])
    area = area_at(point.lat, point.long, root.pk) if point else None
    return Tried(_where(area, known=point is not None), routed(root, category, area))


def _where(area: Area | None, *, known: bool) -> str:
    if area:
        return f"Điểm này thuộc {area.name}"
    return "Điểm này không thuộc địa bàn nào đã nhập" if known else "Không có vị trí"


def _missing(routes: list[Route], kinds: list[Category]) -> list[str]:
    """Kinds that no route names, as long as none is for all of them."""
    named = {route.category_id for route in routes if route.area_id is None}
    if None in named:
        return []
    return [kind.name for kind in kinds if kind.pk not in named and not kind.about_conduct]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_route(request: SignedInRequest) -> HttpResponse:
    return _route_page(request, Route(root_unit_id=own_root_id(request)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def route_page(request: SignedInRequest, pk: int) -> HttpResponse:
    return _route_page(request, get_object_or_404(Route, pk=pk, root_unit=own_root_id(request)))


def _route_page(request: SignedInRequest, route: Route) -> HttpResponse:
    def save(form: RouteForm) -> HttpResponse:
        _save(route, form.facts())
        messages.success(request, "Đã lưu phân tuyến. Phản ánh đã nhận giữ đơn vị đang giữ")
        return redirect("feedback:routes")

    posted = request.POST if request.method == "POST" else None
    form = RouteForm(posted, initial=values_of(route), root_id=route.root_unit_id)
    return form_page(
        request, form, save, template="feedback/settings/route.html", route=route, here="routes"
    )


def _save(route: Route, facts: dict[str, int | None]) -> None:
    for name, value in facts.items():
        setattr(route, name, value)
    try:
        with transaction.atomic():
            route.save()
    except IntegrityError:
        raise Refused(
            "twice", "Đã có phân tuyến cho loại và địa bàn này. Sửa dòng ấy", field="category"
        ) from None


@require_POST
def drop_route(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Route, pk=pk, root_unit=own_root_id(request)).delete()
    messages.success(request, "Đã bỏ phân tuyến")
    return redirect("feedback:routes")


def _row(route: Route) -> RouteRow:
    retired = route.area is not None and not route.area.is_active
    hidden = route.category is not None and not route.category.is_active
    return RouteRow(
        pk=route.pk,
        kind=route.category.name if route.category else "Mọi loại",
        area=route.area.name if route.area else "Mọi nơi",
        unit=offices()[route.unit_id].short_name,
        note="Địa bàn ngừng dùng" if retired else "Loại ngừng dùng" if hidden else "",
    )
