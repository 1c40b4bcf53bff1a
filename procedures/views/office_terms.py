"""Administration of the office's own terms: the list, and the form of one procedure."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.lib.form_page import form_page
from portal.lib.pages import numbered_page
from portal.lib.text import clean
from procedures.models import Procedure
from procedures.office_terms import legal_terms, procedures_matching, terms_rows
from procedures.office_terms_forms import OfficeTermsForm, values_of
from procedures.services import set_office_terms

PAGE_SIZE = 50


@never_cache
@require_safe
def terms_page(request: HttpRequest) -> HttpResponse:
    query = clean(request.GET.get("q", ""))
    page = numbered_page(request, procedures_matching(query), size=PAGE_SIZE)
    context = {"query": query, "page_of": page, "rows": terms_rows(page.rows)}
    return render(request, "procedures/terms/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def procedure_terms_page(request: HttpRequest, code: str) -> HttpResponse:
    procedure = get_object_or_404(Procedure.objects.select_related("current_version"), code=code)

    def save(form: OfficeTermsForm) -> HttpResponse:
        set_office_terms(procedure, **form.terms())
        messages.success(request, f"Đã lưu thời hạn: {procedure.title}")
        return redirect("procedures:terms")

    return form_page(
        request,
        OfficeTermsForm(request.POST or None, initial=values_of(procedure)),
        save,
        template="procedures/terms/form.html",
        procedure=procedure,
        legal=legal_terms(procedure),
    )
