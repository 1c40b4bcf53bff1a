"""The page of a batch: progress, what failed and why, once more."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from dossiers.models import SignBatch
from dossiers.signing.orders import try_again
from dossiers.signing.rows import page_of
from dossiers.staff.ticks import seen_by_code
from dossiers.workflow import Action
from portal.lib.errors import Refused
from portal.lib.responses import refused_page


@never_cache
@require_safe
def batch_page(request: SignedInRequest, number: int) -> HttpResponse:
    """While a worker signs, this page asks again by itself; without script, a link."""
    batch = _own(request, number)
    back = "dossiers:sign-queue" if batch.action == Action.SIGN else "dossiers:queue"
    context = {"batch": page_of(batch), "back": reverse(back)}
    return render(request, "dossiers/signing/batch.html", context)


@never_cache
@require_POST
def try_again_page(request: SignedInRequest, number: int) -> HttpResponse:
    batch = _own(request, number)
    try:
        seen = seen_by_code(request.POST.getlist("ho-so"))
    except Refused as refused:
        return refused_page(request, refused, back_url=_path(batch))
    try_again(batch, seen, at=timezone.now())
    return redirect(_path(batch))


def _own(request: SignedInRequest, number: int) -> SignBatch:
    """Whoever signs sees what became of it; nobody else."""
    return get_object_or_404(SignBatch, pk=number, by=request.user)


def _path(batch: SignBatch) -> str:
    return reverse("dossiers:sign-batch", args=[batch.pk])
