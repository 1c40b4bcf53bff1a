"""`/qt/phan-anh/dia-ban/`: the borders that are known, and taking new ones over in two steps."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from feedback.settings_pages.area_forms import AreaFileForm, TakeOverForm
from feedback.settings_pages.drawing import ToDraw, draw
from feedback.settings_pages.own import own_root, own_root_id
from geo.geojson import FoundArea
from geo.importing import (
    Preview,
    begin_import,
    finish_import,
    give_up_import,
    preview,
    waiting_import,
)
from geo.models import Area, AreaImport
from portal.lib.dates import short_day, short_moment
from portal.lib.form_page import form_page

_LATEST = 10  # imports that are listed


@dataclass(frozen=True)
class AreaRow:
    pk: int
    name: str
    about: str
    is_active: bool


@dataclass(frozen=True)
class FoundRow:
    code: str
    name: str
    change: str
    badge: str
    about: str
    chosen: bool


@dataclass(frozen=True)
class Past:
    at: str
    words: str


@never_cache
@require_safe
def areas_page(request: SignedInRequest) -> HttpResponse:
    root_id = own_root_id(request)
    areas = list(Area.objects.filter(root_unit=root_id))
    done = AreaImport.objects.filter(root_unit=root_id, done_at__isnull=False)
    latest = done.select_related("by").defer("content").order_by("-done_at")[:_LATEST]
    groups = [
        (Area.Kind(kind).label, [_row(area) for area in found])
        for kind, found in groupby(sorted(areas, key=_order), key=lambda area: area.kind)
    ]
    picture = [ToDraw(bytes(one.shape), one.name, one.kind) for one in areas if one.is_active]
    context = {
        "groups": groups,
        "drawing": draw(picture),
        "past": [_past(one) for one in latest],
        "waits": waiting_import(root_id) is not None,
        "here": "areas",
    }
    return render(request, "feedback/settings/areas.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def area_file_page(request: SignedInRequest) -> HttpResponse:
    def look(form: AreaFileForm) -> HttpResponse:
        begin_import(own_root(request), form.typed(), by=request.user, at=timezone.now())
        return redirect("feedback:area-preview")

    posted = request.POST if request.method == "POST" else None
    form = AreaFileForm(posted, request.FILES or None, initial={"kind": Area.Kind.HAMLET})
    return form_page(request, form, look, template="feedback/settings/area_file.html", here="areas")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def area_preview_page(request: SignedInRequest) -> HttpResponse:
    waiting = waiting_import(own_root_id(request))
    if waiting is None:
        return redirect("feedback:area-file")
    seen = preview(waiting)

    def take(form: TakeOverForm) -> HttpResponse:
        done = finish_import(waiting, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Đã nhập: {done.outcome}")
        return redirect("feedback:areas")

    posted = request.POST if request.method == "POST" else None
    form = TakeOverForm(posted, found=seen.reading.areas, waiting=waiting)
    context = {
        "waiting": waiting, "seen": seen, "here": "areas", "rows": _found_rows(seen, form.chosen),
        "drawing": draw(_to_draw(seen)),
    }  # fmt: skip
    return form_page(request, form, take, template="feedback/settings/area_preview.html", **context)


@require_POST
def give_up_areas(request: SignedInRequest) -> HttpResponse:
    if waiting := waiting_import(own_root_id(request)):
        give_up_import(waiting)
        messages.success(request, "Đã bỏ tệp, không địa bàn nào thay đổi")
    return redirect("feedback:areas")


@require_POST
def switch_area(request: SignedInRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(Area, pk=pk, root_unit=own_root_id(request))
    area.is_active = request.POST.get("dung") == "1"
    area.save(update_fields=["is_active"])
    messages.success(request, f"{'Dùng lại' if area.is_active else 'Ngừng dùng'} {area.name}")
    return redirect("feedback:areas")


def _order(area: Area) -> tuple[int, str, str]:
    """The commune, its hamlets, other zones."""
    return list(Area.Kind).index(Area.Kind(area.kind)), area.name, area.code


def _row(area: Area) -> AreaRow:
    about = f"Mã {area.code} · nhập {short_day(area.imported_at)} · {area.source}"
    return AreaRow(area.pk, area.name, about, area.is_active)


def _past(one: AreaImport) -> Past:
    at = short_moment(one.done_at or one.at)
    return Past(at, f"{one.by.full_name} nhập {one.file_name}: {one.outcome}")


def _changes(seen: Preview) -> list[tuple[FoundArea, str, str]]:
    compared = seen.compared
    named = (
        (compared.new, "mới", "info"),
        (compared.changed, "thay đổi", "warn"),
        (compared.same, "như cũ", "off"),
    )
    return [(one, words, badge) for found, words, badge in named for one in found]


def _found_rows(seen: Preview, chosen: set[str]) -> list[FoundRow]:
    rows = []
    for one, words, badge in _changes(seen):
        mended = " · đường ranh tự cắt, đã sửa" if one.repaired else ""
        about = f"Mã {one.code} · {one.corners} đỉnh{mended}"
        rows.append(FoundRow(one.code, one.name, words, badge, about, one.code in chosen))
    return rows


def _to_draw(seen: Preview) -> list[ToDraw]:
    return [ToDraw(one.wkb, one.name, badge) for one, _, badge in _changes(seen)]
