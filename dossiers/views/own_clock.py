"""How the promised date came about: for the owner, and for whoever holds the receipt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.clock_pages.plain import plain_story
from dossiers.clock_pages.reading import ledger_of
from dossiers.models import Dossier
from dossiers.tracking.grants import granted, own
from dossiers.views.tracking import ask_for_digits
from portal.lib.responses import private


@private
@require_safe
def own_clock(request: HttpRequest, code: str) -> HttpResponse:
    """Opens to whom the dossier's page opens."""
    at = timezone.now()
    found = own(request).with_code(code).first() or granted(request, at=at).with_code(code).first()
    if found is None:
        return ask_for_digits(request, code)
    return _show(request, found, reverse("dossiers:dossier", args=[found.display_code]))


@private
@require_safe
def clock_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """From the address in the receipt's QR: the key is the secret."""
    found = get_object_or_404(Dossier, tracking_key=key)
    if request.user.is_authenticated and found.owner_id == request.user.pk:
        return redirect("dossiers:clock", found.display_code)
    return _show(request, found, reverse("dossiers:track-by-key", args=[key]))


def _show(request: HttpRequest, dossier: Dossier, back: str) -> HttpResponse:
    """404 before reception: no date has been promised."""
    ledger = ledger_of(dossier, at=timezone.now())
    if ledger is None:
        raise Http404
    context = {"story": plain_story(ledger), "back": back}
    return render(request, "dossiers/clock/own.html", context)
