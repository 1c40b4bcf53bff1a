"""Administration of codes: the list, one code with its scans, a new place, retiring."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.services import serving_unit
from portal.lib.form_page import form_page
from portal.lib.pages import numbered_page
from procedures.code_rows import about, code_rows, codes_matching, placement_rows
from procedures.models import QrCode
from procedures.qr import add_place, address_of, retire_code
from procedures.qr_forms import CodeFilterForm, PlaceForm, RetireForm

PAGE_SIZE = 60


@never_cache
@require_safe
def codes_page(request: HttpRequest) -> HttpResponse:
    form = CodeFilterForm(request.GET)
    page = numbered_page(request, codes_matching(form.filter()), size=PAGE_SIZE)
    context = {"form": form, "page_of": page, "rows": code_rows(page.rows, at=timezone.now())}
    return render(request, "procedures/codes/list.html", context)


@never_cache
@require_safe
def code_page(request: HttpRequest, code: str) -> HttpResponse:
    rows = QrCode.objects.select_related("procedure__field", "field", "replaced_by")
    row = get_object_or_404(rows, code=code)
    context = {
        "code": row,
        "scans": code_rows([row], at=timezone.now())[0],
        "about": about(row),
        "address": address_of(row.code),
        "placements": placement_rows(row, at=timezone.now()),
    }
    return render(request, "procedures/codes/code.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_place_page(request: HttpRequest) -> HttpResponse:
    def add(form: PlaceForm) -> HttpResponse:
        code = add_place(**form.cleaned_data)
        messages.success(request, f"Đã thêm {code.title}, mã {code}")
        return redirect("procedures:code", code)

    form = PlaceForm(request.POST if request.method == "POST" else None, root=serving_unit())
    return form_page(request, form, add, template="procedures/codes/place.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retire_page(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(QrCode, code=code)

    def retire(form: RetireForm) -> HttpResponse:
        retire_code(row, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Mã {row} đã ngừng dùng")
        return redirect("procedures:code", row)

    form = RetireForm(request.POST if request.method == "POST" else None)
    return form_page(request, form, retire, template="procedures/codes/retire.html", code=row)
