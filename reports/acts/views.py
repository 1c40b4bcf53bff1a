"""The button "Nhắc việc" of rows and of the bar for ticked rows."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from dossiers.models.dossier import DossierQuerySet
from dossiers.staff.ticks import seen_by_code
from portal.lib.addresses import next_address
from portal.lib.errors import Refused
from portal.lib.responses import refused_page
from reports.acts.forms import UrgeForm
from reports.acts.urging import Kind, urge
from reports.acts.words import told
from reports.scope import Scope


@never_cache
@require_POST
def remind(request: SignedInRequest) -> HttpResponse:
    """Urges who holds the ticked dossiers, `viec` says to what; then back to the list."""
    kind, back = _kind(request), next_address(request, reverse("reports:late"))
    try:
        ticked = _ticked(request)
    except Refused as refused:
        return refused_page(request, refused, back_url=back)
    form = UrgeForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "kind": kind, "ticks": request.POST.getlist("ho-so"), "back": back}
        return render(request, "reports/acts/urge.html", context, status=422)
    note = form.cleaned_data["loi_nhan"]
    urged = urge(ticked, kind, by=request.user, at=timezone.now(), note=note)
    tell = messages.success if urged.told else messages.warning
    tell(request, told(urged, kind))
    return redirect(back)


def _kind(request: SignedInRequest) -> Kind:
    try:
        return Kind(request.POST.get("viec", ""))
    except ValueError as error:
        raise Http404 from error


def _ticked(request: SignedInRequest) -> DossierQuerySet:
    """Those of the own scope; 404 when none is: what others do is not told."""
    codes = seen_by_code(request.POST.getlist("ho-so"))
    named = Q(code__in=codes) | Q(submission_code__in=codes)
    found = Scope.of(request.user).dossiers().visible_to(request.user).filter(named)
    if not found.exists():
        raise Http404
    return found
