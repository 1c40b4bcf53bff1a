"""Administration of certificates: the list, adding one, giving one up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from portal.lib.form_page import form_page
from portal.lib.pages import numbered_page
from signatures.forms import CertificateForm, GiveUpForm
from signatures.models import Certificate
from signatures.rows import certificate_rows
from signatures.services import add_certificate, give_up

PAGE_SIZE = 50


@never_cache
@require_safe
def certificates_page(request: HttpRequest) -> HttpResponse:
    kept = Certificate.objects.kept().select_related("user", "unit")
    page = numbered_page(request, kept.order_by("valid_to", "id"), size=PAGE_SIZE)
    context = {"page_of": page, "rows": certificate_rows(page.rows, at=timezone.now())}
    return render(request, "signatures/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: SignedInRequest) -> HttpResponse:
    def add(form: CertificateForm) -> HttpResponse:
        added = add_certificate(
            form.source(), holder=form.owner(), by=request.user, at=timezone.now()
        )
        messages.success(request, f"Đã thêm chứng thư của {added.user or added.unit}")
        return redirect("signatures:certificates")

    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return form_page(request, CertificateForm(*posted), add, template="signatures/add.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_up_page(request: HttpRequest, sha256: str) -> HttpResponse:
    in_force = Certificate.objects.kept().filter(revoked_at=None).select_related("user", "unit")
    certificate = get_object_or_404(in_force, sha256=sha256)

    def let_go(form: GiveUpForm) -> HttpResponse:
        give_up(certificate, revoked=form.revoked, at=timezone.now())
        messages.success(request, "Đã thôi dùng chứng thư, tệp khóa đã xóa khỏi máy chủ")
        return redirect("signatures:certificates")

    form = GiveUpForm(request.POST if request.method == "POST" else None)
    (row,) = certificate_rows([certificate], at=timezone.now())
    return form_page(request, form, let_go, template="signatures/give_up.html", row=row)
