"""Administration of boards: what was printed, ordering a batch, its page and its PDF."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from portal.lib.form_page import form_page
from portal.lib.pages import numbered_page
from procedures.boards.orders import next_number, order_boards
from procedures.boards.rows import batch_rows, cell_rows
from procedures.models import BoardBatch
from procedures.qr import LONGEST_ADDRESS, longest_address
from procedures.qr_forms import BoardForm

PAGE_SIZE = 20


@never_cache
@require_safe
def batches_page(request: HttpRequest) -> HttpResponse:
    page = numbered_page(request, BoardBatch.objects.select_related("made_by"), size=PAGE_SIZE)
    context = {"page_of": page, "rows": batch_rows(page.rows)}
    return render(request, "procedures/batches/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order_page(request: SignedInRequest) -> HttpResponse:
    def order(form: BoardForm) -> HttpResponse:
        batch = order_boards(form.order(), by=request.user, at=timezone.now())
        return redirect("procedures:board", batch.number)

    picked = " ".join(request.GET.getlist("ma"))
    form = BoardForm(request.POST if request.method == "POST" else None, picked=picked)
    address = longest_address(next_number())
    return form_page(
        request, form, order, template="procedures/batches/order.html",
        address=address, too_long=max(0, len(address) - LONGEST_ADDRESS),
    )  # fmt: skip


@never_cache
@require_safe
def batch_page(request: HttpRequest, number: int) -> HttpResponse:
    """While the boards are being made this page asks again by itself; without script, a link."""
    batch = get_object_or_404(BoardBatch.objects.select_related("made_by"), number=number)
    context = {"row": batch_rows([batch])[0], "cells": cell_rows(batch)}
    return render(request, "procedures/batches/batch.html", context)


@never_cache
@require_safe
def batch_pdf(request: HttpRequest, number: int) -> FileResponse:
    batch = get_object_or_404(BoardBatch, number=number, state=BoardBatch.State.READY)
    if not default_storage.exists(batch.file_key):
        raise Http404
    return FileResponse(
        default_storage.open(batch.file_key),
        filename=f"bang-qr-{batch}.pdf",
        content_type="application/pdf",
    )
