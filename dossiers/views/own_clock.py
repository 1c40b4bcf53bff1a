"""How the promised date came about: for the owner, and for whoever holds the receipt."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.clock_pages.plain import plain_story
from dossiers.clock_pages.reading import ledger_of
from dossiers.models import Dossier
from dossiers.tracking.grants import granted
from dossiers.views.tracking import private


@private
@require_safe
def own_clock(request: HttpRequest, code: str) -> HttpResponse:
    """Opens to whom the dossier's page opens (`dossiers.views.tracking.dossier`)."""
    found = _own(request, code) or _granted(request, code)
    if found is None and request.user.is_authenticated:
        raise Http404
    if found is None:
        return redirect(f"{reverse('dossiers:look-up')}?{urlencode({'ma': code})}")
    return _show(request, found, reverse("dossiers:dossier", args=[found.display_code]))


@private
@require_safe
def clock_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """From the address in the receipt's QR: the key is the secret."""
    found = get_object_or_404(Dossier, tracking_key=key)
    if request.user.is_authenticated and found.owner_id == request.user.pk:
        return redirect("dossiers:clock", found.display_code)
    return _show(request, found, reverse("dossiers:track-by-key", args=[key]))


def _own(request: HttpRequest, code: str) -> Dossier | None:
    if not (request.user.is_authenticated and request.user.is_citizen):
        return None
    return Dossier.objects.visible_to(request.user).with_code(code).first()


def _granted(request: HttpRequest, code: str) -> Dossier | None:
    pks = granted(request, at=timezone.now())
    return Dossier.objects.filter(pk__in=pks).with_code(code).first() if pks else None


def _show(request: HttpRequest, dossier: Dossier, back: str) -> HttpResponse:
    """404 before reception: no date has been promised."""
    ledger = ledger_of(dossier, at=timezone.now())
    if ledger is None:
        raise Http404
    context = {"story": plain_story(ledger), "back": back}
    return render(request, "dossiers/clock/own.html", context)
