"""Mẫu giấy tờ của đơn vị: the list, writing one, seeing it before it is used."""

from django.contrib import messages
from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Unit
from accounts.requests import SignedInRequest
from papers.models import FormSet
from papers.template_forms import ChooseForm, FormSetForm, TemplateForm
from papers.templates import (
    FORM_NAMES,
    correct_set,
    form_code,
    history_of,
    rows_in_force,
    sample_pdf,
    use_template,
    values_of,
)
from portal.lib.dates import short_day
from portal.lib.form_page import form_page
from portal.lib.pdf import first_page_png
from portal.lib.responses import pdf_response

SALT = "papers.sample"
SAMPLE_LIFE = 24 * 3600  # seconds


@never_cache
@require_safe
def templates_page(request: SignedInRequest) -> HttpResponse:
    """What is in force; `?unit=&form=` leads to the page of one."""
    units = _units(request)
    form = ChooseForm(request.GET if "unit" in request.GET else None, units=units)
    if form.is_valid():
        return redirect("papers:template", form.cleaned_data["unit"].pk, form.cleaned_data["form"])
    sets = [
        (one.code, one.name, one.circular, short_day(one.valid_from))
        for one in FormSet.objects.order_by("-valid_from")
    ]
    context = {"form": form, "rows": rows_in_force(units), "sets": sets}
    return render(request, "papers/templates/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def template_page(request: SignedInRequest, unit: int, form: str) -> HttpResponse:
    """POST shows the sample first (`do=show`), uses it (`do=use`) or goes back to the fields."""
    office, code, at = _office(request, unit, form), form_code(form), timezone.now()
    page = TemplateForm(
        request.POST if request.method == "POST" else None,
        initial=values_of(office, code, at), form_code=code,
    )  # fmt: skip

    def act(page: TemplateForm) -> HttpResponse:
        if request.POST.get("do") == "use":
            use_template(office, code, page.cleaned_data, by=request.user, at=at)
            messages.success(request, f"Đã dùng mẫu mới: {FORM_NAMES[form]}, {office.name}")
            return redirect("papers:templates")
        if request.POST.get("do") == "show":
            return _preview(request, office, form, page)
        return render(request, "papers/templates/edit.html", {"form": page, **context})

    context = {"office": office, "slug": form, "title": FORM_NAMES[form],
               "history": history_of(office, code)}  # fmt: skip
    return form_page(request, page, act, template="papers/templates/edit.html", **context)


def _preview(request: SignedInRequest, office: Unit, form: str, page: TemplateForm) -> HttpResponse:
    """The sample as a picture and a PDF; what was typed travels signed in their address."""
    token = dumps([office.pk, form, page.cleaned_data], salt=SALT, compress=True)
    carried = [(name, value) for name, value in page.data.items() if name in page.fields]
    context = {"office": office, "slug": form, "title": FORM_NAMES[form], "token": token,
               "carried": carried}  # fmt: skip
    return render(request, "papers/templates/preview.html", context)


@never_cache
@require_safe
def sample_pdf_page(request: SignedInRequest, token: str) -> HttpResponse:
    """The sample of a template that nobody uses yet."""
    return pdf_response(_sample(request, token), "xem-thu.pdf")


@never_cache
@require_safe
def sample_picture(request: SignedInRequest, token: str) -> HttpResponse:
    """Its first page."""
    picture = first_page_png(_sample(request, token), dpi=96)
    return HttpResponse(picture, content_type="image/png")


def _sample(request: SignedInRequest, token: str) -> bytes:
    try:
        unit, form, values = loads(token, salt=SALT, max_age=SAMPLE_LIFE)
    except BadSignature as error:
        raise Http404 from error
    office = _office(request, unit, form)
    return sample_pdf(office, form_code(form), values, at=timezone.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form_set_page(request: SignedInRequest, code: str) -> HttpResponse:
    """The circular's name and day are from handbooks: an administrator may correct them."""
    row = get_object_or_404(FormSet, code=code)

    def correct(form: FormSetForm) -> HttpResponse:
        correct_set(row, **form.cleaned_data)
        messages.success(request, f"Đã sửa {row.name}")
        return redirect("papers:templates")

    initial = {"name": row.name, "circular": row.circular, "valid_from": row.valid_from}
    form = FormSetForm(request.POST if request.method == "POST" else None, initial=initial)
    return form_page(request, form, correct, template="papers/templates/set.html", row=row)


def _units(request: SignedInRequest) -> list[Unit]:
    """The administrator's own commune or province, and the offices inside."""
    root_id = request.user.unit.root_id_or_self if request.user.unit else None
    units = Unit.objects.select_related("root").order_by("code")
    return [unit for unit in units if unit.root_id_or_self == root_id]


def _office(request: SignedInRequest, unit: int, form: str) -> Unit:
    found = next((one for one in _units(request) if one.pk == unit), None)
    if found is None or form not in FORM_NAMES:
        raise Http404
    return found
